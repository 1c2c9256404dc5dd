"""How a result looks: a summary in words, HTML with highlights, data frames."""

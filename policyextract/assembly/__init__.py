"""Stage 4: annotations to the result, one file a fact."""

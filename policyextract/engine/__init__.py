"""Stages 2 and 3: a document and a rule set to annotations."""

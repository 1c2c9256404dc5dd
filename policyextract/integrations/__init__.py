"""Doors to other tools: pytest, Arrow and the engines on top of it, spaCy."""

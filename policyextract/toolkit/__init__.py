"""For rule authors: test, lint, explain, schema, new-pack, and what a change does to a corpus."""

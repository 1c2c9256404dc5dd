"""Stage 1: any page in, readable text out, every character mapped back to the source."""

"""Live connections: what happens to a person reaches their open pages at once."""

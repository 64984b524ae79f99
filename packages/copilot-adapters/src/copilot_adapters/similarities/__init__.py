"""How alike two texts are, by fast libraries."""

"""Places to keep dear answers."""

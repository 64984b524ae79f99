"""Measuring what the library does, on anybody's data."""

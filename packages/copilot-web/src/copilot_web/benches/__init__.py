"""Measures of what is served."""

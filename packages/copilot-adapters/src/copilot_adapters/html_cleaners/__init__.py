"""Cleaners of strangers' HTML."""

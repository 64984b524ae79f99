"""Texts as vectors, one model a file."""

"""Stems of words."""

"""Texts about postings that closed: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {}

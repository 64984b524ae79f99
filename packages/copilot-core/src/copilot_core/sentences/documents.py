"""Texts about reading documents and resumes: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {}

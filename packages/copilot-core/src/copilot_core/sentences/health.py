"""Texts about the health of sources: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {}

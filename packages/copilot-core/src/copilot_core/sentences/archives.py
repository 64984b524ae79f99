"""Texts about backups: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {}

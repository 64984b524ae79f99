"""Texts about saved searches and the schedule: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {}

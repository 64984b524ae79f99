"""Texts about requirements, blockers and scores: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {}

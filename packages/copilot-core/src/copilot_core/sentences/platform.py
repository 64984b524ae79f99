"""Texts about settings, storage and plug-ins: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {}

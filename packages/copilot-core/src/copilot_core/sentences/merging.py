"""Texts about why two sightings are one job: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {}

"""Stems of words."""

from typing import Protocol


class Stemmer(Protocol):
    """Snowball stems. Pure; an unknown language leaves the word as it is."""

    def stem(self, word: str, language: str) -> str:
        """Return the stem of a lower-case word; `language` is ISO 639-1."""
        ...

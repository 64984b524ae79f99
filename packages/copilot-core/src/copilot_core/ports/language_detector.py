"""Which language a text is in."""

from typing import Protocol


class LanguageDetector(Protocol):
    """Tells languages apart. Pure and deterministic."""

    def language(self, text: str) -> str:
        """Return ISO 639-1, empty when the text is too short or unclear."""
        ...

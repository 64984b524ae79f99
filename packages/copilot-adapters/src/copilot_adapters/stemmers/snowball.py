"""Snowball stems by PyStemmer."""

import threading

import Stemmer
from attrs import frozen

ALGORITHMS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""ISO 639-1 → the algorithm's name."""

_OF_THREAD = threading.local()


@frozen
class Snowball:
    """Snowball's algorithms; a stemmer of PyStemmer serves one thread only, so that each has its own."""

    def stem(self, word: str, language: str) -> str:
        """Return the stem; an unknown language leaves the word as it is."""
        algorithm = ALGORITHMS.get(language)
        if algorithm is None:
            return word
        made: dict[str, Stemmer.Stemmer] = _OF_THREAD.__dict__.setdefault("made", {})
        if algorithm not in made:
            made[algorithm] = Stemmer.Stemmer(algorithm)
        return str(made[algorithm].stemWord(word))

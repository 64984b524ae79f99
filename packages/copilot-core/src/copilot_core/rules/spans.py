"""Sentences and lines within a text, as spans."""

import re

_END = re.compile(r"[.!?](?=\s+[A-ZÄÖÜ*#\[(\"“•-])|[.!?]\s*$|\n")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:e\.g|i\.e|etc|z\.B|bzw|ca|inkl|approx|incl|min|max|St|Dr|No|vs|yrs|Mr|Ms))$"
)

LONGEST_SENTENCE = 400
"""Nothing longer is read as one sentence."""


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentence (or the line, or the bullet) in which `text[start:end]` stands."""
    return _begin(text, start), _finish(text, end)


def _begin(text: str, at: int) -> int:
    low = max(0, at - LONGEST_SENTENCE)
    begin = low
    for match in _END.finditer(text, low, at):
        if match.group() == "\n" or not _ABBREVIATED.search(text, max(low, match.start() - 8), match.start()):
            begin = match.end()
    while begin < at and text[begin] in " \t*-•·#>_":
        begin += 1
    return begin


def _finish(text: str, at: int) -> int:
    high = min(len(text), at + LONGEST_SENTENCE)
    for match in _END.finditer(text, at, high):
        if match.group() == "\n":
            return match.start()
        if not _ABBREVIATED.search(text, max(0, match.start() - 8), match.start()):
            return match.start() + 1
    return high

"""JSON that was cut in the middle: what came before the cut."""

import re
from typing import Final

TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+(?P<end>"|\\?\Z)|[\[\]{}]', re.DOTALL)
"""A string (possibly cut) or a bracket; possessive, so that no text makes it slow."""

CLOSERS: Final = {"[": "]", "{": "}"}


def without_the_cut_end(text: str) -> str:
    """Return the text up to the last whole object of its outermost list, closed; empty when there is none."""
    open_brackets: list[str] = []
    cuts: dict[int, tuple[int, str]] = {}
    for token in TOKEN.finditer(text):
        bracket = token[0]
        if bracket in CLOSERS:
            open_brackets.append(bracket)
        elif bracket in CLOSERS.values() and open_brackets:
            open_brackets.pop()
            if bracket == "}" and open_brackets[-1:] == ["["]:
                cuts[len(open_brackets)] = (token.end(), _closing(open_brackets))
    still_open = {depth: cut for depth, cut in cuts.items() if depth <= len(open_brackets)}
    if not still_open:
        return ""
    end, closing = still_open[min(still_open)]
    return text[:end] + closing


def _closing(open_brackets: list[str]) -> str:
    return "".join(CLOSERS[bracket] for bracket in reversed(open_brackets))

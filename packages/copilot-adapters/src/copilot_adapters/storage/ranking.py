"""How well a job answers a query, from its title and the words it names often."""

import math
from collections.abc import Mapping, Sequence

from copilot_core.rules.tokens import Clause

RANKED = 1000
"""Relevance ranks at most so many jobs: those with the words in the title first, then the newest."""

SMOOTHING = 60
"""Of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""


def answer(asked: tuple[Clause, ...], ranked: str) -> float:
    """Score a job by what was stored to rank it: the tokens of its title, a line end, its frequent ones."""
    title, _, often = ranked.partition("\n")
    hits = _hits(asked, f" {title} ")
    return (2 * hits + 0.5 * _hits(asked, f" {often} ")) / len(asked) + hits / max(title.count(" ") + 1, len(asked))


def _hits(asked: tuple[Clause, ...], words: str) -> int:
    """Count the clauses of which one is among the words; to look for it is much faster than to take them apart."""
    found = 0
    for clause in asked:
        for token in clause:
            if f" {token} " in words:
                found += 1
                break
    return found


def weights(frequencies: Mapping[Clause, int]) -> dict[Clause, float]:
    """Weigh terms: the rarer, the more one tells."""
    return {clause: 1 / math.log2(2 + times) for clause, times in frequencies.items()}


def fused(worded: Sequence[int], meant: Sequence[int]) -> tuple[int, ...]:
    """Fuse two rankings by reciprocal ranks; with one of them empty the other stays as it is."""
    scores: dict[int, float] = {}
    for ranking in (worded, meant):
        for rank, key in enumerate(ranking):
            scores[key] = scores.get(key, 0.0) + 1 / (SMOOTHING + rank)
    return tuple(sorted(scores, key=lambda key: (-scores[key], -key)))

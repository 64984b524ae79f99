"""How well a job answers a query, from its title and the words it names often."""

import math
from collections.abc import Callable, Mapping, Sequence

from copilot_core.rules.tokens import Clause

RANKED = 1000
"""Relevance ranks at most so many jobs: those with the words in the title first, then the newest."""

SMOOTHING = 60
"""Of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""


def scorer(asked: tuple[Clause, ...]) -> Callable[[str], float]:
    """Return what scores a job by what was stored to rank it: the tokens of its title, a line end, its frequent ones."""
    clauses = [tuple(f" {token} " for token in clause) for clause in asked]

    def score(ranked: str) -> float:
        title, _, often = ranked.partition("\n")
        hits, words = _hits(clauses, f" {title} "), max(title.count(" ") + 1, len(clauses))
        return (2 * hits + 0.5 * _hits(clauses, f" {often} ")) / len(clauses) + hits / words

    return score


def _hits(clauses: Sequence[Sequence[str]], words: str) -> int:
    """Count the clauses of which one is among the words; to look for it is much faster than to take them apart."""
    found = 0
    for clause in clauses:
        for token in clause:
            if token in words:
                found += 1
                break
    return found


def weights(frequencies: Mapping[Clause, int]) -> dict[Clause, float]:
    """Weigh terms: the rarer, the more one tells."""
    return {clause: 1 / math.log2(2 + times) for clause, times in frequencies.items()}


def fused(worded: Sequence[int], meant: Sequence[int]) -> tuple[int, ...]:
    """Fuse two rankings by reciprocal ranks; with one of them empty the other stays as it is."""
    if not worded or not meant:
        return tuple(worded or meant)
    scores: dict[int, float] = {}
    for ranking in (worded, meant):
        for rank, key in enumerate(ranking):
            scores[key] = scores.get(key, 0.0) + 1 / (SMOOTHING + rank)
    return tuple(sorted(scores, key=lambda key: (-scores[key], -key)))

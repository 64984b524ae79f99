"""How good an order is: nDCG, good ones in the first five, and intervals by bootstrap."""

import math
from collections.abc import Mapping, Sequence

from copilot_adapters.evaluations.resampling import interval

DEPTH = 10
FIRST = 5
GOOD = 2


def ndcg(order: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float | None:
    """Return normalised discounted cumulative gain (gain 2^grade - 1, discount log2); None when nothing is relevant."""
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(one, 0) for one in order[:depth]]) / best if best else None


def good_in_first(order: Sequence[str], grades: Mapping[str, int], first: int = FIRST) -> float:
    """Return the share of the first five that are good (grade 2 or 3)."""
    return sum(grades.get(one, 0) >= GOOD for one in order[:first]) / first


def measure(run: Mapping[str, Sequence[str]], judged: Mapping[str, Mapping[str, int]]) -> dict[str, object]:
    """Return the measures of a run over all judged people."""
    gains = {name: ndcg(run[name], grades) for name, grades in judged.items() if name in run}
    known = [gain for gain in gains.values() if gain is not None]
    shares = [good_in_first(run[name], judged[name]) for name, gain in gains.items() if gain is not None]
    if not known:
        return {"people": 0}
    return {
        "people": len(known),
        "ndcg@10": round(_mean(known), 4),
        "ndcg@10_interval": [round(end, 4) for end in interval(known, _mean)],
        "good_in_top_5": round(_mean(shares), 4),
        "good_in_top_5_interval": [round(end, 4) for end in interval(shares, _mean)],
    }


def _gain(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)

"""What ranking is compared with: BM25, one sentence model, and both fused by reciprocal rank."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

WORD = re.compile(r"\w[\w+#.]*")
K1, B = 1.2, 0.75
OFFSET = 60


@frozen
class Bm25:
    """Okapi BM25 (k1 1.2, b 0.75) over all postings; the query is the whole resume and the wishes."""

    counts: Mapping[str, Counter[str]]
    containing: Mapping[str, int]
    usual_length: float

    @classmethod
    def over(cls, texts: Mapping[str, str]) -> "Bm25":
        """Index texts by id."""
        counts = {name: Counter(WORD.findall(text.lower())) for name, text in texts.items()}
        containing = Counter(word for counted in counts.values() for word in counted)
        return cls(counts, containing, sum(map(Counter.total, counts.values())) / max(1, len(counts)))

    def order(self, query: str, pool: Sequence[str]) -> list[str]:
        """Return the pool, best first; ties by id."""
        asked = set(WORD.findall(query.lower()))
        return sorted(pool, key=lambda name: (-self._score(asked, name), name))

    def _score(self, asked: set[str], name: str) -> float:
        counted = self.counts[name]
        long = K1 * (1 - B + B * counted.total() / self.usual_length)
        return sum(
            self._rarity(word) * counted[word] * (K1 + 1) / (counted[word] + long) for word in asked & counted.keys()
        )

    def _rarity(self, word: str) -> float:
        times = self.containing[word]
        return math.log(1 + (len(self.counts) - times + 0.5) / (times + 0.5))


def fuse(*orders: Sequence[str]) -> list[str]:
    """Return one order of several (reciprocal ranks, constant 60); ties by id."""
    scores: dict[str, float] = {}
    for order in orders:
        for rank, name in enumerate(order, 1):
            scores[name] = scores.get(name, 0.0) + 1 / (OFFSET + rank)
    return sorted(scores, key=lambda name: (-scores[name], name))

"""Merging labelled rows with the production use case, and counting what it did."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import sqrt

from attrs import frozen

from copilot_adapters.evaluations.dedup_sets.rows import Row
from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_core.rules.same_job.finding import blocked_pairs
from copilot_core.testing.memory_books import MemoryBooks
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings

BATCH = 500
"""Sightings of one transaction, as a collection has them."""


@frozen(repr=False)
class Merged:
    """Rows with the number of the job each was put in, how fast, and which pairs were compared."""

    rows: tuple[Row, ...]
    jobs: tuple[int, ...]
    seconds: float
    blocked: tuple[tuple[int, int], ...]

    def grouped(self) -> Iterator[list[int]]:
        """Yield the rows of each job, by number."""
        groups: dict[int, list[int]] = defaultdict(list)
        for number, job in enumerate(self.jobs):
            groups[job].append(number)
        yield from groups.values()

    def found(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs that were put into one job."""
        for group in self.grouped():
            yield from combinations(group, 2)


async def merge_rows(rows: Sequence[Row], *, blocked: bool = False) -> Merged:
    """Merge rows as a collection does, batch by batch, in memory; the time is that of merging alone."""
    cities = Geonames()
    sightings = [row.as_sighting(number, cities) for number, row in enumerate(rows)]
    books, merge = MemoryBooks(), MergeSightings(RapidFuzz())
    started = time.process_time()
    for start in range(0, len(sightings), BATCH):
        await merge(books, sightings[start : start + BATCH])
    seconds = time.process_time() - started
    number = {sighting.id: number for number, sighting in enumerate(sightings)}
    homes: dict[str, int] = {}
    jobs = [homes.setdefault(books.clusters.homes[sighting.id], len(homes)) for sighting in sightings]
    pairs = blocked_pairs(books.clusters.signatures.values(), number.keys()) if blocked else ()
    return Merged(tuple(rows), tuple(jobs), seconds, tuple((number[a.sighting], number[b.sighting]) for a, b in pairs))


def pairwise(merged: Merged) -> dict[str, float | int]:
    """Return pairwise precision, recall and F1: of pairs found those of one cluster, of pairs of one cluster those found."""
    right = wrong = 0
    for left, right_one in merged.found():
        if merged.rows[left].cluster == merged.rows[right_one].cluster:
            right += 1
        else:
            wrong += 1
    sizes = Counter(row.cluster for row in merged.rows)
    there = sum(size * (size - 1) // 2 for size in sizes.values())
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / there if there else 1.0
    both = precision + recall
    return {
        "n": len(merged.rows),
        "precision": round(precision, 5),
        "recall": round(recall, 5),
        "f1": round(2 * precision * recall / both if both else 0.0, 5),
        "per_second": round(len(merged.rows) / merged.seconds, 1) if merged.seconds else 0.0,
    }


def share(good: int, n: int) -> dict[str, float | int | list[float]]:
    """Return a share with its 95 % interval (Wilson 1927)."""
    if not n:
        return {"n": 0, "share": 1.0, "interval": [0.0, 1.0]}
    z, p = 1.96, good / n
    middle = p + z * z / (2 * n)
    spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = ((middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n))
    return {"n": n, "share": round(p, 5), "interval": [round(max(low, 0.0), 4), round(min(high, 1.0), 4)]}


def by_class(merged: Merged, copies: Iterable[str], negatives: Iterable[str]) -> dict[str, object]:
    """Return for each class of copies how many found their original and how many of their pairs are right.

    For each class of hard negatives: how many rows ended in a job with a row of another cluster.
    """
    origin = {row.of: number for number, row in enumerate(merged.rows) if row.kind == "original"}
    found, n = Counter[str](), Counter[str]()
    for number, row in enumerate(merged.rows):
        n[row.kind] += 1
        found[row.kind] += row.of in origin and merged.jobs[number] == merged.jobs[origin[row.of]]
    pairs, right = Counter[str](), Counter[str]()
    strays: set[int] = set()
    for left, other in merged.found():
        one, two = merged.rows[left], merged.rows[other]
        same = one.cluster == two.cluster
        for kind in {one.kind, two.kind}:
            pairs[kind] += 1
            right[kind] += same
        if not same:
            strays.update((left, other))
    astray = Counter(merged.rows[number].kind for number in strays)
    return {
        "copies": {
            kind: {"recall": share(found[kind], n[kind]), "precision": share(right[kind], pairs[kind])}
            for kind in copies
            if n[kind]
        },
        "hard_negatives": {kind: {"apart": share(n[kind] - astray[kind], n[kind])} for kind in negatives if n[kind]},
    }


def hardness(merged: Merged) -> dict[str, float | int]:
    """Return how many of the compared pairs are not of one job though they look it."""
    hard = sum(merged.rows[left].cluster != merged.rows[right].cluster for left, right in merged.blocked)
    return {
        "blocked_pairs": len(merged.blocked),
        "share_of_hard_negatives": round(hard / max(len(merged.blocked), 1), 4),
    }

"""How fast parsed postings are merged, signatures included: `copilot bench`."""

import asyncio
import gc
import time
from collections.abc import Iterator

from copilot_adapters.evaluations.dedup_sets.crowd import PLACES, crowd
from copilot_adapters.evaluations.dedup_sets.measuring import BATCH
from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_core.entities.facts import Facts
from copilot_core.entities.place import Place
from copilot_core.entities.sighting import Sighting
from copilot_core.testing.memory_books import MemoryBooks
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings

SMALL, LARGE = 20_000, 200_000


async def bench_merging(n: int = SMALL) -> dict[str, float | int]:
    """Merge `n` invented postings batch by batch; the time is the processor's for the use case, jobs written included.

    What is merged already stands in memory in place of a database: the garbage collector is kept from searching it.
    """
    books, merge = MemoryBooks(), MergeSightings(RapidFuzz())
    seconds = 0.0
    merged = 0
    for batch in _batches(n):
        gc.freeze()
        started = time.process_time()
        merged += await merge(books, batch)
        seconds += time.process_time() - started
    gc.unfreeze()
    return {
        "n": n,
        "jobs": len(books.catalogue.jobs),
        "merged": merged,
        "per_second": round(n / seconds),
        "microseconds_each": round(seconds / n * 1e6, 1),
    }


def evaluate(small: int = SMALL, large: int = LARGE) -> dict[str, object]:
    """Merge a few and many; `growth` is the time a posting takes among many over that among few."""
    few, many = asyncio.run(bench_merging(small)), asyncio.run(bench_merging(large))
    return {"few": few, "many": many, "growth": round(many["microseconds_each"] / few["microseconds_each"], 3)}


def render(result: dict[str, object]) -> str:
    """Put the result into words."""
    return f"merging: {result['few']}\n         {result['many']}\n         time of each grows {result['growth']} times"


def _batches(n: int) -> Iterator[list[Sighting]]:
    places = {place.text: place for place in PLACES}
    batch: list[Sighting] = []
    for number, row in enumerate(crowd(n)):
        batch.append(row.as_parsed(number, Facts(places=_known(places, row.place))))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _known(places: dict[str, Place], text: str) -> tuple[Place, ...]:
    return (places[text],) if text else ()

"""How many postings a second are cleaned, understood, merged and stored, with every extraction on."""

import asyncio
import os
from collections.abc import Sequence
from time import perf_counter

from copilot_adapters.benches.scratch import EVERYTHING, scratch
from copilot_adapters.container import Container
from copilot_core.entities.identities import SourceName
from copilot_core.entities.posting import Posting

BATCH = 50
RECORDED = SourceName("recorded")


def evaluate() -> dict[str, object]:
    """Return postings a second over the sample and, where COPILOT_SHARED is set, over recorded postings."""
    return asyncio.run(_evaluate())


def render(result: dict[str, object]) -> str:
    """Put the result into words."""
    lines = []
    for name, one in result.items():
        assert isinstance(one, dict)  # noqa: S101 - as `_figures` made it
        lines.append(
            f"collect: {one['postings']} {name} postings of {one['characters']:.0f} characters: {one['per_second']:.0f}/s"
        )
    return "\n".join(lines)


async def _evaluate() -> dict[str, object]:
    figures: dict[str, object] = {"sample": await _sample()}
    if os.environ.get("COPILOT_SHARED"):
        figures["recorded"] = await _recorded()
    return figures


async def _sample() -> dict[str, float]:
    async with scratch(embedder="none") as container:
        postings = [
            posting
            for name in container.boards().names()
            async for posting in container.boards().source(name).postings(EVERYTHING)
        ]
        return await _figures(container, [one for one in postings if isinstance(one, Posting)])


async def _recorded() -> dict[str, float]:
    from copilot_adapters.evaluations.recorded_postings import recorded_postings, shared_data  # noqa: PLC0415 - only where set

    postings = [
        Posting(
            external_id=one.id,
            url=f"https://recorded.example/{index}",
            title=one.title,
            company=one.company,
            places=(one.place,) if one.place else (),
            description=one.text,
        )
        for index, one in enumerate(recorded_postings(shared_data()))
    ]
    async with scratch(embedder="none") as container:
        return await _figures(container, postings)


async def _figures(container: Container, postings: Sequence[Posting]) -> dict[str, float]:
    store = container.store_postings()
    await store(SourceName("warm"), postings[:BATCH])
    started = perf_counter()
    for start in range(0, len(postings), BATCH):
        await store(RECORDED, postings[start : start + BATCH])
    seconds = perf_counter() - started
    characters = sum(len(one.description) for one in postings) / len(postings)
    return {"postings": len(postings), "characters": characters, "per_second": len(postings) / seconds}

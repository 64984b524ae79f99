"""How long it takes to match one person, another each round, against 10 000 and 100 000 jobs."""

import asyncio
from importlib.resources import files
from statistics import median
from time import perf_counter

from attrs import evolve

from copilot_adapters.benches.scratch import multiply, scratch
from copilot_adapters.container import Container
from copilot_core.entities.identities import JobId, ResumeId
from copilot_core.entities.resume import Reading
from copilot_core.entities.seeker import Wishes
from copilot_core.ports.embedder import Vector
from copilot_core.ports.vectors import ReadText

SIZES = (10_000, 100_000)
ROUNDS = 3
CHUNK = 2000
NEW = 32
"""Vectors that are kept between two questions."""


def evaluate() -> dict[str, object]:
    """Return milliseconds at each size; the resume's own embedding is stated apart."""
    return asyncio.run(_evaluate())


def render(result: dict[str, object]) -> str:
    """Put the result into words."""
    lines = []
    for size, one in result.items():
        assert isinstance(one, dict)  # noqa: S101 - as `_at` made it
        lines.append(
            f"match: {size} jobs, {one['people']} people: median {one['median_ms']:.0f} ms, worst {one['worst_ms']:.0f} ms; "
            f"by words alone {one['words_median_ms']:.0f} ms; embedding the resume {one['embedding_ms']:.0f} ms apart; "
            f"vectors loaded in {one['loading_ms']:.0f} ms, {NEW} new ones in {one['catching_up_ms']:.0f} ms"
        )
    return "\n".join(lines)


async def _evaluate() -> dict[str, object]:
    return {str(size): await _at(size) for size in SIZES}


async def _at(size: int) -> dict[str, object]:
    async with scratch() as container:
        await multiply(container, size)
        people = await _people(container)
        await _some_vectors(container, size)
        words = await _times(container, people, words_only=True)
        loading = await _finding(container)
        await _some_vectors(container, NEW)
        catching_up = await _finding(container)
        embedding = await _times(container, people)
        warm = await _times(container, people)
        return {
            "people": len(people),
            "median_ms": median(warm),
            "worst_ms": max(warm),
            "words_median_ms": median(words),
            "loading_ms": loading,
            "catching_up_ms": catching_up,
            "embedding_ms": max(0.0, median(embedding[: len(people)]) - median(warm)),
        }


async def _people(container: Container) -> list[Reading]:
    folder = files("copilot_adapters.evaluations.ranking_set").joinpath("people")
    resumes = sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    return [(await container.read_resume()(file.read_bytes(), file.name)).reading for file in resumes]


async def _some_vectors(container: Container, size: int) -> None:
    """Give every job a vector: what a vector says does not change how long it takes to compare."""
    import numpy as np  # noqa: PLC0415 - only here

    embedder = container.embedder()
    assert embedder is not None  # noqa: S101 - the scratch container has one
    chance = np.random.default_rng(11)
    names = [f"copy-{number}" for number in range(size)]
    for start in range(0, size, CHUNK):
        rows = chance.standard_normal((CHUNK, embedder.dimensions)).astype("<f4")
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        chunk = [JobId(name) for name in names[start : start + CHUNK]]
        vectors = {f"bench-{name}": Vector(row.tobytes()) for name, row in zip(chunk, rows, strict=False)}
        async with container.storage().transaction() as books:
            texts = await books.vectors.texts(chunk)
            jobs = {name: ReadText(f"bench-{name}", said.content) for name, said in texts.items()}
            await books.vectors.keep(embedder.model, vectors, jobs)


async def _finding(container: Container) -> float:
    """Return the milliseconds of a question to the index."""
    embedder, index = container.embedder(), container.index()
    assert embedder is not None  # noqa: S101 - the scratch container has both
    assert index is not None  # noqa: S101 - as above
    [asked] = await embedder.embed(["nurse"])
    started = perf_counter()
    await index.nearest(asked, 1)
    return (perf_counter() - started) * 1000


async def _times(container: Container, people: list[Reading], *, words_only: bool = False) -> list[float]:
    match = container.match_jobs()
    if words_only:
        match = evolve(match, embedder=None, index=None)
    times = []
    for _ in range(ROUNDS):
        for number, reading in enumerate(people):
            started = perf_counter()
            await match(reading, wishes=Wishes(), top=20, resume=ResumeId(f"resume-{number}"))
            times.append((perf_counter() - started) * 1000)
    return times

"""Nearest vectors."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from copilot_core.entities.identities import JobId
from copilot_core.entities.job_query import Scored
from copilot_core.ports.embedder import Vector

RESUMES = "resumes:"
"""The model of an index of resumes' vectors begins so; the model that made them follows."""


class VectorIndex(Protocol):
    """Derived data: can be dropped and rebuilt from storage at any time.

    One holds jobs' vectors, or resumes': then the names under which storage keeps those stand in place of jobs' ids,
    and only the installation's own matching of new jobs asks it. Indexes of two `model`s have nothing in common.
    `put` is given vectors that storage keeps, `remove` ids of what it no longer has.

    `nearest` gives the `k` most similar of the `allowed` ids (of all when None), most similar first, ties by id;
    `score` is the cosine, -1..1. A filter never starves a result: fewer than `k` come back only when fewer exist.
    What `put` returned from is found by the next `nearest`, of every process. Raises `Unavailable`.
    """

    async def put(self, vectors: Mapping[JobId, Vector]) -> None:
        """Add or replace vectors."""
        ...

    async def remove(self, ids: Collection[JobId]) -> None:
        """Forget vectors; unknown ids are ignored."""
        ...

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> Sequence[Scored]:
        """Return the nearest."""
        ...

    async def count(self) -> int:
        """Return how many vectors can be found."""
        ...

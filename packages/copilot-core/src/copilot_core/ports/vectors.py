"""Vectors kept: the truth that every index is built from."""

from collections.abc import Collection, Mapping
from typing import Protocol

from copilot_core.entities.identities import JobId
from copilot_core.ports.embedder import Vector


class Vectors(Protocol):
    """Vectors by (model, hash of the text), and which job has which text."""

    async def cached(self, model: str, text_hashes: Collection[str]) -> dict[str, Vector]:
        """Return the vectors known for these texts."""
        ...

    async def keep(self, model: str, vectors: Mapping[str, Vector], jobs: Mapping[JobId, str]) -> None:
        """Keep vectors by text hash, and note which job's text each is."""
        ...

    async def unread(self, model: str, limit: int) -> tuple[JobId, ...]:
        """Return jobs without a vector of their present text, newest first."""
        ...

    async def texts(self, jobs: Collection[JobId]) -> dict[JobId, tuple[str, str]]:
        """Return title and description of jobs, whoever's they are: to be read for meaning, never to be shown."""
        ...

    async def of_jobs(self, model: str, jobs: Collection[JobId] | None = None) -> dict[JobId, Vector]:
        """Return jobs' vectors."""
        ...

    async def read(self, model: str) -> int:
        """Return the number of jobs that have a vector."""
        ...

    async def counter(self, model: str) -> int:
        """Return a number that grows with every change, so that a copy in memory knows when it is stale."""
        ...

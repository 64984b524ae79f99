"""Vectors kept: the truth that every index is built from."""

from collections.abc import Collection, Mapping
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId
from copilot_core.ports.embedder import Vector


@frozen
class JobText:
    """What a job says, whoever's it is: to be read for meaning, never to be shown. `content` names this state of it."""

    title: str
    description: str
    content: str


@frozen
class ReadText:
    """Which vector stands for a job as long as it says `content`."""

    text_hash: str
    content: str


class Indexed(Protocol):
    """What an index is built from: vectors by model and name, a job's id or what stands for a resume.

    Every change has a number, by model: a copy that knows up to which it came asks for the rest.
    """

    async def indexed(self, model: str, names: Collection[JobId]) -> dict[JobId, Vector]:
        """Return the vectors of these."""
        ...

    async def kept(self, model: str) -> int:
        """Return how many vectors an index of all holds."""
        ...

    async def counter(self, model: str) -> int:
        """Return the number of the last change, 0 when there was none."""
        ...

    async def changed(self, model: str, since: int) -> tuple[JobId, ...]:
        """Return whose vectors came, changed or went after change number `since`; all for -1."""
        ...

    async def told(self, model: str) -> int:
        """Return up to which change the index was told."""
        ...

    async def tell(self, model: str, counter: int) -> None:
        """Note that the index knows the changes up to this one."""
        ...


class Vectors(Indexed, Protocol):
    """Vectors by (model, hash of the text), and which job has which text."""

    async def cached(self, model: str, text_hashes: Collection[str]) -> dict[str, Vector]:
        """Return the vectors known for these texts."""
        ...

    async def keep(self, model: str, vectors: Mapping[str, Vector], jobs: Mapping[JobId, ReadText]) -> None:
        """Keep vectors by text hash, and note which job's text each is; a job that says something else by now stays unread."""
        ...

    async def unread(self, model: str, limit: int) -> tuple[JobId, ...]:
        """Return jobs without a vector of their present text, newest first."""
        ...

    async def waiting(self, model: str) -> int:
        """Return the number of jobs without a vector of their present text."""
        ...

    async def texts(self, jobs: Collection[JobId]) -> dict[JobId, JobText]:
        """Return what jobs say."""
        ...

    async def read(self, model: str, person: PersonId) -> int:
        """Return how many of the jobs that a person sees have a vector."""
        ...

    async def forget_unused(self, limit: int) -> int:
        """Delete vectors of texts that no job and no resume has, at most `limit`; returns how many."""
        ...

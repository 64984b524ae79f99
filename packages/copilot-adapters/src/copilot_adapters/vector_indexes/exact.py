"""Exact search over the vectors that storage keeps."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from threading import Lock

from attrs import define, field, frozen

from copilot_adapters.vector_indexes.rows import Rows
from copilot_core.entities.identities import JobId
from copilot_core.entities.job_query import Scored
from copilot_core.ports.embedder import Vector
from copilot_core.ports.storage import Books, Storage
from copilot_core.ports.vector_index import RESUMES
from copilot_core.ports.vectors import Indexed

PORTION = 1000
FEW = 10_000
"""So many changes are added to the copy; more are quicker read anew with the rest."""


@define(eq=False)
class _Held:
    """The present rows and the change up to which they came; replaced together, one amendment at a time."""

    rows: Rows = field(factory=Rows)
    counter: int = -1
    amending: Lock = field(factory=Lock)
    reading: asyncio.Lock = field(factory=asyncio.Lock)

    def amend(self, since: int, counter: int, changes: Mapping[JobId, Vector | None]) -> None:
        """Apply what changed; not a second time where another did it."""
        with self.amending:
            if self.counter == since:
                self.rows, self.counter = self.rows.amended(changes), counter

    def replace(self, rows: Rows, counter: int) -> None:
        """Take rows that were read anew."""
        with self.amending:
            self.rows, self.counter = rows, counter


@frozen
class Exact:
    """Compares with every vector that storage keeps for `model`: nothing is lost, several processes agree.

    What was kept there is found by the next question of every process, which reads what changed since its last one.
    """

    storage: Storage = field(repr=False)
    model: str

    def _kept(self, books: Books) -> Indexed:
        return books.resume_vectors if self.model.startswith(RESUMES) else books.vectors

    @property
    def _made_by(self) -> str:
        return self.model.removeprefix(RESUMES)

    @cached_property
    def _held(self) -> _Held:
        return _Held()

    async def put(self, vectors: Mapping[JobId, Vector]) -> None:
        """Do nothing: storage keeps them, and its counter says so to every process."""

    async def remove(self, ids: Collection[JobId]) -> None:
        """Do nothing, as `put`."""

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> Sequence[Scored]:
        rows = await self._current()
        return await asyncio.to_thread(rows.nearest, vector, k, allowed)

    async def count(self) -> int:
        async with self.storage.reading() as books:
            return await self._kept(books).kept(self._made_by)

    async def _current(self) -> Rows:
        async with self.storage.reading() as books:
            counter = await self._kept(books).counter(self._made_by)
        while counter != self._held.counter:
            async with self._held.reading, self.storage.reading() as books:
                counter = await self._catch_up(books)
        return self._held.rows

    async def _catch_up(self, books: Books) -> int:
        """Bring the copy to the present change and return its number; one that was amended meanwhile stays behind."""
        held, counter = self._held, await self._kept(books).counter(self._made_by)
        since = held.counter
        changed = await self._kept(books).changed(self._made_by, since) if since != counter else ()
        if 0 <= since < counter and len(changed) <= FEW:
            changes: dict[JobId, Vector | None] = dict.fromkeys(changed)
            changes |= await self._kept(books).indexed(self._made_by, changed)
            await asyncio.to_thread(held.amend, since, counter, changes)
        elif since != counter:
            held.replace(await self._anew(books), counter)
        return counter

    async def _anew(self, books: Books) -> Rows:
        """Read all, a portion at a time: nothing but the rows themselves is in memory twice."""
        rows, names = Rows(), await self._kept(books).changed(self._made_by, -1)
        for start in range(0, len(names), PORTION):
            vectors = await self._kept(books).indexed(self._made_by, names[start : start + PORTION])
            rows = await asyncio.to_thread(rows.amended, vectors)
        return rows

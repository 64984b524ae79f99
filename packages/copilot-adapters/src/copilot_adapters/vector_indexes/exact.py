"""Exact search over the vectors that storage keeps."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from copilot_core.entities.identities import JobId
from copilot_core.entities.job_query import Scored
from copilot_core.ports.embedder import Vector
from copilot_core.ports.storage import Storage

SIFTED = 4
"""Fewer than a fourth of all allowed: only theirs are compared; more: the nearest of all are sifted, by fours."""
DIGITS = 6
"""Cosines are told apart to so many digits, so that a tie is a tie however many rows were multiplied."""


@frozen
class Copy:
    """Vectors of one state of the storage (`counter`) as rows of a matrix; `places` says which row is whose."""

    counter: int = -1
    ids: tuple[JobId, ...] = ()
    places: Mapping[JobId, int] = field(factory=dict)
    matrix: NDArray[np.float32] = field(factory=lambda: np.empty((0, 0), dtype=np.float32), eq=False)

    @classmethod
    def of(cls, counter: int, vectors: Mapping[JobId, Vector]) -> "Copy":
        """Make the copy of all vectors."""
        ids = tuple(vectors)
        rows = np.frombuffer(b"".join(vectors.values()), dtype="<f4").reshape(len(ids), -1) if ids else cls().matrix
        return cls(counter, ids, {name: place for place, name in enumerate(ids)}, rows)

    def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None) -> list[Scored]:
        """Return the nearest of the allowed, ties by id."""
        if k <= 0 or not self.ids:
            return []
        asked = np.frombuffer(vector, dtype="<f4")
        if allowed is not None and SIFTED * len(allowed) < len(self.ids):
            rows = np.array(sorted({self.places[name] for name in allowed if name in self.places}), dtype=np.intp)
            return self._best(np.round(self.matrix[rows] @ asked, DIGITS), rows, k) if len(rows) else []
        return self._sifted(np.round(self.matrix @ asked, DIGITS), k, allowed)

    def _sifted(self, likeness: NDArray[np.float32], k: int, allowed: Collection[JobId] | None) -> list[Scored]:
        """Take more and more of the nearest until `k` of the allowed are among them."""
        rows = np.arange(len(likeness), dtype=np.intp)
        if allowed is None:
            return self._best(likeness, rows, k)
        wanted = allowed if isinstance(allowed, AbstractSet) else frozenset(allowed)
        count = k
        while True:
            count = min(SIFTED * count, len(rows))
            found = [each for each in self._best(likeness, rows, count) if each.id in wanted]
            if len(found) >= k or count == len(rows):
                return found[:k]

    def _best(self, likeness: NDArray[np.float32], rows: NDArray[np.intp], k: int) -> list[Scored]:
        """Return the `k` best of these rows, of equal ones those whose ids come first."""
        if k < len(likeness):
            least = np.partition(likeness, len(likeness) - k)[len(likeness) - k]
            among = np.flatnonzero(likeness >= least)
            rows, likeness = rows[among], likeness[among]
        ids = self.ids
        pairs = sorted((-score, ids[row]) for row, score in zip(rows.tolist(), likeness.tolist(), strict=True))
        return [Scored(name, -score) for score, name in pairs[:k]]


@define(eq=False)
class _Held:
    """The present copy, replaced as a whole; one reload at a time."""

    copy: Copy = field(factory=Copy)
    reloading: asyncio.Lock = field(factory=asyncio.Lock)


@frozen
class Exact:
    """Compares with every vector that storage keeps for `model`: nothing is lost, several processes agree.

    What was kept there is found by the next question of every process, after one reload of its copy in memory.
    """

    storage: Storage = field(repr=False)
    model: str

    @cached_property
    def _held(self) -> _Held:
        return _Held()

    async def put(self, vectors: Mapping[JobId, Vector]) -> None:
        """Do nothing: storage keeps them, and its counter says so to every process."""

    async def remove(self, ids: Collection[JobId]) -> None:
        """Do nothing, as `put`."""

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> Sequence[Scored]:
        copy = await self._current()
        return await asyncio.to_thread(copy.nearest, vector, k, allowed)

    async def _current(self) -> Copy:
        async with self.storage.reading() as books:
            counter = await books.vectors.counter(self.model)
        return self._held.copy if counter == self._held.copy.counter else await self._reloaded()

    async def _reloaded(self) -> Copy:
        async with self._held.reloading, self.storage.reading() as books:
            counter = await books.vectors.counter(self.model)
            if counter != self._held.copy.counter:
                vectors = await books.vectors.of_jobs(self.model)
                self._held.copy = await asyncio.to_thread(Copy.of, counter, vectors)
            return self._held.copy

"""Chroma, as a server or embedded in one process."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TypeVar

import numpy as np
from attrs import define, field, frozen

from copilot_adapters.addresses import without_secrets
from copilot_adapters.vector_indexes.chroma_folder import FolderShelf
from copilot_adapters.vector_indexes.chroma_server import ServerShelf
from copilot_adapters.vector_indexes.shelf import Gone, Shelf, Unreachable
from copilot_core.entities.identities import JobId
from copilot_core.entities.job_query import Scored
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.embedder import Vector

FEW = 500
"""The vectors of so many allowed ids are fetched and compared; beyond, more of the nearest are fetched and sifted."""
PORTION = 1000
DIGITS = 6

_Answer = TypeVar("_Answer")


@define(eq=False)
class _Open:
    """The collection, once it was opened."""

    shelf: Shelf | None = None
    opening: Lock = field(factory=Lock)


@frozen
class Chroma:
    """Nearest vectors by a Chroma server at `url`, or by Chroma itself in the folder `path`.

    Embedded Chroma answers wrongly when two processes share a folder, so that the first to open it owns it until it
    ends. Each model has a collection of its own; one that a server lost is made again, empty. A server that says
    nothing for `patience` seconds is unavailable.
    """

    model: str
    url: str = ""
    path: Path | None = None
    patience: float = 10.0

    @cached_property
    def _open(self) -> _Open:
        return _Open()

    async def put(self, vectors: Mapping[JobId, Vector]) -> None:
        await asyncio.to_thread(self._asked, lambda shelf: _put(shelf, vectors))

    async def remove(self, ids: Collection[JobId]) -> None:
        await asyncio.to_thread(self._asked, lambda shelf: _remove(shelf, [*ids]))

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> Sequence[Scored]:
        if k <= 0 or (allowed is not None and not allowed):
            return []
        return await asyncio.to_thread(self._asked, lambda shelf: _nearest(shelf, vector, k, allowed))

    async def count(self) -> int:
        return await asyncio.to_thread(self._asked, lambda shelf: shelf.count())

    def _asked(self, question: Callable[[Shelf], _Answer]) -> _Answer:
        try:
            try:
                return question(self._shelf())
            except Gone:
                self._open.shelf = None
                return question(self._shelf())
        except Unreachable as error:
            where = without_secrets(self.url) or str(self.path)
            raise Unavailable(
                "vector_index_unreachable", index=f"chroma ({where})", problem=str(error)[:300]
            ) from error

    def _shelf(self) -> Shelf:
        name = f"jobs-{blake2b(self.model.encode(), digest_size=8).hexdigest()}"
        with self._open.opening:
            found = self._open.shelf
            if found is None and self.url:
                found = ServerShelf.opened(self.url, name, self.model, self.patience)
            elif found is None and self.path is not None:
                found = FolderShelf.opened(self.path, name, self.model)
            if found is None:
                raise Rejected("vector_index_unset")
            self._open.shelf = found
            return found


def _put(shelf: Shelf, vectors: Mapping[JobId, Vector]) -> None:
    names = [*vectors]
    for start in range(0, len(names), PORTION):
        shelf.put({name: vectors[name] for name in names[start : start + PORTION]})


def _remove(shelf: Shelf, names: Sequence[JobId]) -> None:
    for start in range(0, len(names), PORTION):
        shelf.remove(names[start : start + PORTION])


def _nearest(shelf: Shelf, vector: Vector, k: int, allowed: Collection[JobId] | None) -> list[Scored]:
    """Ask for more and more until `k` of the allowed are among the answers, or nothing is left."""
    wanted = {*allowed} if allowed is not None else None
    if wanted is not None and len(wanted) <= FEW:
        return _few(shelf, vector, k, wanted)
    known = shelf.count()
    count = k if wanted is None else min(known, 4 * k)
    while count and known:
        ids, distances = shelf.nearest(vector, min(count, known))
        scored = _sorted(ids, [1 - distance for distance in distances])
        kept = [each for each in scored if wanted is None or each.id in wanted]
        if len(kept) >= k or count >= known:
            return kept[:k]
        count = min(known, 4 * count)
    return []


def _few(shelf: Shelf, vector: Vector, k: int, wanted: Collection[JobId]) -> list[Scored]:
    """Compare with the vectors of a few ids: exact, and cheaper than any search."""
    ids, rows = shelf.vectors([*wanted])
    if not ids:
        return []
    asked = np.frombuffer(vector, dtype="<f4")
    if rows.shape[1] != len(asked):
        raise Unreachable(f"it keeps vectors of {rows.shape[1]} numbers, not {len(asked)}")
    return [each for each in _sorted(ids, (rows @ asked).tolist()) if each.id in wanted][:k]


def _sorted(ids: Sequence[str], likeness: Sequence[float]) -> list[Scored]:
    scores = dict(zip(reversed(ids), reversed(likeness), strict=True))
    scored = [Scored(JobId(name), round(score, DIGITS)) for name, score in scores.items()]
    return sorted(scored, key=lambda each: (-each.score, each.id))

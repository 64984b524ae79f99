"""Chroma, as a server or embedded in one process."""

import asyncio
import fcntl
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TypeVar
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from attrs import frozen
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection as ChromaCollection
from chromadb.config import Settings
from chromadb.errors import ChromaError

from copilot_core.entities.identities import JobId
from copilot_core.entities.job_query import Scored
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.embedder import Vector

FEW = 500
"""So many allowed ids are sent along as a filter; beyond, more are fetched and sifted."""
PORTION = 1000
DIGITS = 6
OPENING = Lock()

_Answer = TypeVar("_Answer")


@frozen
class Chroma:
    """Nearest vectors by a Chroma server at `url`, or by Chroma itself in the folder `path`.

    Embedded Chroma answers wrongly when two processes share a folder, so that the first to open it owns it until it
    ends. Each model has a collection of its own.
    """

    model: str
    url: str = ""
    path: Path | None = None

    async def put(self, vectors: Mapping[JobId, Vector]) -> None:
        await asyncio.to_thread(self._asked, lambda found: _put(found, vectors))

    async def remove(self, ids: Collection[JobId]) -> None:
        await asyncio.to_thread(self._asked, lambda found: _remove(found, [*ids]))

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> Sequence[Scored]:
        if k <= 0 or (allowed is not None and not allowed):
            return []
        return await asyncio.to_thread(self._asked, lambda found: _nearest(found, vector, k, allowed))

    def _asked(self, question: Callable[[ChromaCollection], _Answer]) -> _Answer:
        try:
            with OPENING:
                found = self._collection
            return question(found)
        except (ChromaError, httpx.HTTPError, ValueError, OSError) as error:
            problem = f"{type(error).__name__}: {error}"[:300]
            where = self.url or str(self.path)
            raise Unavailable("vector_index_unreachable", index=f"chroma ({where})", problem=problem) from error

    @cached_property
    def _collection(self) -> ChromaCollection:
        name = f"jobs-{blake2b(self.model.encode(), digest_size=8).hexdigest()}"
        return self._client().get_or_create_collection(
            name,
            configuration={"hnsw": {"space": "cosine"}},
            metadata={"model": self.model},
            embedding_function=None,
        )

    def _client(self) -> ClientAPI:
        quiet = Settings(anonymized_telemetry=False)
        if self.url:
            parts = urlsplit(self.url if "//" in self.url else f"http://{self.url}")
            secure = parts.scheme == "https"
            port = parts.port or (443 if secure else 8000)
            return chromadb.HttpClient(host=parts.hostname or "localhost", port=port, ssl=secure, settings=quiet)
        if self.path is None:
            raise Rejected("vector_index_unset")
        _own(self.path)
        return chromadb.PersistentClient(path=str(self.path), settings=quiet)


def _own(path: Path) -> None:
    """Lock the folder for as long as this process lives (the open file is the lock)."""
    path.mkdir(parents=True, exist_ok=True)
    lock = os.open(path / "owner.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise Unavailable("vector_index_owned", permanent=True, path=str(path)) from error


def _put(found: ChromaCollection, vectors: Mapping[JobId, Vector]) -> None:
    names = [*vectors]
    for start in range(0, len(names), PORTION):
        portion = names[start : start + PORTION]
        rows = np.array([np.frombuffer(vectors[name], dtype="<f4") for name in portion], dtype=np.float32)
        found.upsert(ids=[*portion], embeddings=rows)


def _remove(found: ChromaCollection, names: Sequence[JobId]) -> None:
    for start in range(0, len(names), PORTION):
        found.delete(ids=[*names[start : start + PORTION]])


def _nearest(found: ChromaCollection, vector: Vector, k: int, allowed: Collection[JobId] | None) -> list[Scored]:
    """Ask for more and more until `k` of the allowed are among the answers, or nothing is left."""
    known = found.count()
    wanted = {*allowed} if allowed is not None else None
    if wanted is not None and len(wanted) <= FEW:
        return _few(found, vector, k, wanted)
    count = k if wanted is None else min(known, 4 * k)
    while count and known:
        scored = _query(found, vector, min(count, known))
        kept = [each for each in scored if wanted is None or each.id in wanted]
        if len(kept) >= k or count >= known:
            return kept[:k]
        count = min(known, 4 * count)
    return []


def _few(found: ChromaCollection, vector: Vector, k: int, wanted: Collection[JobId]) -> list[Scored]:
    """Compare with the vectors of a few ids: exact, and cheaper than any search."""
    got = found.get(ids=[*wanted], include=["embeddings"])
    rows = got["embeddings"]
    if rows is None or not len(got["ids"]):
        return []
    likeness = np.asarray(rows, dtype=np.float32) @ np.frombuffer(vector, dtype="<f4")
    return _sorted(got["ids"], [float(each) for each in likeness])[:k]


def _query(found: ChromaCollection, vector: Vector, count: int) -> list[Scored]:
    asked = np.frombuffer(vector, dtype="<f4").reshape(1, -1)
    answer = found.query(query_embeddings=asked, n_results=count, include=["distances"])
    distances = answer["distances"] or [[]]
    return _sorted(answer["ids"][0], [1 - distance for distance in distances[0]])


def _sorted(ids: Sequence[str], likeness: Sequence[float]) -> list[Scored]:
    scored = [Scored(JobId(name), round(score, DIGITS)) for name, score in zip(ids, likeness, strict=True)]
    return sorted(scored, key=lambda each: (-each.score, each.id))

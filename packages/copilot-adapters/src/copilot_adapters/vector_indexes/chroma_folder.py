"""Chroma itself in this process, in a folder that it owns."""

import fcntl
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from copilot_adapters.vector_indexes.shelf import Gone, Unreachable
from copilot_core.errors import Unavailable
from copilot_core.ports.embedder import Vector

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

REMEDY = "pip install 'copilot-adapters[chroma]'"

_Answer = TypeVar("_Answer")


@frozen
class FolderShelf:
    """One collection of an embedded Chroma; its library takes two seconds to import, and is imported when opened."""

    collection: "Collection"

    @classmethod
    def opened(cls, path: Path, name: str, model: str) -> "FolderShelf":
        """Return the collection of this name, made when it is not there; the folder is locked until the process ends."""
        try:
            import chromadb  # noqa: PLC0415 - see above
            from chromadb.config import Settings  # noqa: PLC0415 - see above
        except ModuleNotFoundError as error:
            raise Unavailable("chroma_missing", permanent=True, path=str(path), remedy=REMEDY) from error
        _own(path)
        client = chromadb.PersistentClient(path=str(path), settings=Settings(anonymized_telemetry=False))
        made = _named(
            lambda: client.get_or_create_collection(
                name,
                configuration={"hnsw": {"space": "cosine"}},
                metadata={"model": model},
                embedding_function=None,
            )
        )
        return cls(made)

    def put(self, vectors: Mapping[str, Vector]) -> None:
        """Add or replace."""
        rows = np.array([np.frombuffer(vector, dtype="<f4") for vector in vectors.values()], dtype=np.float32)
        _named(lambda: self.collection.upsert(ids=[*vectors], embeddings=rows))

    def remove(self, ids: Sequence[str]) -> None:
        """Forget."""
        _named(lambda: self.collection.delete(ids=[*ids]))

    def vectors(self, ids: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """Return which of the ids are there, and their vectors as rows."""
        got = _named(lambda: self.collection.get(ids=[*ids], include=["embeddings"]))
        rows = got["embeddings"]
        return got["ids"], np.asarray([] if rows is None else rows, dtype=np.float32)

    def nearest(self, vector: Vector, count: int) -> tuple[list[str], list[float]]:
        """Return ids, and how far they are."""
        asked = np.frombuffer(vector, dtype="<f4").reshape(1, -1)
        got = _named(lambda: self.collection.query(query_embeddings=asked, n_results=count, include=["distances"]))
        return got["ids"][0], (got["distances"] or [[]])[0]

    def count(self) -> int:
        """Return how many there are."""
        return _named(self.collection.count)


def _named(question: Callable[[], _Answer]) -> _Answer:
    from chromadb.errors import ChromaError, NotFoundError  # noqa: PLC0415 - imported already

    try:
        return question()
    except NotFoundError as error:
        raise Gone(str(error)) from error
    except (ChromaError, ValueError, OSError) as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error


def _own(path: Path) -> None:
    """Lock the folder for as long as this process lives (the open file is the lock)."""
    path.mkdir(parents=True, exist_ok=True)
    lock = os.open(path / "owner.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise Unavailable("vector_index_owned", permanent=True, path=str(path)) from error

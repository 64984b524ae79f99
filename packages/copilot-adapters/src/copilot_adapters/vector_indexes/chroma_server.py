"""A Chroma server's collections, by its HTTP interface (version 2)."""

import json
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from copilot_adapters.vector_indexes.shelf import Gone, Unreachable
from copilot_core.ports.embedder import Vector

API = "/api/v2/tenants/default_tenant/databases/default_database/collections"
PORTS = {"http": 8000, "https": 443}
WRITING = 12
"""So many times as long as an answer may a change take: nobody waits for it."""

NOT_FOUND = 404
LARGEST = 256_000_000
"""Bytes of an answer."""

PIECE = 1 << 20


@frozen
class ServerShelf:
    """One collection of the server at `url`; every question has a connection of its own, which is closed after it."""

    url: str
    collection: str
    patience: float

    @classmethod
    def opened(cls, url: str, name: str, model: str, patience: float) -> "ServerShelf":
        """Return the collection of this name, made when it is not there."""
        wanted = {
            "name": name,
            "get_or_create": True,
            "metadata": {"model": model},
            "configuration": {"hnsw": {"space": "cosine"}},
        }
        made = _asked(url, "", wanted, patience)
        with _understood():
            [collection] = _strings([made["id"]])
        return cls(url, collection, patience)

    def put(self, vectors: Mapping[str, Vector]) -> None:
        """Add or replace."""
        rows = [b64encode(vector).decode() for vector in vectors.values()]
        self._asked("upsert", {"ids": [*vectors], "embeddings": rows}, WRITING * self.patience)

    def remove(self, ids: Sequence[str]) -> None:
        """Forget."""
        self._asked("delete", {"ids": [*ids]}, WRITING * self.patience)

    def vectors(self, ids: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """Return which of the ids are there, and their vectors as rows."""
        got = self._asked("get", {"ids": [*ids], "include": ["embeddings"]})
        with _understood():
            return _strings(got["ids"]), _finite(got["embeddings"] or [], len(got["ids"]), 2)

    def nearest(self, vector: Vector, count: int) -> tuple[list[str], list[float]]:
        """Return ids, and how far they are."""
        asked = np.frombuffer(vector, dtype="<f4").tolist()
        got = self._asked("query", {"query_embeddings": [asked], "n_results": count, "include": ["distances"]})
        with _understood():
            ids = _strings(got["ids"][0])
            return ids, _finite(got["distances"][0], len(ids), 1).astype(float).tolist()

    def count(self) -> int:
        """Return how many there are."""
        with _understood():
            counted = int(_asked(self.url, f"/{quote(self.collection, safe='')}/count", None, self.patience))
            if not 0 <= counted < sys.maxsize:
                raise ValueError
            return counted

    def _asked(self, deed: str, body: Mapping[str, object], patience: float = 0) -> Any:  # noqa: ANN401 - JSON
        return _asked(self.url, f"/{quote(self.collection, safe='')}/{deed}", body, patience or self.patience)


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, OverflowError) as error:
        raise Unreachable("it answers as no Chroma server does") from error


def _strings(values: object) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError
    return values


def _finite(values: object, wanted: int, dimensions: int) -> NDArray[np.float32]:
    numbers = np.array(values, dtype=np.float32)
    if len(numbers) != wanted or (wanted and numbers.ndim != dimensions) or not np.isfinite(numbers).all():
        raise ValueError
    return numbers


def _asked(url: str, path: str, body: Mapping[str, object] | None, patience: float) -> Any:  # noqa: ANN401 - JSON
    """Ask once; what is no success and no JSON is `Unreachable`."""
    connection, parts = _connection(url, patience)
    try:
        content = None if body is None else json.dumps(body).encode()
        where = f"{parts.path.rstrip('/')}{API}{path}"
        connection.request("GET" if body is None else "POST", where, content, _headers(parts))
        answer = connection.getresponse()
        said = _read(answer, time.monotonic() + patience)
        if answer.status == NOT_FOUND:
            raise Gone(said[:200].decode("utf-8", "replace"))
        if not 200 <= answer.status < 300:
            raise Unreachable(f"{answer.status} {said[:200].decode('utf-8', 'replace')}")
        return json.loads(said)
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()


def _read(answer: HTTPResponse, until: float) -> bytes:
    """Read all of it: a time-out of the connection alone would let it trickle for ever."""
    parts, size = [], 0
    while part := answer.read1(PIECE):
        parts.append(part)
        size += len(part)
        if size > LARGEST or time.monotonic() > until:
            raise Unreachable("its answer has no end")
    return b"".join(parts)


def _connection(url: str, patience: float) -> tuple[HTTPConnection, SplitResult]:
    try:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise Unreachable("its address must be http://host:port") from None
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "localhost", port, timeout=patience), parts


def _headers(parts: SplitResult) -> dict[str, str]:
    """Say who asks, where the address does: a gate before the server may want it."""
    plain = {"Content-Type": "application/json"}
    if parts.username is None:
        return plain
    known = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return plain | {"Authorization": f"Basic {b64encode(known.encode()).decode()}"}

"""How many jobs answer, and what of: the dear part of a first page, kept until something changes that it depends on."""

from collections.abc import Mapping
from hashlib import blake2b

import msgspec
from attrs import frozen

from copilot_adapters.storage.documents import Document
from copilot_adapters.storage.questions import Kind
from copilot_adapters.storage.viewpoint import Viewpoint
from copilot_core.ports.cache import Cache

SHAPE = 1
"""Of what is kept: a program that counts otherwise has another."""

SECONDS = 3_600.0


@frozen
class Counts:
    """How many were found, and the facets."""

    total: int
    facets: dict[str, dict[str, int]]


COUNTS = Document(Counts)


@frozen
class KeptCounts:
    """Keeps the counts of one question as one person asks it; people who see the same share them.

    The generations were read in the same reading as the counts are: under its key stands nothing but the truth.
    """

    cache: Cache | None
    key: str

    async def get(self) -> Counts | None:
        """Return them, where they are kept."""
        found = await self.cache.get(self.key) if self.cache else None
        try:
            return COUNTS.decode(found) if found else None
        except msgspec.DecodeError:
            return None

    async def put(self, counts: Counts) -> None:
        """Keep them."""
        if self.cache:
            await self.cache.put(self.key, COUNTS.encode(counts), SECONDS)


def key_of(kind: Kind, seen: Viewpoint, words: str, values: Mapping[str, object]) -> str:
    """Return the key of a question's counts."""
    personal = kind.own or kind.hides_dismissed or kind.marked is not None
    whose = (values["person"], seen.marks) if personal else ()
    asked = sorted((name, str(value)) for name, value in values.items() if name != "person")
    parts = (SHAPE, kind.own, kind.hides_dismissed, kind.marked, kind.closed, words, asked, whose)
    digest = blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"counts:{seen.jobs}:{digest}"

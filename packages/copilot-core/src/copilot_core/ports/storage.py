"""Where everything is kept: two ways in, one that writes and one that reads."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from copilot_core.ports.catalogue import Catalogue
from copilot_core.ports.clusters import Clusters
from copilot_core.ports.people import People
from copilot_core.ports.sightings import Sightings
from copilot_core.ports.sources import Sources
from copilot_core.ports.vectors import Vectors


class Books(Protocol):
    """The repositories within one transaction or reading."""

    catalogue: Catalogue
    sightings: Sightings
    clusters: Clusters
    people: People
    sources: Sources
    vectors: Vectors


class Storage(Protocol):
    """A database. No model or board is called while either is open.

    `transaction` commits when left, rolls back when left by an exception; it holds the right to write from its start
    (SQLite: BEGIN IMMEDIATE), so that what was read in it stays true. Writes stay below 500 rows or 100 ms each.
    `reading` sees one consistent state and can't write. Both raise `Unavailable("storage_unavailable")`, and
    `Unavailable("storage_full", permanent=True)`, `Rejected("storage_newer")` for a database of a newer program.
    """

    def transaction(self) -> AbstractAsyncContextManager[Books]:
        """Open for writing."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Books]:
        """Open for reading."""
        ...

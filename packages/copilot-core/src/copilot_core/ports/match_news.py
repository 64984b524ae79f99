"""Up to where people were told which new jobs fit them, and of which they were told."""

from collections.abc import Collection
from typing import Protocol

from copilot_core.entities.identities import JobId, PersonId


class MatchNews(Protocol):
    """A mark by person and model (empty: by words); for the installation's own matching of new jobs alone."""

    async def behind(
        self, model: str, present: int, limit: int, *, unmarked: bool
    ) -> tuple[int | None, tuple[PersonId, ...]]:
        """Return people with a resume who stand at one and the same mark below `present`, and that mark.

        Those without a mark (None) come first, and only when `unmarked`. With a model: who has a resume read by it.
        """
        ...

    async def advance(
        self, model: str, people: Collection[PersonId], was: int | None, present: int
    ) -> frozenset[PersonId]:
        """Move the marks that still stand at `was`; return whose did: of many at once, exactly one may tell."""
        ...

    async def told(self, person: PersonId, named: Collection[JobId]) -> frozenset[JobId]:
        """Return which of these jobs the person was told of, whatever they have been merged into since."""
        ...

    async def tell(self, person: PersonId, named: Collection[JobId]) -> None:
        """Note that the person was told of these."""
        ...

"""Which sightings are one job."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId, SightingId
from copilot_core.rules.same_job import Link, Signature


@frozen(kw_only=True)
class Placed:
    """A stored signature and the job its sighting was put in: a shared one, for a private sighting its owner's."""

    signature: Signature
    job: JobId | None


@frozen(kw_only=True)
class Apart:
    """Two sightings that are not one job, said by a person for themselves (`person`) or by an admin for all."""

    left: SightingId
    right: SightingId
    person: PersonId | None = None


@frozen(kw_only=True)
class Component:
    """Sightings connected by links, directly or through others, with those links and what holds them apart."""

    placed: tuple[Placed, ...]
    links: tuple[Link, ...]
    apart: tuple[Apart, ...]


class Clusters(Protocol):
    """Signatures by blocking key (as `Sightings.save` stored them), links between them, and splits.

    Used within a transaction. A signature is kept whole: any field of it may be asked back.
    """

    async def near(self, keys: Collection[int]) -> tuple[Placed, ...]:
        """Return every stored sighting that has one of these keys."""
        ...

    async def component(self, ids: Collection[SightingId]) -> Component:
        """Return all sightings connected with these (themselves too, linked or not), and every `Apart` among them."""
        ...

    async def save(
        self, links: Sequence[Link], unlinked: Collection[SightingId], homes: Mapping[SightingId, JobId]
    ) -> None:
        """Forget the links of `unlinked`, add `links` (one known already is replaced), and note sightings' jobs."""
        ...

    async def keep_apart(self, apart: Sequence[Apart]) -> None:
        """Note a split; it survives every collection."""
        ...

    async def let_together(self, apart: Sequence[Apart]) -> None:
        """Forget a split; those that were never noted are left out."""
        ...

"""Sightings, clusters and jobs in memory: all that merging needs of a storage."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from attrs import evolve, field, frozen

from copilot_core.entities.closing import Inquiry
from copilot_core.entities.identities import JobId, PersonId, SightingId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.sighting import Sighting
from copilot_core.errors import NotFound
from copilot_core.ports.sightings import Known
from copilot_core.rules.same_job import Signature
from copilot_core.testing.memory_clusters import MemoryClusters


@frozen
class MemorySightings:
    """Keeps sightings; their signatures go to `clusters`."""

    clusters: MemoryClusters
    kept: dict[SightingId, Sighting] = field(factory=dict)

    async def known(
        self, source: SourceName, external_ids: Collection[str], owner: PersonId | None
    ) -> dict[str, Known]:
        return {
            seen.external_id: Known(id=seen.id, content=seen.content)
            for seen in self.kept.values()
            if seen.source == source and seen.owner == owner and seen.external_id in external_ids
        }

    async def save(self, sightings: Sequence[tuple[Sighting, Signature]]) -> None:
        self.kept.update((seen.id, seen) for seen, _ in sightings)
        self.clusters.put(signature for _, signature in sightings)

    async def seen_again(self, ids: Collection[SightingId], now: datetime) -> None:
        self.kept.update((known, evolve(self.kept[known], last_seen=now)) for known in ids)

    async def fetch(self, ids: Collection[SightingId]) -> dict[SightingId, Sighting]:
        return {known: self.kept[known] for known in ids if known in self.kept}

    async def read_otherwise(self, reading: int | None, after: SightingId | None, limit: int) -> tuple[SightingId, ...]:
        found = sorted(seen.id for seen in self.kept.values() if seen.reading != reading)
        return tuple(name for name in found if after is None or name > after)[:limit]

    async def count_otherwise(self, reading: int | None) -> int:
        return sum(seen.reading != reading for seen in self.kept.values())


@frozen
class MemoryClosings:
    """Keeps inquiries about `sightings`."""

    sightings: MemorySightings
    kept: dict[SightingId, Inquiry] = field(factory=dict)

    async def fetch(self, ids: Collection[SightingId]) -> dict[SightingId, Inquiry]:
        return {known: self.kept[known] for known in ids if known in self.kept}

    async def save(self, inquiries: Sequence[Inquiry]) -> None:
        self.kept.update((inquiry.sighting, inquiry) for inquiry in inquiries)

    async def unwatched(self, limit: int) -> tuple[Sighting, ...]:
        seen = [one for one in self.sightings.kept.values() if one.owner is None and one.id not in self.kept]
        return tuple(seen[:limit])

    async def expired(self, now: datetime, limit: int) -> tuple[Inquiry, ...]:
        over = [one for one in self._open() if one.expires_at and one.expires_at <= now]
        return tuple(over[:limit])

    async def due(self, now: datetime, limit: int) -> tuple[Inquiry, ...]:
        times = {one.sighting: one.next_check for one in self._open() if one.next_check and one.next_check <= now}
        public = [one for one in times if self.sightings.kept[one].owner is None]
        return tuple(self.kept[one] for one in sorted(public, key=lambda one: (times[one], one))[:limit])

    async def unlisted(self, source: SourceName, before: datetime) -> tuple[Sighting, ...]:
        closed = {one.sighting for one in self.kept.values() if one.closing}
        mine = [one for one in self.sightings.kept.values() if one.source == source and one.owner is None]
        return tuple(one for one in mine if one.last_seen < before and one.id not in closed)

    def _open(self) -> list[Inquiry]:
        return [one for one in self.kept.values() if one.closing is None]


@frozen
class MemoryJobs:
    """Keeps jobs and where former ids lead: the part of `Catalogue` that merging writes."""

    jobs: dict[JobId, Job] = field(factory=dict)
    aliases: dict[JobId, JobId] = field(factory=dict)

    async def save(
        self, jobs: Collection[Job], gone: Collection[tuple[JobId, JobId]], dropped: Collection[JobId] = ()
    ) -> None:
        for former, now in gone:
            self.jobs.pop(former, None)
            self.aliases[former] = now
        for former in dropped:
            self.jobs.pop(former, None)
        for job in jobs:
            self.jobs[job.id] = job
            self.aliases.pop(job.id, None)

    async def personal(self, shared: Collection[JobId]) -> dict[JobId, Job]:
        asked = set(shared)
        return {job.id: job for job in self.jobs.values() if job.owner and not asked.isdisjoint(job.stands_for)}

    async def job(self, job_id: JobId, person: PersonId) -> Job:
        while job_id in self.aliases:
            job_id = self.aliases[job_id]
        found = self.jobs.get(job_id)
        if found is None or found.owner not in (None, person):
            raise NotFound("job_unknown", job=job_id)
        return found

    def seen_by(self, person: PersonId | None) -> list[Job]:
        """Return the jobs as a person sees them: shared ones, but for those that a personal one stands for."""
        own = [job for job in self.jobs.values() if job.owner is not None and job.owner == person]
        hidden = {shared for job in own for shared in job.stands_for}
        return own + [job for job in self.jobs.values() if job.owner is None and job.id not in hidden]


@frozen
class MemoryBooks:
    """The repositories that merging needs."""

    clusters: MemoryClusters = field(factory=MemoryClusters)
    catalogue: MemoryJobs = field(factory=MemoryJobs)
    sightings: MemorySightings = field(init=False)
    closings: MemoryClosings = field(init=False)

    @sightings.default
    def _sightings(self) -> MemorySightings:
        return MemorySightings(self.clusters)

    @closings.default
    def _closings(self) -> MemoryClosings:
        return MemoryClosings(self.sightings)


@frozen
class MemoryStorage:
    """Opens the books; nothing is ever rolled back."""

    books: MemoryBooks = field(factory=MemoryBooks)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[MemoryBooks]:
        """Open for writing."""
        yield self.books

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[MemoryBooks]:
        """Open for reading."""
        yield self.books

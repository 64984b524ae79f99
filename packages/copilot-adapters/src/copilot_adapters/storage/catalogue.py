"""The jobs."""

from collections.abc import Collection, Sequence
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Row, Select, String, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.closings import fetch_inquiries
from copilot_adapters.storage.documents import CARD, DEPTHS, SUMMARY, summaries_of
from copilot_adapters.storage.generations import JOBS, renew
from copilot_adapters.storage.job_search import job_search
from copilot_adapters.storage.job_writing import JobWriting
from copilot_adapters.storage.labels import companies_in
from copilot_adapters.storage.listing import SEEN
from copilot_adapters.storage.sightings import fetch_sightings
from copilot_adapters.storage.statements import in_portions
from copilot_adapters.storage.straight import rows_of
from copilot_adapters.storage.tables import aliases, job_documents, job_sightings, jobs, numbers, overlays
from copilot_adapters.storage.text_index import TextIndex
from copilot_adapters.storage.visibility import count_seen_by, everything_of, seen_by
from copilot_core.entities.identities import JobId, PersonId, SightingId
from copilot_core.entities.job import Job, JobHead, JobSummary
from copilot_core.entities.job_query import JobPage, JobQuery, Scored
from copilot_core.entities.match import JobCard
from copilot_core.errors import NotFound
from copilot_core.ports.cache import Cache
from copilot_core.rules.tokens import Analyser

LOOKED_AT = 2_000
"""Jobs, the newest, from which companies are suggested."""


def _head() -> Select[*tuple[Any, ...]]:
    """Select a job by an id it has or had, in the person's own view where they have one."""
    person, asked = bindparam("person", type_=String), bindparam("job", type_=String)
    former = select(aliases.c.job_id).where(aliases.c.id == asked).scalar_subquery()
    present = func.coalesce(former, asked)
    own = select(overlays.c.job_key).where(overlays.c.owner == person, overlays.c.shared_id == present)
    keys = own.union_all(select(jobs.c.key).where(jobs.c.id == present))
    first = select(job_sightings.c.sighting).where(job_sightings.c.job_key == jobs.c.key)
    sighting = first.order_by(job_sightings.c.position).limit(1).scalar_subquery()
    query = select(job_documents.c.summary, SEEN, sighting).select_from(jobs.join(job_documents))
    visible = query.where(jobs.c.key.in_(keys), everything_of(person))
    return visible.order_by(jobs.c.owner.is_(None), jobs.c.key).limit(1)


HEAD = _head()


@frozen
class SqlCatalogue:
    """Adapter of `copilot_core.ports.catalogue.Catalogue`."""

    connection: AsyncConnection
    index: TextIndex
    analyser: Analyser
    cache: Cache | None = None

    async def job(self, job_id: JobId, person: PersonId) -> Job:
        visible = await seen_by(self.connection, person)
        for one in await self._ids_of(job_id, person):
            found = await self._jobs(jobs.c.id == one, visible)
            if found:
                return found[0]
        raise NotFound("job_unknown", job=job_id)

    async def head(self, job_id: JobId, person: PersonId) -> JobHead:
        rows = await rows_of(self.connection, HEAD, {"job": job_id, "person": person})
        if not rows:
            raise NotFound("job_unknown", job=job_id)
        [(document, seen, sighting)] = rows
        [summary] = summaries_of([(document, seen)])
        return JobHead(summary, SightingId(sighting))

    async def home(self, sighting: SightingId, person: PersonId) -> JobId:
        query = select(jobs.c.id).join(job_sightings, job_sightings.c.job_key == jobs.c.key)
        mine = query.where(job_sightings.c.sighting == sighting, await seen_by(self.connection, person))
        found = (await self.connection.execute(mine.order_by(jobs.c.key))).scalars().first()
        if found is None:
            raise NotFound("job_unknown", job=sighting)
        return JobId(found)

    async def search(self, query: JobQuery, person: PersonId, near: Sequence[JobId] = ()) -> JobPage:
        search = await job_search(self.connection, self.index, self.analyser, query, person, self.cache)
        return await search.page(near)

    async def candidates(
        self, terms: Sequence[str], query: JobQuery, person: PersonId, limit: int
    ) -> tuple[Scored, ...]:
        asked = evolve(query, text=" ".join(terms), cursor=None)
        search = await job_search(self.connection, self.index, self.analyser, asked, person)
        return await search.candidates(limit)

    async def companies(self, said: str, person: PersonId, limit: int) -> tuple[str, ...]:
        named = jobs.c.labels.icontains(f"company={' '.join(said.split())}", autoescape=True)
        query = select(jobs.c.labels).where(named, jobs.c.closed_at.is_(None), await seen_by(self.connection, person))
        labels = (await self.connection.execute(query.order_by(jobs.c.key.desc()).limit(LOOKED_AT))).scalars()
        return companies_in("\n".join(labels), said)[:limit]

    async def summaries(self, ids: Collection[JobId], person: PersonId) -> dict[JobId, JobSummary]:
        rows = await self._visible(ids, person, job_documents.c.summary, jobs.c.last_seen)
        return {asked: evolve(SUMMARY.decode(row.summary), last_seen=row.last_seen) for asked, row in rows.items()}

    async def for_matching(self, ids: Collection[JobId], person: PersonId) -> dict[JobId, JobCard]:
        rows = await self._visible(ids, person, job_documents.c.summary, job_documents.c.card, jobs.c.last_seen)
        cards: dict[JobId, JobCard] = {}
        for asked, row in rows.items():
            card, summary = CARD.decode(row.card), evolve(SUMMARY.decode(row.summary), last_seen=row.last_seen)
            cards[asked] = JobCard(
                summary=summary, skills=card.skills, requirements=card.requirements, words=card.words
            )
        return cards

    async def passing(self, ids: Collection[JobId], query: JobQuery, person: PersonId) -> frozenset[JobId]:
        filters = evolve(query, text="", cursor=None)
        search = await job_search(self.connection, self.index, self.analyser, filters, person)
        return frozenset(await search.passing(ids))

    async def save(
        self, jobs: Collection[Job], gone: Collection[tuple[JobId, JobId]], dropped: Collection[JobId] = ()
    ) -> None:
        await renew(self.connection, JOBS)
        writing = JobWriting(self.connection, self.index, self.analyser)
        await writing.drop(dropped)
        await writing.store(jobs)
        await writing.retire(gone)

    async def personal(self, shared: Collection[JobId]) -> dict[JobId, Job]:
        found: dict[JobId, Job] = {}
        for portion in in_portions(shared):
            theirs = select(overlays.c.job_key).where(overlays.c.shared_id.in_(portion))
            found |= {job.id: job for job in await self._jobs(jobs.c.key.in_(theirs))}
        return found

    async def count(self, person: PersonId) -> int:
        return await count_seen_by(self.connection, person)

    async def newest(self) -> int:
        query = select(numbers.c.last).where(numbers.c.name == "jobs")
        return int((await self.connection.execute(query)).scalar_one())

    async def _ids_of(self, job_id: JobId, person: PersonId) -> list[str]:
        """Return the ids under which a person may see a job: their own view of it, or the job itself."""
        alias = select(aliases.c.job_id).where(aliases.c.id == job_id)
        present = (await self.connection.execute(alias)).scalar_one_or_none() or job_id
        mine = select(jobs.c.id).join(overlays, overlays.c.job_key == jobs.c.key)
        own = mine.where(overlays.c.owner == person, overlays.c.shared_id == present).order_by(jobs.c.key)
        return [*(await self.connection.execute(own)).scalars(), present]

    async def _jobs(self, *conditions: ColumnElement[bool]) -> list[Job]:
        query = select(
            jobs.c.key, jobs.c.owner, jobs.c.last_seen, job_documents.c.summary, job_documents.c.document
        ).join(job_documents)
        rows = (await self.connection.execute(query.where(*conditions).order_by(jobs.c.key))).all()
        return [await self._whole(row) for row in rows]

    async def _whole(self, row: Row[*tuple[Any, ...]]) -> Job:
        members = select(job_sightings.c.sighting).where(job_sightings.c.job_key == row.key)
        ids = (await self.connection.execute(members.order_by(job_sightings.c.position))).scalars().all()
        depths = DEPTHS.decode(row.document)
        return Job(
            summary=evolve(SUMMARY.decode(row.summary), last_seen=row.last_seen),
            description=depths.description,
            facts=depths.facts,
            sightings=tuple((await fetch_sightings(self.connection, ids)).values()),
            merges=depths.merges,
            owner=row.owner,
            stands_for=depths.stands_for,
            inquiries=tuple((await fetch_inquiries(self.connection, ids)).values()),
        )

    async def _visible(
        self, ids: Collection[JobId], person: PersonId, *columns: ColumnElement[Any]
    ) -> dict[JobId, Row[*tuple[Any, ...]]]:
        """Return rows by the ids asked for, former ids too."""
        visible = await seen_by(self.connection, person)
        found: dict[JobId, Row[*tuple[Any, ...]]] = {}
        for portion in in_portions(ids):
            query = select(jobs.c.id.label("asked"), *columns).join(job_documents).where(visible)
            for row in await self.connection.execute(query.where(jobs.c.id.in_(portion))):
                found[JobId(row.asked)] = row
            missing = [job_id for job_id in portion if job_id not in found]
            former = select(aliases.c.id.label("asked"), *columns).join(jobs, jobs.c.id == aliases.c.job_id)
            for row in await self.connection.execute(
                former.join(job_documents).where(aliases.c.id.in_(missing), visible)
            ):
                found[JobId(row.asked)] = row
        return {job_id: found[job_id] for job_id in ids if job_id in found}

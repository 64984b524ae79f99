"""Everything that is kept of a person, as rows."""

from typing import Any

import msgspec
from attrs import frozen
from sqlalchemy import ColumnElement, exists, select, union, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.account_tables import accounts
from copilot_adapters.storage.documents import DESCRIBED, SUMMARY
from copilot_adapters.storage.erasing import Erasing
from copilot_adapters.storage.marks import SqlMarks
from copilot_adapters.storage.match_news import SqlMatchNews
from copilot_adapters.storage.personal_parts import PARTS, as_json, owned_tables
from copilot_adapters.storage.tables import (
    applications,
    job_documents,
    job_marks,
    job_sightings,
    jobs,
    sightings,
    told_matches,
)
from copilot_adapters.storage.text_index import TextIndex
from copilot_adapters.storage.visibility import seen_by
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.ports.personal_data import Kept, Part

JOBS = 50


@frozen
class SqlPersonalData:
    """Adapter of `copilot_core.ports.personal_data.PersonalData`."""

    connection: AsyncConnection
    index: TextIndex

    async def portion(self, part: Part, person: PersonId, after: str | None = None) -> tuple[Kept, ...]:
        if part is Part.JOBS:
            return await self._jobs(person, after)
        rows = await self.connection.execute(PARTS[part].after(person, after))
        return tuple(Kept(name=str(row._name), document=as_json(row)) for row in rows)  # noqa: SLF001 - our label

    async def erase(self, person: PersonId, most: int) -> int:
        return await Erasing(self.connection, self.index, person, most)()

    async def strangers(self, most: int) -> tuple[PersonId, ...]:
        theirs = [
            select(owner.label("person")).where(owner.not_in(("", LOCAL_PERSON)), ~_has_account(owner))
            for table, owner in owned_tables().items()
            if table is not accounts
        ]
        found = await self.connection.execute(union(*theirs).limit(most))
        return tuple(PersonId(person) for person in found.scalars())

    async def _jobs(self, person: PersonId, after: str | None) -> tuple[Kept, ...]:
        columns = jobs.c.id, jobs.c.owner, job_documents.c.summary, job_documents.c.document
        touched = select(job_sightings.c.job_key).where(job_sightings.c.sighting.in_(_touched_by(person)))
        mine = (
            select(*columns).join(job_documents).where(jobs.c.key.in_(touched), await seen_by(self.connection, person))
        )
        rows = (
            await self.connection.execute(mine.where(jobs.c.id > (after or "")).order_by(jobs.c.id).limit(JOBS))
        ).all()
        ids = [JobId(row.id) for row in rows]
        marks = await SqlMarks(self.connection).of(person, ids)
        told = await SqlMatchNews(self.connection).told(person, ids)
        brought = await self._brought(person, ids)
        return tuple(
            Kept(
                name=row.id,
                document=_job(
                    row.summary,
                    row.document,
                    {**_marked(marks.get(row.id)), "told": row.id in told, "brought": row.id in brought},
                ),
            )
            for row in rows
        )

    async def _brought(self, person: PersonId, ids: list[JobId]) -> frozenset[str]:
        query = select(jobs.c.id).join(job_sightings, job_sightings.c.job_key == jobs.c.key)
        own = query.join(sightings, sightings.c.id == job_sightings.c.sighting).where(sightings.c.owner == person)
        return frozenset((await self.connection.execute(own.where(jobs.c.id.in_(ids)))).scalars())


def _has_account(owner: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(accounts.c.person == owner)


def _touched_by(person: PersonId) -> Any:  # noqa: ANN401 - a subquery
    """Select the postings with which a person has something to do."""
    return union_all(
        select(job_marks.c.sighting).where(job_marks.c.person == person),
        select(told_matches.c.sighting).where(told_matches.c.person == person),
        select(applications.c.sighting).where(applications.c.person == person),
        select(sightings.c.id).where(sightings.c.owner == person),
    )


def _marked(mark: Any) -> dict[str, object]:  # noqa: ANN401 - a JobMark or None
    if mark is None:
        return {"mark": None}
    return {"mark": mark.mark, "reason": mark.reason, "note": mark.note, "marked_at": mark.at}


def _job(summary: bytes, document: bytes, more: dict[str, object]) -> bytes:
    described = {
        **msgspec.to_builtins(SUMMARY.decode(summary), order="deterministic"),
        "description": DESCRIBED.decode(document).description,
    }
    return msgspec.json.encode({**described, **more})

"""Jobs, into their tables and indexes."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from attrs import frozen
from sqlalchemy import Column, ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage import tables
from copilot_adapters.storage.documents import CARD, DEPTHS, SUMMARY, Card, Depths
from copilot_adapters.storage.labels import indexed_labels, shown_labels
from copilot_adapters.storage.pay import comparable_pay, yearly_pay
from copilot_adapters.storage.sightings import sighting_row
from copilot_adapters.storage.statements import Row, in_portions, insert_missing, upsert
from copilot_adapters.storage.text_index import TextIndex
from copilot_core.entities.identities import JobId
from copilot_core.entities.job import Job
from copilot_core.rules.tokens import Analyser, Marked

WORDS = 4000
"""Letters of a job's tokens that matching reads."""


@frozen
class JobWriting:
    """Stores jobs; the transaction has the right to write, so that numbers given here are given once."""

    connection: AsyncConnection
    index: TextIndex
    analyser: Analyser

    async def store(self, jobs: Collection[Job]) -> None:
        """Store and index; a former id that is a job again is no alias any more."""
        if not jobs:
            return
        latest = {job.id: job for job in jobs}
        keys = await self._keys(latest)
        tokens = {job_id: tokens_of(job, self.analyser) for job_id, job in latest.items()}
        rows = [_job_row(job, keys[job_id], tokens[job_id]) for job_id, job in latest.items()]
        await upsert(self.connection, tables.jobs, rows, "key")
        documents = [_document_row(job, keys[job_id], tokens[job_id]) for job_id, job in latest.items()]
        await upsert(self.connection, tables.job_documents, documents, "job_key")
        await self.index.put(
            self.connection,
            [(keys[job_id], indexed(job, tokens[job_id])) for job_id, job in latest.items()],
        )
        await self._delete(tables.aliases.c.id, latest)
        await self._forget_vectors_of_other_texts(keys.values())
        await self._connect(latest, keys)

    async def retire(self, gone: Collection[tuple[JobId, JobId]]) -> None:
        """Make aliases of ids; those that led to them lead on to the survivor."""
        for former, survivor in gone:
            to = await self._present(survivor)
            moved = update(tables.aliases).where(tables.aliases.c.job_id == former).values(job_id=to)
            await self.connection.execute(moved)
            await upsert(self.connection, tables.aliases, [{"id": former, "job_id": to}], "id")
            await self._move_overlays(former, to)
        await self.drop([former for former, _ in gone])

    async def drop(self, ids: Collection[JobId]) -> None:
        """Delete jobs with all that hangs on them."""
        for portion in in_portions(ids):
            query = select(tables.jobs.c.key).where(tables.jobs.c.id.in_(portion))
            keys = (await self.connection.execute(query)).scalars().all()
            if keys:
                await self.index.remove(self.connection, keys)
                await self._note_vectors_gone(tables.jobs.c.key.in_(keys))
                await self._delete(tables.jobs.c.key, keys)

    async def _keys(self, ids: Collection[JobId]) -> dict[JobId, int]:
        keys: dict[JobId, int] = {}
        for portion in in_portions(ids):
            query = select(tables.jobs.c.id, tables.jobs.c.key).where(tables.jobs.c.id.in_(portion))
            keys |= {JobId(job_id): key for job_id, key in (await self.connection.execute(query))}
        new = [job_id for job_id in ids if job_id not in keys]
        return keys | dict(zip(new, await self._numbers(len(new)), strict=True))

    async def _numbers(self, count: int) -> range:
        last = tables.numbers.c.last
        taken = update(tables.numbers).where(tables.numbers.c.name == "jobs").values(last=last + count).returning(last)
        highest = (await self.connection.execute(taken)).scalar_one()
        return range(highest - count + 1, highest + 1)

    async def _connect(self, jobs: Mapping[JobId, Job], keys: Mapping[JobId, int]) -> None:
        await insert_missing(
            self.connection,
            tables.sightings,
            await self._unknown([sighting_row(sighting) for job in jobs.values() for sighting in job.sightings]),
        )
        await self._delete(tables.job_sightings.c.job_key, keys.values())
        await self._delete(tables.overlays.c.job_key, keys.values())
        members = [
            {"job_key": keys[job_id], "sighting": sighting.id, "position": position}
            for job_id, job in jobs.items()
            for position, sighting in enumerate(job.sightings)
        ]
        await insert_missing(self.connection, tables.job_sightings, members)
        stands = [
            {"owner": job.owner, "shared_id": await self._present(shared), "job_key": keys[job_id]}
            for job_id, job in jobs.items()
            if job.owner is not None
            for shared in job.stands_for
        ]
        await insert_missing(self.connection, tables.overlays, stands)

    async def _unknown(self, rows: Sequence[Row]) -> list[Row]:
        known: set[object] = set()
        for portion in in_portions(row["id"] for row in rows):
            query = select(tables.sightings.c.id).where(tables.sightings.c.id.in_(portion))
            known.update((await self.connection.execute(query)).scalars())
        return [row for row in rows if row["id"] not in known]

    async def _present(self, job_id: JobId) -> str:
        query = select(tables.aliases.c.job_id).where(tables.aliases.c.id == job_id)
        return (await self.connection.execute(query)).scalar_one_or_none() or job_id

    async def _move_overlays(self, former: JobId, to: str) -> None:
        hidden = select(tables.overlays.c.owner, tables.overlays.c.job_key).where(tables.overlays.c.shared_id == former)
        rows = [
            {"owner": owner, "shared_id": to, "job_key": key} for owner, key in await self.connection.execute(hidden)
        ]
        await insert_missing(self.connection, tables.overlays, rows)
        await self._delete(tables.overlays.c.shared_id, [former])

    async def _delete(self, column: Column[Any], values: Collection[object]) -> None:
        for portion in in_portions(values):
            await self.connection.execute(delete(column.table).where(column.in_(portion)))

    async def _forget_vectors_of_other_texts(self, keys: Collection[int]) -> None:
        jobs, read = tables.jobs.c, tables.job_vectors.c
        for portion in in_portions(keys):
            here = and_(jobs.key.in_(portion), jobs.content != read.content)
            if await self._note_vectors_gone(here):
                other = select(jobs.key).where(jobs.key == read.job_key, jobs.content != read.content).exists()
                await self.connection.execute(delete(tables.job_vectors).where(read.job_key.in_(portion), other))

    async def _note_vectors_gone(self, which: ColumnElement[bool]) -> bool:
        """Note, as one change of each model concerned, that these jobs have no vector any more."""
        jobs, read, changes = tables.jobs.c, tables.job_vectors.c, tables.vector_changes
        here = select(read.model, jobs.id).join(tables.jobs, jobs.key == read.job_key).where(which)
        lost = [(model, job_id) for model, job_id in await self.connection.execute(here)]
        for concerned in {model for model, _ in lost}:
            grown = update(changes).where(changes.c.model == concerned).values(counter=changes.c.counter + 1)
            counter = (await self.connection.execute(grown.returning(changes.c.counter))).scalar_one()
            rows = [
                {"model": model, "job_id": job_id, "changed": counter} for model, job_id in lost if model == concerned
            ]
            await upsert(self.connection, tables.vectors_gone, rows, "model", "job_id")
        return bool(lost)


def indexed(job: Job, tokens: Marked) -> AbstractSet[str]:
    """Return what the text index holds of a job."""
    return tokens.tokens | indexed_labels(job)


def tokens_of(job: Job, analyser: Analyser) -> Marked:
    """Return the words of a job."""
    summary = job.summary
    language = summary.language or job.facts.language
    also = " ".join([summary.company, *(place.text for place in summary.places)])
    return analyser.marked(summary.title, job.description, language, also)


def _job_row(job: Job, key: int, tokens: Marked) -> Row:
    summary = job.summary
    pay = yearly_pay(summary.salary)
    return {
        "key": key,
        "id": summary.id,
        "owner": job.owner,
        "dated": summary.posted_at or summary.first_seen,
        "last_seen": summary.last_seen,
        "pay": comparable_pay(summary.salary),
        "pay_year": pay,
        "currency": (summary.salary and summary.salary.currency) or "",
        "content": _digest(summary.title, summary.company, job.description),
        "labels": shown_labels(summary),
        "closed_at": summary.closed.at if summary.closed else None,
        "ranked": f"{' '.join(tokens.title)}\n{' '.join(tokens.often)}",
    }


def _document_row(job: Job, key: int, tokens: Marked) -> Row:
    facts = job.facts
    skills = frozenset(mention.skill.id for mention in facts.skills)
    words = " ".join(dict.fromkeys(tokens.title + tokens.text))
    card = Card(skills, facts.requirements, words[:WORDS].rpartition(" ")[0] if len(words) > WORDS else words)
    return {
        "job_key": key,
        "summary": SUMMARY.encode(job.summary),
        "card": CARD.encode(card),
        "document": DEPTHS.encode(Depths(job.description, facts, job.merges, job.stands_for)),
    }


def _digest(*texts: str) -> str:
    return hashlib.blake2b("\x1f".join(texts).encode("utf-8", "replace"), digest_size=12).hexdigest()

"""The text index, made anew of the jobs."""

from asyncio import to_thread
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.documents import DEPTHS, SUMMARY
from copilot_adapters.storage.job_writing import indexed, tokens_of
from copilot_adapters.storage.tables import job_documents, jobs
from copilot_adapters.storage.text_index import TextIndex
from copilot_core.entities.job import Job
from copilot_core.rules.tokens import Analyser

PORTION = 200


async def index_all(connection: AsyncConnection, index: TextIndex, analyser: Analyser) -> None:
    """Index every job; the index is empty."""
    wide = select(jobs.c.key, jobs.c.owner, job_documents.c.summary, job_documents.c.document).join(job_documents)
    ordered, last = wide.order_by(jobs.c.key).limit(PORTION), None
    while rows := (await connection.execute(ordered if last is None else ordered.where(jobs.c.key > last))).all():
        await index.put(connection, await to_thread(_tokens, rows, analyser))
        last = rows[-1].key


def _tokens(rows: Sequence[Row[*tuple[Any, ...]]], analyser: Analyser) -> list[tuple[int, set[str]]]:
    found = []
    for row in rows:
        depths = DEPTHS.decode(row.document)
        job = Job(
            summary=SUMMARY.decode(row.summary),
            description=depths.description,
            facts=depths.facts,
            sightings=(),
            owner=row.owner,
        )
        found.append((row.key, {*indexed(job, tokens_of(job, analyser))}))
    return found

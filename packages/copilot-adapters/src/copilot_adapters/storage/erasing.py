"""Deleting all rows of a person."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any, Final

from attrs import frozen
from sqlalchemy import Row, Table, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage import account_tables as accounts
from copilot_adapters.storage import tables
from copilot_adapters.storage.job_writing import JobWriting
from copilot_adapters.storage.personal_parts import owned_tables
from copilot_adapters.storage.resume_vectors import SqlResumeVectors
from copilot_adapters.storage.text_index import TextIndex
from copilot_core.entities.identities import JobId, PersonId
from copilot_core.rules.tokens import Analyser

FIRST: Final = (
    accounts.sessions,
    accounts.api_tokens,
    accounts.mailed_links,
    tables.tickets,
    tables.tasks,
    tables.jobs,
    tables.sightings,
    tables.resume_vectors,
)
"""What lets somebody in, what works for them, and what is not erased by a plain deletion."""

LAST: Final = (tables.events, tables.event_numbers, accounts.accounts)


@frozen
class Erasing:
    """Deletes about `most` rows of a person, of one table at a time; 0 when there are none anywhere."""

    connection: AsyncConnection
    index: TextIndex
    person: PersonId
    most: int

    async def __call__(self) -> int:
        """Return how many were deleted."""
        if not self.person:
            raise ValueError("nobody's rows are everybody's")
        special: dict[Table, Callable[[], Awaitable[int]]] = {
            tables.jobs: self._jobs,
            tables.resume_vectors: self._resume_vectors,
        }
        for table in erased_tables():
            gone = await special.get(table, lambda one=table: self._rows(one))()
            if gone:
                return gone
        return 0

    async def _rows(self, table: Table) -> int:
        key = tuple(table.primary_key)
        mine = select(*key).where(owned_tables()[table] == self.person).limit(self.most)
        gone = delete(table).where(tuple_(*key).in_(mine) if len(key) > 1 else key[0].in_(mine))
        return (await self.connection.execute(gone)).rowcount

    async def _jobs(self) -> int:
        """Drop personal jobs with their words and vectors; indexes hear of it as of every job that is gone."""
        jobs = tables.jobs.c
        mine = select(jobs.id, jobs.key).where(jobs.owner == self.person).limit(self.most)
        rows = (await self.connection.execute(mine)).all()
        texts = await self._texts([row.key for row in rows])
        writing = JobWriting(self.connection, self.index, Analyser(_as_it_is))
        await writing.drop([JobId(row.id) for row in rows])
        await self._forget(texts)
        return len(rows)

    async def _texts(self, keys: Collection[int]) -> list[tuple[str, str]]:
        read = tables.job_vectors.c
        query = select(read.model, read.text_hash).where(read.job_key.in_(keys)).distinct()
        return [(row.model, row.text_hash) for row in await self.connection.execute(query)]

    async def _forget(self, texts: list[tuple[str, str]]) -> None:
        """Delete vectors of texts that nothing has any more."""
        kept, read = tables.vectors.c, tables.job_vectors.c
        used = select(read.model).where(read.model == kept.model, read.text_hash == kept.text_hash).exists()
        gone = tuple_(kept.model, kept.text_hash).in_(texts)
        await self.connection.execute(delete(tables.vectors).where(gone, ~used))

    async def _resume_vectors(self) -> int:
        mine = tables.resume_vectors.c.person == self.person
        query = select(tables.resume_vectors.c.model).where(mine)
        rows: list[Row[Any]] = [*(await self.connection.execute(query))]
        if rows:
            await SqlResumeVectors(self.connection).forget(self.person)
        return len(rows)


def erased_tables() -> tuple[Table, ...]:
    """Return every table of people's things, in the order in which they are emptied."""
    rest = [table for table in owned_tables() if table not in FIRST and table not in LAST]
    return (*FIRST, *rest, *LAST)


def _as_it_is(word: str, _language: str) -> str:
    return word

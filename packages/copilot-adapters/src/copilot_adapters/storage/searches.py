"""Saved searches: what people wrote in a document, what runs note in columns of their own."""

from datetime import datetime
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.documents import SAVED_SEARCH
from copilot_adapters.storage.statements import insert_missing
from copilot_adapters.storage.tables import saved_searches
from copilot_core.entities.identities import PersonId, SearchId, SourceName
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.errors import NotFound


@frozen
class SqlSearches:
    """Adapter of `copilot_core.ports.searches.Searches`."""

    connection: AsyncConnection

    async def save(self, search: SavedSearch) -> None:
        written = {"name": search.name, "next_due": search.next_due, "document": SAVED_SEARCH.encode(search)}
        known = update(saved_searches).where(_is(search.person, search.id)).values(written)
        if not (await self.connection.execute(known)).rowcount:
            row = {"person": search.person, "id": search.id, **written, **_noted(search)}
            await insert_missing(self.connection, saved_searches, [row])

    async def ran(self, search: SavedSearch, was_seen: int) -> bool:
        still = and_(_is(search.person, search.id), saved_searches.c.seen_upto == was_seen)
        noted = update(saved_searches).where(still).values(_noted(search))
        return bool((await self.connection.execute(noted)).rowcount)

    async def seen(self, person: PersonId, search_id: SearchId, upto: int) -> None:
        await self.search(person, search_id)
        unseen = and_(_is(person, search_id), saved_searches.c.new_from <= upto)
        await self.connection.execute(update(saved_searches).where(unseen).values(new_from=upto, new=0))

    async def search(self, person: PersonId, search_id: SearchId) -> SavedSearch:
        query = select(saved_searches).where(_is(person, search_id))
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            raise NotFound("search_unknown", search=search_id)
        return _search(row)

    async def list(self, person: PersonId) -> tuple[SavedSearch, ...]:
        mine = select(saved_searches).where(saved_searches.c.person == person)
        query = mine.order_by(saved_searches.c.name, saved_searches.c.id)
        return tuple(_search(row) for row in await self.connection.execute(query))

    async def remove(self, person: PersonId, search_id: SearchId) -> None:
        gone = delete(saved_searches).where(_is(person, search_id))
        if not (await self.connection.execute(gone)).rowcount:
            raise NotFound("search_unknown", search=search_id)

    async def due(self, now: datetime, far: datetime, limit: int) -> tuple[SavedSearch, ...]:
        overdue = select(saved_searches).where(or_(saved_searches.c.next_due <= now, saved_searches.c.next_due > far))
        query = overdue.order_by(saved_searches.c.next_due).limit(limit)
        return tuple(_search(row) for row in await self.connection.execute(query))


def _is(person: PersonId, search_id: SearchId) -> ColumnElement[bool]:
    return and_(saved_searches.c.person == person, saved_searches.c.id == search_id)


def _noted(search: SavedSearch) -> dict[str, object]:
    return {
        "last_run": search.last_run,
        "seen_upto": search.seen_upto,
        "new_from": search.new_from,
        "new": search.new,
        "failed": ",".join(search.failed),
    }


def _search(row: Row[*tuple[Any, ...]]) -> SavedSearch:
    return evolve(
        SAVED_SEARCH.decode(row.document),
        id=SearchId(row.id),
        person=PersonId(row.person),
        next_due=row.next_due,
        last_run=row.last_run,
        seen_upto=row.seen_upto,
        new_from=row.new_from,
        new=row.new,
        failed=tuple(map(SourceName, filter(None, row.failed.split(",")))),
    )

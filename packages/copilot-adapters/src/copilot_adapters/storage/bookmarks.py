"""Where collections that were cut off go on."""

from datetime import datetime

from attrs import asdict, frozen
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import upsert
from copilot_adapters.storage.tables import bookmarks
from copilot_core.entities.identities import SourceName
from copilot_core.ports.bookmarks import KeptBookmark


@frozen
class SqlBookmarks:
    """Adapter of `copilot_core.ports.bookmarks.Bookmarks`."""

    connection: AsyncConnection

    async def find(self, source: SourceName, search: str, since: datetime) -> KeptBookmark | None:
        mine = (bookmarks.c.source == source, bookmarks.c.search == search)
        row = (await self.connection.execute(select(bookmarks).where(*mine, bookmarks.c.at >= since))).one_or_none()
        return None if row is None else KeptBookmark(**{str(name): value for name, value in row._mapping.items()})  # noqa: SLF001 - SQLAlchemy's public way

    async def keep(self, bookmark: KeptBookmark) -> None:
        await upsert(self.connection, bookmarks, [asdict(bookmark)], "source", "search")

    async def drop(self, source: SourceName, search: str) -> None:
        mine = (bookmarks.c.source == source, bookmarks.c.search == search)
        await self.connection.execute(delete(bookmarks).where(*mine))

"""The database as a whole."""

from asyncio import AbstractEventLoop, get_running_loop, to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from weakref import WeakKeyDictionary

from attrs import field, frozen
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.accounts import SqlAccounts
from copilot_adapters.storage.answers import SqlAnswers
from copilot_adapters.storage.api_tokens import SqlApiTokens
from copilot_adapters.storage.applications import SqlApplications
from copilot_adapters.storage.bookmarks import SqlBookmarks
from copilot_adapters.storage.catalogue import SqlCatalogue
from copilot_adapters.storage.closings import SqlClosings
from copilot_adapters.storage.clusters import SqlClusters
from copilot_adapters.storage.engine import Engines, make_engines
from copilot_adapters.storage.events import SqlEvents
from copilot_adapters.storage.leases import SqlLeases
from copilot_adapters.storage.mailed_links import SqlMailedLinks
from copilot_adapters.storage.marks import SqlMarks
from copilot_adapters.storage.match_news import SqlMatchNews
from copilot_adapters.storage.migration import go_back, make_ready, revision_of
from copilot_adapters.storage.people import SqlPeople
from copilot_adapters.storage.personal_data import SqlPersonalData
from copilot_adapters.storage.postgres import Postgres
from copilot_adapters.storage.replica import Standing, Written
from copilot_adapters.storage.resume_vectors import SqlResumeVectors
from copilot_adapters.storage.schedule import SqlSchedule
from copilot_adapters.storage.searches import SqlSearches
from copilot_adapters.storage.sessions import SqlSessions
from copilot_adapters.storage.shredding import shred
from copilot_adapters.storage.sightings import SqlSightings
from copilot_adapters.storage.signing_keys import SqlSigningKeys
from copilot_adapters.storage.source_runs import SqlSourceRuns
from copilot_adapters.storage.sources import SqlSources
from copilot_adapters.storage.sqlite import try_out
from copilot_adapters.storage.tasks import SqlTasks
from copilot_adapters.storage.text_index import Fts5, TextIndex, TsVector
from copilot_adapters.storage.tickets import SqlTickets
from copilot_adapters.storage.vectors import SqlVectors
from copilot_core.errors import Rejected
from copilot_core.ports.cache import Cache
from copilot_core.ports.leases import HELD
from copilot_core.ports.storage import Books
from copilot_core.rules.tokens import Analyser, Stem


@frozen
class SqlBooks:
    """The repositories of one transaction or reading."""

    catalogue: SqlCatalogue
    sightings: SqlSightings
    clusters: SqlClusters
    closings: SqlClosings
    people: SqlPeople
    sources: SqlSources
    source_runs: SqlSourceRuns
    bookmarks: SqlBookmarks
    vectors: SqlVectors
    resume_vectors: SqlResumeVectors
    match_news: SqlMatchNews
    tasks: SqlTasks
    leases: SqlLeases
    events: SqlEvents
    tickets: SqlTickets
    schedule: SqlSchedule
    searches: SqlSearches
    applications: SqlApplications
    marks: SqlMarks
    answers: SqlAnswers
    sessions: SqlSessions
    mailed_links: SqlMailedLinks
    api_tokens: SqlApiTokens
    accounts: SqlAccounts
    signing_keys: SqlSigningKeys
    personal_data: SqlPersonalData


def unstemmed(word: str, _language: str) -> str:
    """Return the word as it is."""
    return word


@frozen
class SqlStorage:
    """SQLite (`sqlite+aiosqlite:///file`) or PostgreSQL (`postgresql+psycopg://…`); brought up to date at first use.

    The text index holds stems of `stem`: give all programs that share a database the same one. With a replica, readings
    go there when it has all that this process wrote, that was written before it began, and `seen_up_to` asks for.
    """

    url: str = field(repr=False)
    stem: Stem = unstemmed
    postgres: Postgres = Postgres()
    replica_url: str = field(default="", repr=False)
    cache: Cache | None = field(default=None, repr=False, eq=False)
    _written: Written = field(factory=Written, init=False, repr=False, eq=False)
    _engines: WeakKeyDictionary[AbstractEventLoop, Engines] = field(
        factory=WeakKeyDictionary, init=False, repr=False, eq=False
    )

    @asynccontextmanager
    async def transaction(self, *, serial: bool = True) -> AsyncIterator[Books]:
        """Open for writing; within `holding(claim)` only while the claim holds."""
        engines = await self._ready()
        async with engines.write(serial=serial) as connection:
            books = self._books(connection)
            claim = HELD.get()
            if claim is not None:
                await books.leases.hold(claim)
            yield books

    @asynccontextmanager
    async def reading(self, *, latest: bool = False) -> AsyncIterator[Books]:
        """Open for reading; the `latest` is with the primary."""
        engines = await self._ready()
        async with engines.read(primary=latest) as connection:
            yield self._books(connection)

    async def migrate(self) -> None:
        """Bring the database up to date now rather than at first use."""
        await self._ready()

    async def revision(self) -> str | None:
        """Return the revision the database is at, None when there is none yet; changes nothing."""
        _, _, file = self.url.partition("sqlite+aiosqlite:///")
        if file and not await to_thread(Path(file).exists):
            return None
        engines = self._made()
        try:
            async with engines.read(primary=True) as connection:
                return await connection.run_sync(revision_of)
        finally:
            await engines.close()

    async def downgrade(self, revision: str) -> None:
        """Take the database back to an earlier revision, and lose what only later ones keep."""
        if await self.revision() is None:
            raise Rejected("revision_unknown", revision=revision, known="—")
        engines = self._made()
        try:
            await go_back(engines, revision)
        finally:
            await engines.close()

    def position(self) -> str:
        """Return how far this process has written, for `seen_up_to` in another one; only with a replica."""
        return str(self._written) if self.replica_url else ""

    async def replica_standing(self) -> Standing | None:
        """Compare the replica with the primary; None without one. Raises `Unavailable` when it does not answer."""
        engines = self._made()
        try:
            if engines.replica is None:
                return None
            async with engines.read(primary=True) as connection:
                return await engines.replica.standing(connection)
        finally:
            await engines.close()

    async def shred(self) -> None:
        """Leave nothing legible of what was deleted, as far as the database can be told to."""
        await shred(await self._ready())

    async def close(self) -> None:
        """Close this event loop's connections."""
        engines = self._engines.pop(get_running_loop(), None)
        if engines is not None:
            await engines.close()

    async def _ready(self) -> Engines:
        loop = get_running_loop()
        engines = self._engines.get(loop)
        if engines is None:
            await try_out(self.url)
            engines = self._made()
            try:
                await make_ready(engines)
                if engines.replica is not None:
                    async with engines.read(primary=True) as connection:
                        await self._written.note(connection)
            except BaseException:
                await engines.close()
                raise
            if self._engines.setdefault(loop, engines) is not engines:
                await engines.close()
        return self._engines[loop]

    def _made(self) -> Engines:
        return make_engines(self.url, self.postgres, self.replica_url, self._written)

    def _books(self, connection: AsyncConnection) -> SqlBooks:
        index: TextIndex = Fts5() if connection.dialect.name == "sqlite" else TsVector()
        return SqlBooks(
            catalogue=SqlCatalogue(connection, index, Analyser(self.stem), self.cache),
            sightings=SqlSightings(connection),
            clusters=SqlClusters(connection),
            closings=SqlClosings(connection),
            people=SqlPeople(connection),
            sources=SqlSources(connection),
            source_runs=SqlSourceRuns(connection),
            bookmarks=SqlBookmarks(connection),
            vectors=SqlVectors(connection),
            resume_vectors=SqlResumeVectors(connection),
            match_news=SqlMatchNews(connection),
            tasks=SqlTasks(connection),
            leases=SqlLeases(connection),
            events=SqlEvents(connection),
            tickets=SqlTickets(connection),
            schedule=SqlSchedule(connection),
            searches=SqlSearches(connection),
            applications=SqlApplications(connection),
            marks=SqlMarks(connection),
            answers=SqlAnswers(connection),
            sessions=SqlSessions(connection),
            mailed_links=SqlMailedLinks(connection),
            api_tokens=SqlApiTokens(connection),
            accounts=SqlAccounts(connection),
            signing_keys=SqlSigningKeys(connection),
            personal_data=SqlPersonalData(connection, index),
        )

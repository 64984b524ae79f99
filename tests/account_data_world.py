"""A person with something of everything that can be kept, told by a word that nobody else says."""

import zipfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from attrs import evolve, frozen
from dependency_injector.providers import Object
from news_world import EMBEDDER
from pydantic import SecretStr
from sqlalchemy import inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings
from copilot_adapters.storage.personal_parts import owned_tables
from copilot_adapters.storage.tables import jobs
from copilot_core.entities.account import Account, ApiToken, MailedLink, Purpose, Refresh, Scope, Session
from copilot_core.entities.application import Stage
from copilot_core.entities.identities import JobId, PersonId, SessionId, SourceName, TokenId
from copilot_core.entities.job_mark import Mark, Reason
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.posting import Posting
from copilot_core.entities.ticket import Ticket
from copilot_core.entities.timetable import Timetable
from copilot_core.ports.answers import Asked
from copilot_core.ports.storage import Books
from copilot_core.rules.new_task import new_task
from copilot_core.testing import NOON, StillClock, make_posting

ACME, NOVA = SourceName("acme"), SourceName("nova")
TEXT = "You bake bread and rolls in our bakery in Berlin, every night from two to ten, with five colleagues. " * 6
BREAD = make_posting(
    external_id="1", title="Baker", company="Good Bread", description=TEXT, places=("Berlin, Germany",)
)


@frozen
class Person:
    """Somebody; everything they say holds `word`."""

    id: PersonId
    word: str

    @property
    def traces(self) -> tuple[str, str]:
        """What is found wherever something of theirs is."""
        return str(self.id), self.word


ANN, BOB = Person(PersonId("p7f31annq"), "qwxzannqwxz"), Person(PersonId("p8e42bobq"), "qwxzbobqwxz")


@asynccontextmanager
async def opened(home: Path, database_url: str = "") -> AsyncIterator[Container]:
    """Everything real but the clock, and a small embedder."""
    settings = Settings(home=home, database_url=SecretStr(database_url), background=False)
    async with closing_container(settings=settings) as container:
        for provider, stands_in in ((container.clock, StillClock()), (container.embedder, EMBEDDER)):
            provider.override(Object(stands_in))
        yield container


async def stock(container: Container) -> None:
    """Let two boards show the same job, so that it can be told apart."""
    await container.store_postings()(ACME, [BREAD])
    await container.store_postings()(NOVA, [evolve(BREAD, external_id="n1", url="https://nova.example/1")])


async def live(container: Container, person: Person) -> None:
    """Let a person leave something in every table that holds people's things."""
    await _sign_in(container, person)
    await _say(container, person)
    await _bring(container, person)
    shared = await _shared(container, person)
    await _act(container, person, shared)
    await container.read_for_meaning()()
    await _be_told(container, person, shared)


async def _sign_in(container: Container, person: Person) -> None:
    async with container.storage().transaction() as books:
        email = f"{person.word}@example.org"
        await books.accounts.add(
            Account(person=person.id, email=email, name=person.word, password="$argon2id$x", made_at=NOON)
        )
        session = SessionId(f"session-{person.id}")
        later = NOON + timedelta(days=30)
        await books.sessions.add(
            Session(id=session, person=person.id, begun_at=NOON, seen_at=NOON, ends_at=later, agent=person.word)
        )
        await books.sessions.give(
            Refresh(fingerprint=f"r-{person.word}", session=session, person=person.id, made_at=NOON)
        )
        token = ApiToken(
            id=TokenId(f"t-{person.id}"),
            person=person.id,
            name=person.word,
            scopes=frozenset({Scope.READ}),
            made_at=NOON,
        )
        await books.api_tokens.add(token, f"secret-{person.word}")
        link = MailedLink(person=person.id, purpose=Purpose.VERIFY, email=email)
        await books.mailed_links.add(f"secret-link-{person.word}", link, later)
        await books.tickets.add(f"secret-ticket-{person.word}", Ticket(person=person.id, session=session), later)


async def _say(container: Container, person: Person) -> None:
    said = f"{person.word}\nBaker\n\nSkills\nBaking, {person.word}\n"
    await container.add_resume()(said.encode(), f"../{person.word}:cv.txt", person.id)
    await container.set_profile()({"want": (f"Baker {person.word}",)}, person=person.id)
    query = JobQuery(text=person.word)
    await container.save_search()(person.word, query, Timetable(hours=6), person=person.id)


async def _bring(container: Container, person: Person) -> None:
    copy = evolve(BREAD, external_id=f"copy-{person.id}", description=f"{TEXT} {person.word}")
    own = evolve(
        copy, external_id=f"own-{person.id}", title=f"Falconer {person.word}", company=person.word, description="Old."
    )
    changed = evolve(own, description=f"Falcons, {person.word}, and owls.", url=f"https://{person.word}.example/1")
    for posting in (copy, own, changed):
        await container.add_job()(posting, person=person.id)


async def _shared(container: Container, person: Person) -> JobId:
    found = await container.search_jobs()(JobQuery(text="baker"), person=person.id)
    return found.jobs[0].id


async def _act(container: Container, person: Person, job: JobId) -> None:
    whole = await container.show_job()(job, person=person.id)
    public = next(one.id for one in whole.sightings if one.owner is None)
    await container.split_job()(job, public, person=person.id)
    await container.mark_job()(job, Mark.DISMISSED, reason=Reason.OTHER, note=f"={person.word}", person=person.id)
    tracked = await container.track_job()(job, Stage.APPLIED, person=person.id)
    await container.note_application()(tracked.application.id, f"@{person.word} called", person=person.id)
    payload = {"text": person.word}
    async with container.storage().transaction() as books:
        await books.tasks.add([new_task("collect", payload, person=person.id) for _ in range(3)])
        asked = Asked(person=person.id, key=person.word, request="r", at=NOON)
        await books.answers.begin(asked, NOON)
        await books.answers.keep(asked, person.word.encode())


async def _be_told(container: Container, person: Person, job: JobId) -> None:
    async with container.storage().transaction() as books:
        await books.match_news.advance(EMBEDDER.model, [person.id], None, 1)
        await books.match_news.tell(person.id, [job])
        await books.events.add(person.id, "match", {"title": person.word})
    copies = container.settings().home / "web-cache"
    copies.mkdir(exist_ok=True)
    (copies / person.id).write_text(person.word)


def brought(title: str) -> Posting:
    """Make a posting that somebody brings."""
    return make_posting(external_id=title, title=title)


async def export_of(container: Container, person: Person) -> bytes:
    """Return a person's ZIP."""
    return b"".join([part async for part in container.export_everything()(person=person.id)])


def unpacked(packed: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def connection_of(books: Books) -> AsyncConnection:
    """Return what the repositories speak to."""
    found: AsyncConnection = cast("Any", books).accounts.connection
    return found


def bytes_in(folder: Path) -> bytes:
    """Return what all files of a folder hold."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


async def rows_of(container: Container, person: Person) -> dict[str, int]:
    """Count a person's rows in every table that has any."""
    counts = {}
    async with container.storage().reading(latest=True) as books:
        connection = connection_of(books)
        for table, owner in owned_tables().items():
            found = (await connection.execute(select(owner).where(owner == person.id))).all()
            counts[table.name] = len(found)
    return {name: count for name, count in counts.items() if count}


async def found_in_rows(container: Container, words: Iterable[str]) -> list[str]:
    """Search every column of every table for words, packed ones too; return where they stand."""
    async with container.storage().reading(latest=True) as books:
        dump = await _dump(connection_of(books))
    return [f"{where}: {word}" for where, content in dump.items() for word in words if word.encode() in content]


async def every_job(connection: AsyncConnection) -> set[str]:
    """Return the ids of all jobs, whoever's."""
    return set((await connection.execute(select(jobs.c.id))).scalars())


async def _dump(connection: AsyncConnection) -> dict[str, bytes]:
    names = await connection.run_sync(lambda bare: inspect(bare).get_table_names())
    dump: dict[str, bytes] = {}
    for name in names:
        rows = await connection.execute(text(f'SELECT * FROM "{name}"'))
        dump[name] = b"\n".join(b"|".join(map(_bytes, row)) for row in rows).lower()
    return dump


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode("utf-8", "surrogatepass")

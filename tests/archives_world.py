"""Databases to back up and to restore."""

import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from attrs import frozen

from copilot_adapters.clocks import SystemClock
from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_adapters.storage.archive import SqlArchive
from copilot_core.entities.identities import LOCAL_PERSON, TaskId
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.task import NewTask, Task
from copilot_core.ports.embedder import Vector
from copilot_core.ports.tasks import TaskQuery
from copilot_core.ports.vectors import ReadText
from copilot_core.rules.task_kinds import KINDS
from copilot_core.testing.makers import make_posting, make_seeker, make_sighting
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings

MODEL = "model"


@frozen
class World:
    """A database with what backs it up."""

    url: str
    storage: SqlStorage
    archive: SqlArchive

    async def titles(self) -> list[str]:
        """Return what the text index finds."""
        async with self.storage.reading() as books:
            found: list[str] = []
            cursor = None
            while True:
                page = await books.catalogue.search(
                    JobQuery(text="nurse", sort=Sort.DATE, cursor=cursor, limit=100), LOCAL_PERSON
                )
                found += [one.title for one in page.jobs]
                cursor = page.next
                if cursor is None:
                    return found

    async def jobs(self) -> list[Job]:
        """Return all jobs whole."""
        async with self.storage.reading() as books:
            page = await books.catalogue.search(JobQuery(limit=100), LOCAL_PERSON)
            return [await books.catalogue.job(one.id, LOCAL_PERSON) for one in page.jobs]

    async def told(self) -> Sequence[object]:
        """Return all that people are told of what is stored."""
        jobs = await self.jobs()
        async with self.storage.reading() as books:
            tasks = await books.tasks.list(TaskQuery(person=LOCAL_PERSON, installation=True))
            return (
                jobs,
                sorted(await self.titles()),
                await books.people.seeker(LOCAL_PERSON),
                await books.vectors.indexed(MODEL, [job.id for job in jobs]),
                [(one.id, one.name, one.state, one.payload) for one in tasks if one.name != "rebuild_index"],
            )


async def filled(world: World, count: int, first: int = 0) -> None:
    """Store nurses by number, with vectors, and once a person and a task."""
    sightings = [
        make_sighting(make_posting(external_id=str(n), title=f"Nurse {n}", company=f"Clinic {n}", places=(f"Town{n}",)))
        for n in range(first, first + count)
    ]
    async with world.storage.transaction() as books:
        await MergeSightings(RapidFuzz())(books, sightings)
        homes = [await books.catalogue.home(seen.id, LOCAL_PERSON) for seen in sightings]
        vectors = {f"text {home}": Vector(bytes(range(16)) * 4) for home in homes}
        texts = await books.vectors.texts(homes)
        await books.vectors.keep(
            MODEL, vectors, {home: ReadText(f"text {home}", text.content) for home, text in texts.items()}
        )
        await books.people.save_seeker(make_seeker())
        task = NewTask(id=TaskId(f"task {first}"), name="no_op", kind=KINDS["no_op"], payload={"first": first})
        await books.tasks.add([task])


@asynccontextmanager
async def worlds(
    request: pytest.FixtureRequest, folder: Path, kinds: Sequence[str]
) -> AsyncIterator[tuple[World, ...]]:
    """Open databases of these kinds."""
    made = [_world(request, folder, kind, number) for number, kind in enumerate(kinds)]
    try:
        yield tuple(made)
    finally:
        for world in made:
            await world.storage.close()


def _world(request: pytest.FixtureRequest, folder: Path, kind: str, number: int) -> World:
    if kind == "sqlite":
        url = f"sqlite+aiosqlite:///{folder / f'{number}.sqlite'}"
    else:
        url = request.getfixturevalue("postgres_url" if number == 0 else "other_postgres_url")
    return World(url, SqlStorage(url, Snowball().stem), SqlArchive(url, Snowball().stem, SystemClock()))


async def claimed(world: World, times: int) -> Sequence[Task]:
    """Claim the first task; the times before it was lost at once."""
    async with world.storage.transaction() as books:
        task = TaskId("task 0")
        if times > 1:
            await books.leases.give_back([(await books.tasks.task(task, None)).claim])
        return await books.leases.claim([task], "worker", 600.0)


async def as_of(revision: str, new: Path, old: Path) -> None:
    """Rewrite a backup as a program of that revision would have written it."""
    known = await _columns(revision, old.with_suffix(".sqlite"))
    with ZipFile(new) as source, ZipFile(old, "w", ZIP_DEFLATED) as target:
        manifest = json.loads(source.read("manifest.json")) | {"revision": revision}
        for name in manifest["tables"].keys() - known.keys():
            del manifest["tables"][name]
        for name, entry in manifest["tables"].items():
            kept = [place for place, column in enumerate(entry["columns"]) if column in known[name]]
            rows = [json.loads(line) for line in source.read(f"tables/{name}.jsonl").splitlines()]
            body = "".join(json.dumps([row[place] for place in kept]) + "\n" for row in rows).encode()
            entry["columns"] = [entry["columns"][place] for place in kept]
            entry["sha256"] = hashlib.sha256(body).hexdigest()
            target.writestr(f"tables/{name}.jsonl", body)
        target.writestr("manifest.json", json.dumps(manifest))


async def _columns(revision: str, file: Path) -> dict[str, set[str]]:
    storage = SqlStorage(f"sqlite+aiosqlite:///{file}")
    await storage.migrate()
    await storage.downgrade(revision)
    await storage.close()
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: {row[1] for row in database.execute(f"PRAGMA table_info({name})")} for name in tables}

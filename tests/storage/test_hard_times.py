"""A disk that is full, a database that may only be read: said plainly, nothing is lost, and it works again after."""

import asyncio
import os
import secrets
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from attrs import frozen
from command_line import Copilot

from copilot_adapters.clocks import SystemClock
from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_adapters.storage import SqlStorage
from copilot_adapters.storage.archive import SqlArchive
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.job import Job
from copilot_core.errors import Unavailable
from copilot_core.testing.makers import make_job, make_posting, make_sighting
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings

pytestmark = pytest.mark.slow

NOBODY = 65534
LETTERS = 20_000
"""Of a description, so that a disk is full soon."""


@frozen
class SmallDisk:
    """A file system of some megabytes, which may grow or be closed to writing."""

    folder: Path

    def become(self, how: str) -> None:
        """Change it while it is used."""
        mount("-o", f"remount,{how}", str(self.folder))


def mount(*options: str) -> None:
    done = subprocess.run(["mount", *options], check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"nothing may be mounted here: {done.stderr.strip()}")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    if os.geteuid() != 0:
        pytest.skip("only root mounts a small disk")
    folder.mkdir(parents=True)
    mount("-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "copilot", str(folder))
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@frozen
class Hardship:
    """A database whose disk is small: `relieve` makes room, `close` and `open` forbid and allow writing."""

    url: str
    relieve: Callable[[], None]
    close: Callable[[], None]
    open: Callable[[], None]


@pytest.fixture(params=["sqlite", "postgres"])
def hardship(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hardship]:
    make = on_sqlite if request.param == "sqlite" else on_postgres
    with make(request, tmp_path) as made:
        yield made


@contextmanager
def on_sqlite(_: pytest.FixtureRequest, folder: Path) -> Iterator[Hardship]:
    with small_disk(folder / "disk", 4) as disk:
        yield Hardship(
            f"sqlite+aiosqlite:///{disk.folder / 'copilot.sqlite'}",
            relieve=lambda: disk.become("size=64m"),
            close=lambda: disk.become("ro"),
            open=lambda: disk.become("rw"),
        )


@contextmanager
def on_postgres(request: pytest.FixtureRequest, _: Path) -> Iterator[Hardship]:
    """A tablespace on a small disk; and writing forbidden as a standby or an operator would."""
    server = request.getfixturevalue("postgres_server")
    if os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("the server may be elsewhere")
    name, plain = f"small_{secrets.token_hex(4)}", server.replace("+psycopg", "")
    with (
        small_disk(Path("/tmp") / name, 16) as disk,  # noqa: S108 - the server's user must reach it
        psycopg.connect(f"{plain}/postgres", autocommit=True) as admin,
    ):
        (disk.folder / "space").mkdir()
        os.chown(disk.folder / "space", NOBODY, NOBODY)
        admin.execute(f"CREATE TABLESPACE {name} LOCATION '{disk.folder / 'space'}'")
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' TABLESPACE {name}")

        def writable(answer: str) -> None:
            admin.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {answer}")
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

        yield Hardship(
            f"{server}/{name}",
            relieve=lambda: disk.become("size=128m"),
            close=lambda: writable("on"),
            open=lambda: writable("off"),
        )
        disk.become("size=128m")  # what did not fit must be written before the server lets go
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        admin.execute(f"DROP TABLESPACE {name}")


@pytest.fixture
async def storage(hardship: Hardship) -> AsyncIterator[SqlStorage]:
    made = SqlStorage(hardship.url)
    yield made
    await made.close()


def batch(number: int) -> list[Job]:
    return [
        make_job(
            make_sighting(make_posting(external_id=f"{number}-{n}", title=f"Nurse {number} {n}", description=long()))
        )
        for n in range(5)
    ]


def long() -> str:
    return " ".join(secrets.token_hex(8) for _ in range(LETTERS // 17))


async def fill(storage: SqlStorage) -> tuple[list[Job], Unavailable]:
    """Store until there is no room; return what was stored, and what was said."""
    kept: list[Job] = []
    for number in range(200):
        jobs = batch(number)
        try:
            async with storage.transaction() as books:
                await books.catalogue.save(jobs, [])
        except Unavailable as full:
            return kept, full
        kept += jobs
    pytest.fail("there was always room")


async def all_there(storage: SqlStorage, kept: list[Job]) -> None:
    async with storage.reading() as books:
        assert await books.catalogue.count(LOCAL_PERSON) == len(kept)
        for job in kept:
            assert await books.catalogue.job(job.id, LOCAL_PERSON) == job


async def test_a_full_disk_is_named_nothing_is_lost_and_it_goes_on_with_more_room(
    hardship: Hardship, storage: SqlStorage
) -> None:
    kept, full = await fill(storage)
    assert full.code == "storage_full"
    assert full.permanent
    assert "has no room left" in str(full)
    assert "free some disk space" in str(full)
    assert kept
    await all_there(storage, kept)
    hardship.relieve()
    more = batch(1000)
    async with storage.transaction() as books:
        await books.catalogue.save(more, [])
    await all_there(storage, kept + more)


@pytest.mark.parametrize("hardship", ["postgres"], indirect=True)
async def test_a_database_that_may_only_be_read_is_read_and_says_so(hardship: Hardship, storage: SqlStorage) -> None:
    jobs = batch(1)
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, [])
    hardship.close()
    with pytest.raises(Unavailable) as closed:
        async with storage.transaction() as books:
            await books.catalogue.save(batch(2), [])
    assert closed.value.code == "storage_read_only"
    assert "cannot be written" in str(closed.value)
    await all_there(storage, jobs)
    hardship.open()
    more = batch(3)
    async with storage.transaction() as books:
        await books.catalogue.save(more, [])
    await all_there(storage, jobs + more)


async def test_a_program_that_starts_on_what_may_only_be_read_says_so(hardship: Hardship) -> None:
    first = SqlStorage(hardship.url)
    jobs = batch(1)
    async with first.transaction() as books:
        await books.catalogue.save(jobs, [])
    await first.close()
    hardship.close()
    storage = SqlStorage(hardship.url)
    with pytest.raises(Unavailable) as closed:
        async with storage.transaction() as books:
            await books.catalogue.save(batch(2), [])
    assert closed.value.code == "storage_read_only"
    await storage.close()
    hardship.open()
    again = SqlStorage(hardship.url)
    await all_there(again, jobs)
    await again.close()


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Make a file one that nobody may write, root neither."""
    done: list[Path] = []

    def lock(file: Path) -> None:
        file.chmod(0o400)
        if os.geteuid() == 0:
            told = subprocess.run(["chattr", "+i", str(file)], check=False, capture_output=True, text=True)
            if told.returncode:
                pytest.skip(f"no file can be locked here: {told.stderr.strip()}")
            done.append(file)

    yield lock
    for file in done:
        subprocess.run(["chattr", "-i", str(file)], check=True)


async def test_a_file_that_may_only_be_read_is_read(tmp_path: Path, locked: Callable[[Path], None]) -> None:
    file = tmp_path / "copilot.sqlite"
    first, jobs = SqlStorage(f"sqlite+aiosqlite:///{file}"), batch(1)
    async with first.transaction() as books:
        await books.catalogue.save(jobs, [])
    await first.close()
    locked(file)
    storage = SqlStorage(f"sqlite+aiosqlite:///{file}")
    await all_there(storage, jobs)
    with pytest.raises(Unavailable) as closed:
        async with storage.transaction() as books:
            await books.catalogue.save(batch(2), [])
    assert closed.value.code == "storage_read_only"
    await storage.close()


async def test_a_command_on_a_full_disk_ends_with_one_sentence(
    hardship: Hardship, storage: SqlStorage, tmp_path: Path
) -> None:
    async with storage.transaction() as books:
        await MergeSightings(RapidFuzz())(books, [seen for job in batch(0) for seen in job.sightings])
    await fill(storage)
    copilot = on(hardship, tmp_path)
    ran = await asyncio.to_thread(copilot, "db", "reread", "--all")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1, ran.err
    told = ran.err
    assert told.startswith("copilot: the ")
    assert "has no room left" in told
    hardship.relieve()
    assert (await asyncio.to_thread(copilot, "db", "reread", "--all")).code == 0


def on(hardship: Hardship, folder: Path) -> Copilot:
    """Return the command line on this database."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COPILOT_", "COLUMNS"))}
    given = {"COPILOT_DATABASE_URL": hardship.url, "COPILOT_BACKGROUND": "false", "COPILOT_EMBEDDER": "none"}
    home = folder / "home"
    return Copilot(home, clean | given | {"COPILOT_HOME": str(home)})


def test_a_command_on_what_may_only_be_read_ends_with_one_sentence(hardship: Hardship, tmp_path: Path) -> None:
    copilot = on(hardship, tmp_path)
    assert copilot("db", "upgrade").code == 0
    hardship.close()
    ran = copilot("db", "reread", "--background")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1, ran.err
    told = ran.err
    assert told.startswith("copilot: the ")
    assert "cannot be written" in told
    hardship.open()
    assert copilot("db", "reread", "--background").code == 0


async def test_a_backup_onto_a_full_disk_leaves_nothing_there(tmp_path: Path) -> None:
    storage = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'copilot.sqlite'}")
    for number in range(20):
        async with storage.transaction() as books:
            await books.catalogue.save(batch(number), [])
    await storage.close()
    archive = SqlArchive(storage.url, storage.stem, SystemClock())
    with small_disk(tmp_path / "disk", 1) as disk:
        with pytest.raises(Unavailable, match="cannot be written: No space left on device") as full:
            await archive.back_up(disk.folder / "one.zip")
        assert full.value.code == "backup_unwritable"
        assert not (disk.folder / "one.zip").exists()
        assert not (disk.folder / ".one.zip.part").exists()
        disk.become("size=64m")
        assert (await archive.back_up(disk.folder / "one.zip")).rows["jobs"] == 100


async def test_a_restore_without_room_leaves_the_old(hardship: Hardship, storage: SqlStorage, tmp_path: Path) -> None:
    rich = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'rich.sqlite'}")
    for number in range(30):
        async with rich.transaction() as books:
            await books.catalogue.save(batch(number), [])
    await rich.close()
    await SqlArchive(rich.url, rich.stem, SystemClock()).back_up(tmp_path / "large.zip")
    old = batch(1000)
    async with storage.transaction() as books:
        await books.catalogue.save(old, [])
    archive = SqlArchive(hardship.url, storage.stem, SystemClock())
    with pytest.raises(Unavailable) as full:
        await archive.restore(tmp_path / "large.zip", replace=True)
    assert full.value.code == "storage_full"
    await all_there(storage, old)
    hardship.relieve()
    await archive.restore(tmp_path / "large.zip", replace=True)
    async with storage.reading() as books:
        assert await books.catalogue.count(LOCAL_PERSON) == 150

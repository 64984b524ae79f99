"""A database is brought up to date once, and never by a program that is too old for it."""

import asyncio
import subprocess
import sys
from functools import partial

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from copilot_adapters.storage import SqlStorage
from copilot_adapters.storage.engine import make_engines
from copilot_adapters.storage.migration import REVISIONS, SCRIPTS
from copilot_adapters.storage.tables import metadata
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.errors import Rejected
from copilot_core.testing.makers import make_job, make_posting, make_sighting

OPENER = """
import asyncio, sys
from copilot_adapters.storage import SqlStorage

async def main():
    storage = SqlStorage(sys.argv[1])
    sys.stdin.readline()
    await storage.migrate()
    await storage.close()

asyncio.run(main())
"""


@pytest.mark.slow
async def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    command = [sys.executable, "-W", "error", "-c", OPENER, empty_url]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]  # noqa: ASYNC220 - quick
    endings = await asyncio.gather(*(asyncio.to_thread(process.communicate, "go\n") for process in started))
    assert [process.returncode for process in started] == [0, 0, 0], endings
    storage = SqlStorage(empty_url)
    assert await storage.revision() == REVISIONS[-1]
    await storage.close()


async def test_a_database_of_a_newer_program_is_refused(storage: SqlStorage, storage_url: str) -> None:
    await storage.migrate()
    engines = make_engines(storage_url)
    async with engines.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engines.close()
    older = SqlStorage(storage_url)
    for way_in in (older.transaction, older.reading):
        with pytest.raises(Rejected, match=r"revision 9999.*install the newer program") as refused:
            async with way_in():
                pytest.fail("it was opened")
        assert refused.value.code == "storage_newer"
    await older.close()


async def test_migrations_lead_to_the_tables_the_program_uses(storage: SqlStorage, storage_url: str) -> None:
    await storage.migrate()
    engines = make_engines(storage_url)

    def differences(connection: Connection) -> list[object]:
        def ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
            full_text = str(name).startswith(("job_tokens", "ix_job_tokens"))
            return not (kind in ("table", "index") and full_text)

        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        return list(compare_metadata(context, metadata))

    async with engines.read() as connection:
        assert await connection.run_sync(differences) == []
    await engines.close()


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


async def test_an_older_database_is_brought_up_to_date_with_what_it_holds(
    storage: SqlStorage, storage_url: str
) -> None:
    job, later = (
        make_job(make_sighting(make_posting(title="Nurse"))),
        make_job(make_sighting(make_posting(title="Cook"))),
    )
    async with storage.transaction() as books:
        await books.catalogue.save([job], [])
    engines = make_engines(storage_url)
    async with engines.write() as connection:
        await connection.run_sync(partial(run, to="0001"))
    await engines.close()
    newer = SqlStorage(storage_url)
    assert await newer.revision() == "0001"
    async with newer.transaction() as books:
        await books.catalogue.save([later], [])
        assert await books.catalogue.job(job.id, LOCAL_PERSON) == job
        assert await books.catalogue.job(later.id, LOCAL_PERSON) == later
    assert await newer.revision() == REVISIONS[-1]
    await newer.close()


def run(connection: Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.downgrade(config, to)


async def test_an_up_to_date_database_is_left_alone(storage: SqlStorage, storage_url: str) -> None:
    await storage.migrate()
    again = SqlStorage(storage_url)
    await again.migrate()
    assert await again.revision() == REVISIONS[-1]
    await again.close()

"""A server that goes, comes back, or keeps us waiting is named, and nothing has to be started again for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from servers import OwnPostgres
from sqlalchemy import text

from copilot_adapters.storage import Postgres, SqlStorage, migration
from copilot_adapters.storage.engine import Engines, make_engines
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.errors import Rejected, Unavailable
from copilot_core.testing.makers import make_job, make_posting, make_sighting

pytestmark = pytest.mark.slow


@asynccontextmanager
async def opened(url: str, use: Postgres) -> AsyncIterator[Engines]:
    engines = make_engines(url, use)
    yield engines
    await engines.close()


async def keep(storage: SqlStorage, number: int) -> None:
    async with storage.transaction() as books:
        await books.catalogue.save([make_job(make_sighting(make_posting(external_id=str(number))))], [])


async def count(storage: SqlStorage) -> int:
    async with storage.reading() as books:
        return await books.catalogue.count(LOCAL_PERSON)


async def test_a_server_that_was_restarted_is_used_again_at_once(own_postgres: OwnPostgres) -> None:
    storage = SqlStorage(own_postgres.url)
    await keep(storage, 1)
    await asyncio.gather(*(count(storage) for _ in range(6)))
    own_postgres.stop()
    own_postgres.start()
    assert await asyncio.gather(*(count(storage) for _ in range(6))) == [1] * 6
    await keep(storage, 2)
    own_postgres.stop()
    own_postgres.start()
    await keep(storage, 3)
    assert await count(storage) == 3
    await storage.close()


async def test_a_server_that_is_gone_is_unavailable_until_it_is_back(own_postgres: OwnPostgres) -> None:
    storage = SqlStorage(own_postgres.url)
    await keep(storage, 1)
    own_postgres.stop()
    for deed in (count(storage), keep(storage, 2)):
        with pytest.raises(Unavailable, match="does not answer") as gone:
            await deed
        assert (gone.value.code, gone.value.permanent) == ("storage_unavailable", False)
    own_postgres.start()
    await keep(storage, 2)
    assert await count(storage) == 2
    await storage.close()


async def test_a_transaction_cut_off_in_its_midst_is_not_done_twice(own_postgres: OwnPostgres) -> None:
    storage = SqlStorage(own_postgres.url)
    await keep(storage, 1)
    begun = 0

    async def cut_off() -> None:
        nonlocal begun
        async with storage.transaction() as books:
            begun += 1
            await books.catalogue.save([make_job(make_sighting(make_posting(external_id="2")))], [])
            own_postgres.stop()
            await books.catalogue.count(LOCAL_PERSON)

    with pytest.raises(Unavailable):
        await cut_off()
    own_postgres.start()
    assert begun == 1
    assert await count(storage) == 1
    await storage.close()


async def test_a_statement_that_takes_too_long_ends(postgres_url: str) -> None:
    async with opened(postgres_url, Postgres(statement_timeout_ms=100, write_timeout_ms=100)) as engines:
        for way_in in (engines.read, engines.write):
            with pytest.raises(Unavailable, match="took too long") as slow:
                async with way_in() as connection:
                    await connection.execute(text("SELECT pg_sleep(20)"))
            assert (slow.value.code, slow.value.permanent) == ("storage_too_slow", False)
        async with engines.read() as connection:
            assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1


async def test_who_waits_too_long_for_another_writer_is_told(postgres_url: str) -> None:
    storage = SqlStorage(postgres_url, postgres=Postgres(lock_timeout_ms=100))
    await keep(storage, 1)
    async with storage.transaction():
        with pytest.raises(Unavailable) as slow:
            await keep(storage, 2)
        assert slow.value.code == "storage_too_slow"
    await keep(storage, 2)
    await storage.close()


async def test_a_transaction_that_does_nothing_does_not_block_the_others_for_ever(postgres_url: str) -> None:
    idle = SqlStorage(postgres_url, postgres=Postgres(idle_timeout_ms=100))
    other = SqlStorage(postgres_url)
    await keep(other, 1)

    async def sleep() -> None:
        async with idle.transaction() as books:
            await keep(other, 2)
            await books.catalogue.count(LOCAL_PERSON)

    with pytest.raises(Unavailable) as cut_off:
        await sleep()
    assert not cut_off.value.permanent
    assert await count(idle) == 2
    await idle.close()
    await other.close()


async def test_a_pool_that_is_used_up_is_named(postgres_url: str) -> None:
    storage = SqlStorage(postgres_url, postgres=Postgres(pool_size=1, overflow=0, pool_timeout=0.1))
    await storage.migrate()
    async with storage.reading():
        with pytest.raises(Unavailable) as full:
            await count(storage)
        assert full.value.code == "storage_unavailable"
    assert await count(storage) == 0
    await storage.close()


async def test_of_two_transactions_that_block_each_other_one_may_try_again(postgres_url: str) -> None:
    async with opened(postgres_url, Postgres()) as engines:
        async with engines.write() as connection:
            await connection.execute(text("CREATE TABLE pairs (name text PRIMARY KEY, n int)"))
            await connection.execute(text("INSERT INTO pairs VALUES ('a', 0), ('b', 0)"))
        meet = asyncio.Barrier(2)

        async def count_up(*names: str) -> None:
            async with engines.write(serial=False) as connection:
                for name in names:
                    await connection.execute(text("UPDATE pairs SET n = n + 1 WHERE name = :name"), {"name": name})
                    if name == names[0]:
                        await meet.wait()

        ends = await asyncio.gather(count_up("a", "b"), count_up("b", "a"), return_exceptions=True)
        [crossed] = [end for end in ends if end is not None]
        assert isinstance(crossed, Unavailable)
        assert (crossed.code, crossed.permanent, crossed.retry_after) == ("storage_crossed", False, 0)
        async with engines.read() as connection:
            assert (await connection.execute(text("SELECT sum(n) FROM pairs"))).scalar_one() == 2


async def test_a_transaction_that_others_overtook_may_try_again(postgres_url: str) -> None:
    async with opened(postgres_url, Postgres()) as engines:
        async with engines.write() as connection:
            await connection.execute(text("CREATE TABLE one AS SELECT 0 AS n"))

        async def overtaken() -> None:
            async with engines.write(serial=False) as connection:
                await connection.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
                await connection.execute(text("SELECT n FROM one"))
                async with engines.write(serial=False) as other:
                    await other.execute(text("UPDATE one SET n = n + 1"))
                await connection.execute(text("UPDATE one SET n = n + 1"))

        with pytest.raises(Unavailable) as crossed:
            await overtaken()
        assert crossed.value.code == "storage_crossed"


async def test_limits_and_manner_come_with_the_connection(postgres_url: str) -> None:
    url = postgres_url + "?options=-c%20work_mem%3D5MB"
    use = Postgres(application_name="copilot worker", lock_timeout_ms=1234, statement_timeout_ms=7000)
    shown = ("application_name", "lock_timeout", "statement_timeout", "transaction_isolation", "work_mem")
    async with opened(url, use) as engines:
        async with engines.read() as connection:
            reading = [(await connection.exec_driver_sql(f"SHOW {name}")).scalar_one() for name in shown]
        async with engines.write(serial=False) as connection:
            writing = [(await connection.exec_driver_sql(f"SHOW {name}")).scalar_one() for name in shown]
    assert reading == ["copilot worker", "1234ms", "7s", "repeatable read", "5MB"]
    assert writing == ["copilot worker", "1234ms", "1min", "read committed", "5MB"]


async def test_an_old_server_is_refused(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "OLDEST_POSTGRES", (99,))
    storage = SqlStorage(postgres_url)
    with pytest.raises(Rejected, match="version 99 or newer is needed") as old:
        await storage.migrate()
    assert old.value.code == "storage_too_old"

"""Health, part by part: what is well, what works without, and what does not."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from api_world import World, open_world, world_settings
from attrs import define
from guards_world import standing
from servers import OwnPostgres, free_port
from sqlalchemy import text

from copilot_adapters.settings import load_settings
from copilot_core.errors import Unavailable
from copilot_core.rules.new_task import new_task
from copilot_core.rules.task_kinds import NO_OP
from copilot_web.library import Library
from copilot_web.readiness import WELL, Part, Readiness, _Kept


async def ready(world: World) -> tuple[int, dict[str, Any]]:
    answer = await world.client.get("/health/ready")
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, answer.json()


async def change(world: World, statement: str) -> None:
    storage = world.container.storage()
    await storage.migrate()
    async with storage._engines[asyncio.get_running_loop()].write(serial=True) as connection:
        await connection.execute(text(statement))


async def test_every_part_in_use_is_named(world: World) -> None:
    status, health = await ready(world)
    assert (status, health["status"], {*health["parts"]}) == (200, "ok", {"database", "migrations", "worker"})


async def test_work_that_nobody_does_is_degraded(world: World) -> None:
    await world.container.enqueue_tasks()([new_task(NO_OP)])
    await change(world, "UPDATE tasks SET run_after = run_after - 3600")
    status, health = await ready(world)
    assert (status, health["status"]) == (200, "degraded")
    assert health["parts"]["worker"] == {"status": "degraded", "code": "nobody_works"}


async def test_an_index_that_is_away_is_degraded(tmp_path: Path, empty_home: Path) -> None:
    away = {"vector_index": "chroma", "embedder": "hashing", "chroma_url": f"http://127.0.0.1:{free_port()}"}
    async with standing(tmp_path, empty_home, **away) as world:
        status, health = await ready(world)
    assert (status, health["status"]) == (200, "degraded")
    assert health["parts"]["index"] == {"status": "degraded", "code": "vector_index_unreachable"}


async def test_a_database_of_a_newer_program_fails(world: World) -> None:
    await change(world, "UPDATE alembic_version SET version_num = '9999'")
    status, health = await ready(world)
    assert (status, health["status"]) == (503, "failed")
    assert health["parts"]["migrations"] == {"status": "failed", "code": "storage_newer"}


@pytest.mark.slow
async def test_a_database_that_is_away_fails_and_comes_back(tmp_path: Path, own_postgres: OwnPostgres) -> None:
    async with open_world(world_settings(tmp_path, own_postgres.url)) as world:
        assert (await ready(world))[0] == 200
        own_postgres.stop()
        await asyncio.sleep(1.1)
        status, health = await ready(world)
        assert (status, health["parts"]["database"]["status"]) == (503, "failed")
        assert (await world.client.get("/health/live")).status_code == 200
        assert "127.0.0.1" not in str(health)
        own_postgres.start()
        await asyncio.sleep(1.1)
        assert (await ready(world))[1]["parts"]["database"] == {"status": "ok"}


@pytest.mark.slow
async def test_a_redis_that_answers_is_well(tmp_path: Path, empty_home: Path, redis_url: str) -> None:
    async with standing(tmp_path, empty_home, redis_url=redis_url) as world:
        assert (await ready(world))[1]["parts"]["redis"] == {"status": "ok"}


async def test_no_secret_stands_in_health(tmp_path: Path, empty_home: Path) -> None:
    away = f"redis://:hunter22@127.0.0.1:{free_port()}/0"
    async with standing(tmp_path, empty_home, redis_url=away) as world:
        answer = await world.client.get("/health/ready")
    assert "hunter22" not in answer.text
    assert "redis://" not in answer.text


@define
class Counted:
    """A look that counts, and does what it is told."""

    deed: Callable[[], Part]
    count: int = 0

    async def __call__(self, _library: Library) -> Part:
        self.count += 1
        await asyncio.sleep(0)
        return self.deed()


def failing(error: Exception) -> Callable[[], Part]:
    def fail() -> Part:
        raise error

    return fail


async def test_probes_at_once_look_once(tmp_path: Path) -> None:
    look = Counted(lambda: WELL)
    readiness = Readiness(Library(load_settings(home=tmp_path)))
    readiness._kept = {"one": _Kept(look, 60, "failed")}
    found = await asyncio.gather(*(readiness() for _ in range(50)))
    assert look.count == 1
    assert {one.status for one in found} == {"ok"}


@pytest.mark.parametrize(
    ("error", "code"),
    [(Unavailable("bus_unavailable", problem="x"), "bus_unavailable"), (ValueError("hunter22"), "broken"), (TimeoutError(), "too_slow")],
)  # fmt: skip
async def test_whatever_happens_a_probe_is_answered(tmp_path: Path, error: Exception, code: str) -> None:
    readiness = Readiness(Library(load_settings(home=tmp_path)))
    readiness._kept = {
        "one": _Kept(Counted(failing(error)), 1, "degraded"),
        "two": _Kept(Counted(lambda: WELL), 1, "failed"),
    }
    health = await readiness()
    assert health.status == "degraded"
    assert health.parts == {"one": Part("degraded", code), "two": WELL}

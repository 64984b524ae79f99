"""A small world for the API: everything real but the boards, which are the sample's."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from attrs import frozen
from httpx import ASGITransport, AsyncClient, Response
from litestar import Litestar
from pydantic import SecretStr

import copilot_adapters
from copilot_adapters.assembly import sample_settings
from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings
from copilot_core.entities.identities import PersonId, SourceName, TaskId
from copilot_core.entities.posting import Search
from copilot_core.entities.task import TaskState
from copilot_core.testing import StillHeart
from copilot_web.app import make_app
from copilot_web.local import EVERYTHING, local_token
from copilot_web.visitors import Connection, Power, Visitor
from copilot_worker.deeds import ContainerDeeds

HEADER = "x-test-person"
NURSE = Path(copilot_adapters.__file__).with_name("sample").joinpath("resume.md").read_bytes()
ONLY_OWN = frozenset({Power.READ, Power.WRITE})
POWERS = {"admin": EVERYTHING, "reader": frozenset({Power.READ})}


@frozen
class NamedInHeader:
    """Believes whoever says who they are: for tests of what one person sees of another."""

    async def visitor(self, connection: Connection) -> Visitor | None:
        name, _, power = (connection.headers.get(HEADER) or "").partition(" ")
        powers = POWERS.get(power, ONLY_OWN)
        return Visitor(person=PersonId(name), powers=powers, session="test") if name else None


@frozen(kw_only=True)
class World:
    """The application, a client that is signed in as the local person, and the library on the same database."""

    settings: Settings
    app: Litestar
    client: AsyncClient
    container: Container

    @property
    def schema(self) -> dict[str, Any]:
        """The OpenAPI document."""
        return self.app.openapi_schema.to_schema()

    def client_of(self, person: str = "", *, admin: bool = False) -> AsyncClient:
        """Return a client of another person, or of nobody; close it (`async with`)."""
        headers = {HEADER: f"{person} {'admin' if admin else ''}"} if person else {}
        return _client(self.app, headers)

    async def collect(self, limit: int = 20, board: str = "arbeitnow") -> None:
        """Let the catalogue have some jobs."""
        report = await self.container.collect_jobs()(Search(limit=limit), [SourceName(board)])
        assert report.jobs, report

    async def work(self) -> list[TaskState | None]:
        """Do all tasks that wait, here."""
        done: list[TaskState | None] = []
        while waiting := [one for one in await self.tasks() if one["state"] == "waiting"]:
            run = self.container.run_task(heart=StillHeart(), deeds=ContainerDeeds(self.container))
            done += [await run(TaskId(one["id"]), "here") for one in waiting]
        return done

    async def tasks(self) -> list[dict[str, Any]]:
        """Return what is asked for and done in the background."""
        answer = await self.client.get("/api/v1/tasks", params={"limit": 100})
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["tasks"]
        return found

    async def jobs(self) -> list[dict[str, Any]]:
        """Return the first page of jobs."""
        answer = await self.client.get("/api/v1/jobs")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["jobs"]
        return found

    async def resume(self, client: AsyncClient | None = None) -> dict[str, Any]:
        """Give the sample's resume."""
        files = {"file": ("nurse.md", NURSE, "text/markdown")}
        answer = await (client or self.client).post("/api/v1/resumes", files=files)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found


def _client(app: Litestar, headers: Mapping[str, str]) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(cast("Any", app)), base_url="http://127.0.0.1", headers=dict(headers))


def world_settings(home: Path, database_url: str = "") -> Settings:
    """Return settings of the sample, in a folder of the test's own."""
    return sample_settings(home).model_copy(update={"home": home, "database_url": SecretStr(database_url)})


@asynccontextmanager
async def open_world(settings: Settings, *, sample: bool = True) -> AsyncIterator[World]:
    """Start the application, sign in by the local token, and stop everything in the end; `sample`: without the web."""
    app = make_app(settings, ways=[NamedInHeader()], sample=sample)
    headers = {"authorization": f"Bearer {local_token(settings.home)}"}
    async with (
        _running(app),
        closing_container(settings=settings, sample=sample, migrate=False) as container,
        _client(app, headers) as client,
    ):
        yield World(settings=settings, app=app, client=client, container=container)


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    """Start and stop in one task: a fixture's beginning and end are run in two."""
    started, ending = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await ending.wait()

    living = asyncio.create_task(live())
    start = asyncio.create_task(started.wait())
    await asyncio.wait({living, start}, return_when=asyncio.FIRST_COMPLETED)
    start.cancel()
    try:
        if started.is_set():
            yield
    finally:
        ending.set()
        await living


def problem_of(answer: Response, status: int) -> dict[str, Any]:
    """Return the problem that must have been answered."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    return found

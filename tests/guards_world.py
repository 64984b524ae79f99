"""The application as it stands in the open: other settings, other addresses, and what is told of it."""

import shutil
from collections.abc import AsyncIterator, Iterator, Mapping, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, cast

import structlog
from api_world import World, open_world, world_settings
from httpx import ASGITransport, AsyncClient
from litestar import Litestar
from structlog.testing import capture_logs

from copilot_adapters.settings import DATABASE, Settings

TOKEN = "a-token-for-prometheus"
OPENING = {"authorization": f"Bearer {TOKEN}"}

Facts = list[MutableMapping[str, Any]]


@asynccontextmanager
async def standing(home: Path, empty_home: Path, **changed: object) -> AsyncIterator[World]:
    """Open a world over an empty SQLite database, under other settings."""
    shutil.copy(empty_home / DATABASE, home / DATABASE)
    checked = Settings(**cast("Any", changed))
    update = {name: getattr(checked, name) for name in changed}
    async with open_world(world_settings(home).model_copy(update=update)) as world:
        yield world


def client_at(
    app: Litestar,
    address: str = "203.0.113.7",
    headers: Mapping[str, str] | None = None,
    base: str = "http://localhost",
) -> AsyncClient:
    """Return a client at an address; close it (`async with`)."""
    transport = ASGITransport(cast("Any", app), raise_app_exceptions=False, client=(address, 1))
    return AsyncClient(transport=transport, base_url=base, headers=headers)


@contextmanager
def told(kind: str = "request") -> Iterator[Facts]:
    """Collect what is told within, of one kind; everything when it is empty."""
    found: Facts = []
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        yield found
    found += [line for line in lines if not kind or line.get("kind") == kind]


def value_of(text: str, name: str, **labels: str) -> float:
    """Return one figure of the text."""
    for line in text.splitlines():
        if line.startswith(name) and all(f'{label}="{value}"' in line for label, value in labels.items()):
            return float(line.rpartition(" ")[2])
    raise AssertionError(f"there is no {name} {labels} in {text}")

"""Sources: the boards, and how they do."""

from typing import Any

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency

from copilot_core.entities.source_run import SourceStanding
from copilot_core.use_cases.platform.show_sources import ShowSources


class Sources(msgspec.Struct, frozen=True):
    """Every source, by name."""

    sources: tuple[SourceStanding, ...]


@get("/", operation_id="listSources")
async def list_all(show_sources: NamedDependency[ShowSources]) -> Sources:
    """List the boards: how each was asked last, what it asks of those who show its jobs, and what is wrong with it."""
    return Sources(await show_sources())


SOURCES: Any = Router("/sources", route_handlers=[list_all], tags=["sources"])

"""What the boards at hand hold, and how each of them does."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from copilot_core.entities.identities import PersonId, SourceName
from copilot_core.entities.source_run import SourceRun, SourceStanding
from copilot_core.use_cases.platform.show_coverage import Coverage, ShowCoverage
from copilot_core.use_cases.platform.show_source import ShowSource
from copilot_web import paging
from copilot_web.routes.applications import AskedPlace
from copilot_web.said import AskedLimit, AskedText

Where = Annotated[str, QueryParameter(max_length=200, description="a city, a state or a country")]


class SourceRuns(msgspec.Struct, frozen=True):
    """How a source stands, and its runs, the newest first."""

    source: SourceStanding
    runs: tuple[SourceRun, ...]
    next: str | None = None


@get("/coverage", operation_id="showCoverage")
async def show_coverage(
    show_coverage: NamedDependency[ShowCoverage],
    person: NamedDependency[PersonId],
    text: AskedText = "",
    place: Where = "",
) -> Coverage:
    """Say what your boards hold of the jobs you want, board by board, and what would add more."""
    return await show_coverage(text, place, person=person)


@get("/sources/{source_name:str}", operation_id="showSource")
async def show_one(
    source_name: FromPath[str],
    show_source: NamedDependency[ShowSource],
    limit: AskedLimit = 50,
    cursor: AskedPlace = None,
) -> SourceRuns:
    """Show how a board stands, its terms, and the runs that its health is told from."""
    of = f"source {source_name}"
    before = paging.read(cursor, datetime, of=of) if cursor else None
    told = await show_source(SourceName(source_name), limit=limit, before=before)
    return SourceRuns(told.source, told.runs, paging.written(told.before, of=of) if told.before else None)


COVERAGE: Any = Router("/", route_handlers=[show_coverage, show_one], tags=["sources"])

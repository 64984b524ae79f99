"""Matches: the best jobs for a person."""

from typing import Annotated, Any

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.entities.match import Matches
from copilot_core.use_cases.matching.find_matches import FindMatches
from copilot_web.limits import EXPENSIVE

Top = Annotated[int, QueryParameter(ge=1, le=100, description="how many at most")]


@get("/", operation_id="listMatches", opt=EXPENSIVE)
async def list_all(
    find_matches: NamedDependency[FindMatches],
    person: NamedDependency[PersonId],
    resume: FromQuery[str | None] = None,
    top: Top = 20,
) -> Matches:
    """List the best jobs for a resume (the newest when none is named) and your wishes, each with its explanation."""
    return await find_matches(ResumeId(resume) if resume else None, top=top, person=person)


MATCHES: Any = Router("/matches", route_handlers=[list_all], tags=["matches"])

"""Matches: the best jobs for a person."""

from typing import Annotated, Any

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from copilot_core.entities.identities import JobId, PersonId, ResumeId
from copilot_core.entities.match import Matches
from copilot_core.use_cases.matching.compare_jobs import CompareJobs
from copilot_core.use_cases.matching.find_matches import FindMatches
from copilot_web.limits import EXPENSIVE

Top = Annotated[int, QueryParameter(ge=1, le=100, description="how many at most")]
Compared = Annotated[list[str], QueryParameter(min_items=1, max_items=10, description="ids, once for each job")]


@get("/", operation_id="listMatches", opt=EXPENSIVE)
async def list_all(
    find_matches: NamedDependency[FindMatches],
    person: NamedDependency[PersonId],
    resume: FromQuery[str | None] = None,
    top: Top = 20,
) -> Matches:
    """List the best jobs for a resume (the newest when none is named) and your wishes, each with its explanation."""
    return await find_matches(ResumeId(resume) if resume else None, top=top, person=person)


@get("/comparison", operation_id="compareJobs", opt=EXPENSIVE)
async def compare(
    jobs: Compared,
    compare_jobs: NamedDependency[CompareJobs],
    person: NamedDependency[PersonId],
    resume: FromQuery[str | None] = None,
) -> Matches:
    """Hold up to ten jobs against a resume and your wishes, side by side in the order you ask for them."""
    return await compare_jobs([JobId(one) for one in jobs], ResumeId(resume) if resume else None, person=person)


MATCHES: Any = Router("/matches", route_handlers=[list_all, compare], tags=["matches"])

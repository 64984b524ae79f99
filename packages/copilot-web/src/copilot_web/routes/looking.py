"""What helps to look for jobs: counts by every filter, and words while one types."""

from typing import Annotated, Any

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from copilot_core.entities.identities import PersonId
from copilot_core.entities.job_counts import JobCounts
from copilot_core.entities.job_query import JobQuery
from copilot_core.use_cases.jobs.count_jobs import CountJobs
from copilot_core.use_cases.jobs.suggest_words import Suggested, SuggestWords
from copilot_web.routes.job_filters import job_query

Kind = Annotated[Suggested, QueryParameter(description="what is being typed")]
Typed = Annotated[str, QueryParameter(max_length=100, description="as far as it was typed")]
Few = Annotated[int, QueryParameter(ge=1, le=50, description="how many at most")]


class Suggestions(msgspec.Struct, frozen=True):
    """What may be meant, the likeliest first."""

    suggestions: tuple[str, ...]


@get("/facets", operation_id="countJobs", dependencies={"asked": Provide(job_query)})
async def count(
    count_jobs: NamedDependency[CountJobs], asked: NamedDependency[JobQuery], person: NamedDependency[PersonId]
) -> JobCounts:
    """Count the jobs that answer words and filters, and what each further filter would leave."""
    return await count_jobs(asked, person=person)


@get("/suggestions", operation_id="listSuggestions")
async def suggest(
    kind: Kind,
    text: Typed,
    suggest_words: NamedDependency[SuggestWords],
    person: NamedDependency[PersonId],
    limit: Few = 10,
) -> Suggestions:
    """Suggest titles, skills, places or companies as you type."""
    return Suggestions(await suggest_words(kind, text, limit=limit, person=person))


LOOKING: Any = Router("/", route_handlers=[count, suggest], tags=["jobs"])

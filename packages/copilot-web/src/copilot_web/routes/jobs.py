"""Jobs."""

from typing import Annotated, Any

import msgspec
from litestar import Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody

from copilot_adapters.job_sources.manual import manual_posting
from copilot_core.entities.identities import JobId, PersonId, ResumeId, SightingId
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobPage, JobQuery
from copilot_core.entities.match import Match
from copilot_core.entities.posting import Posting
from copilot_core.use_cases.jobs.add_job import AddJob
from copilot_core.use_cases.jobs.check_posting import CheckedJob, CheckPosting
from copilot_core.use_cases.jobs.join_sighting import JoinSighting
from copilot_core.use_cases.jobs.search_jobs import SearchJobs
from copilot_core.use_cases.jobs.show_job import ShowJob
from copilot_core.use_cases.jobs.show_sightings import JobSightings, ShowSightings
from copilot_core.use_cases.jobs.similar_jobs import SimilarJobs
from copilot_core.use_cases.jobs.split_job import SplitJob
from copilot_core.use_cases.matching.explain_match import ExplainMatch
from copilot_web.answers import LOCATION, created
from copilot_web.limits import EXPENSIVE
from copilot_web.routes.job_filters import job_query
from copilot_web.said import AskedLimit, Line, Text, Word
from copilot_web.visitors import Power, Visitor, demand


class JobPageAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="page", tag_field="by"):
    """A job by the address of its page, which is read now."""

    url: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000, pattern="^https?://[^\x00]+$")]


class JobByHand(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="hand", tag_field="by"):
    """A job as the person writes it."""

    title: Word
    company: Word
    url: Line = ""
    place: Word = ""
    description: Text = ""
    pay: Word = ""

    @property
    def posting(self) -> Posting:
        """What was written, as a posting."""
        return manual_posting(
            title=self.title,
            company=self.company,
            url=self.url,
            place=self.place,
            description=self.description,
            pay_text=self.pay,
        )


class Split(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which sighting is of another job; `for_all` says it for everybody, as an admin may."""

    sighting: Word
    for_all: bool = False


class SplitJobs(msgspec.Struct, frozen=True):
    """What is left of the job, and the job that the sighting is in now."""

    left: Job
    taken: Job


@get("/", operation_id="listJobs", dependencies={"asked": Provide(job_query)})
async def list_all(
    search_jobs: NamedDependency[SearchJobs], asked: NamedDependency[JobQuery], person: NamedDependency[PersonId]
) -> JobPage:
    """List jobs by text, filters and order; the first page counts what further filters would leave."""
    return await search_jobs(asked, person=person)


@get("/{job_id:str}", operation_id="showJob")
async def show_one(job_id: FromPath[str], show_job: NamedDependency[ShowJob], person: NamedDependency[PersonId]) -> Job:
    """Show everything of one job: its sightings, why they are one job, and what was read in them."""
    return await show_job(JobId(job_id), person=person)


@get("/{job_id:str}/similar", operation_id="listSimilarJobs", opt=EXPENSIVE)
async def list_similar(
    job_id: FromPath[str],
    similar_jobs: NamedDependency[SimilarJobs],
    person: NamedDependency[PersonId],
    limit: AskedLimit = 10,
) -> JobPage:
    """List the jobs most like one job."""
    return await similar_jobs(JobId(job_id), person=person, limit=limit)


@get("/{job_id:str}/match", operation_id="explainMatch", opt=EXPENSIVE)
async def explain(
    job_id: FromPath[str],
    explain_match: NamedDependency[ExplainMatch],
    person: NamedDependency[PersonId],
    resume: FromQuery[str | None] = None,
) -> Match:
    """Hold one job against a resume, the newest when none is named: what is met, by which words, and what is not."""
    return await explain_match(JobId(job_id), ResumeId(resume) if resume else None, person=person)


@post("/", operation_id="addJob", response_headers=LOCATION, opt=EXPENSIVE)
async def add(
    data: JSONBody[JobPageAddress | JobByHand], add_job: NamedDependency[AddJob], person: NamedDependency[PersonId]
) -> Response[Job]:
    """Bring a job oneself, by the address of its page or by hand; only its owner sees it."""
    job = await add_job(data.posting if isinstance(data, JobByHand) else data.url, person=person)
    return created(job, f"jobs/{job.id}")


@post("/{job_id:str}/split", operation_id="splitJob", response_headers=LOCATION, opt=EXPENSIVE)
async def split(
    job_id: FromPath[str],
    data: JSONBody[Split],
    split_job: NamedDependency[SplitJob],
    visitor: NamedDependency[Visitor],
) -> Response[SplitJobs]:
    """Say that a sighting is of another job; no later collection brings them together again."""
    if data.for_all:
        demand(visitor, Power.ADMIN)
    left, taken = await split_job(JobId(job_id), SightingId(data.sighting), person=visitor.person, for_all=data.for_all)
    return created(SplitJobs(left, taken), f"jobs/{taken.id}")


@get("/{job_id:str}/sightings", operation_id="showSightings")
async def show_seen(
    job_id: FromPath[str], show_sightings: NamedDependency[ShowSightings], person: NamedDependency[PersonId]
) -> JobSightings:
    """Show where a job was seen, why these are one job, and which sightings were taken out of it."""
    return await show_sightings(JobId(job_id), person=person)


@post("/{job_id:str}/join", operation_id="joinSighting", status_code=200, opt=EXPENSIVE)
async def join(
    job_id: FromPath[str],
    data: JSONBody[Split],
    join_sighting: NamedDependency[JoinSighting],
    visitor: NamedDependency[Visitor],
) -> Job:
    """Take back that a sighting is of another job: what still looks like one job is one again."""
    if data.for_all:
        demand(visitor, Power.ADMIN)
    return await join_sighting(JobId(job_id), SightingId(data.sighting), person=visitor.person, for_all=data.for_all)


@post("/{job_id:str}/check", operation_id="checkJob", status_code=200, opt=EXPENSIVE)
async def check(
    job_id: FromPath[str], check_posting: NamedDependency[CheckPosting], person: NamedDependency[PersonId]
) -> CheckedJob:
    """Look again whether a job is still open, where that was not known within a day."""
    return await check_posting(JobId(job_id), person=person)


JOBS: Any = Router(
    "/jobs",
    route_handlers=[list_all, show_one, list_similar, explain, add, split, show_seen, join, check],
    tags=["jobs"],
)

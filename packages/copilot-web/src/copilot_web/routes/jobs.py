"""Jobs."""

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.use_cases.jobs.show_job import ShowJob


@get("/{job_id:str}", operation_id="showJob")
async def show_one(job_id: FromPath[str], show_job: NamedDependency[ShowJob], person: NamedDependency[PersonId]) -> Job:
    """Show everything of one job: its sightings, why they are one job, and what was read in them."""
    return await show_job(JobId(job_id), person=person)


JOBS = Router("/jobs", route_handlers=[show_one], tags=["jobs"])

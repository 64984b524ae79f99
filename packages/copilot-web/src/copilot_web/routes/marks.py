"""Jobs that are saved or dismissed."""

from typing import Annotated, Any

import msgspec
from litestar import Router, delete, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job_mark import JobMark, Mark, Reason
from copilot_core.use_cases.jobs.mark_job import MarkJob
from copilot_core.use_cases.jobs.show_mark import ShowMark
from copilot_web.said import NO_NUL

NoteText = Annotated[str, msgspec.Meta(max_length=4_000, pattern=NO_NUL)]


class MarkOnJob(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to mark it as; a dismissal may give a reason."""

    mark: Mark
    reason: Reason | None = None
    note: NoteText = ""


@get("/{job_id:str}/mark", operation_id="showMark")
async def show_one(
    job_id: FromPath[str], show_mark: NamedDependency[ShowMark], person: NamedDependency[PersonId]
) -> JobMark:
    """Show whether a job is saved or dismissed, since when, and why; 404 when it is neither."""
    return await show_mark(JobId(job_id), person=person)


@put("/{job_id:str}/mark", operation_id="markJob")
async def mark_one(
    job_id: FromPath[str],
    data: JSONBody[MarkOnJob],
    mark_job: NamedDependency[MarkJob],
    person: NamedDependency[PersonId],
) -> JobMark:
    """Save a job, or dismiss it: dismissed ones are left out of lists and matches."""
    made = await mark_job(JobId(job_id), data.mark, reason=data.reason, note=data.note, person=person)
    assert made is not None, "a mark was put"  # noqa: S101 - a programming error
    return made


@delete("/{job_id:str}/mark", operation_id="clearMark")
async def clear(job_id: FromPath[str], mark_job: NamedDependency[MarkJob], person: NamedDependency[PersonId]) -> None:
    """Take the mark off: a dismissed job is shown again."""
    await mark_job(JobId(job_id), None, person=person)


MARKS: Any = Router("/jobs", route_handlers=[show_one, mark_one, clear], tags=["jobs"])

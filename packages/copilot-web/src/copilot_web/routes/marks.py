"""Jobs that are saved or dismissed."""

from typing import Annotated, Any

import msgspec
from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job_mark import JobMark, Mark, MarkChange, MarkPage, MarksChanged, Reason
from copilot_core.ports.marks import MarkQuery
from copilot_core.use_cases.jobs.list_marks import ListMarks
from copilot_core.use_cases.jobs.mark_job import MarkJob
from copilot_core.use_cases.jobs.mark_jobs import MarkJobs
from copilot_core.use_cases.jobs.show_mark import ShowMark
from copilot_web.said import NO_NUL, AskedLimit, Word

AskedPlace = Annotated[str | None, QueryParameter(max_length=500, description="`next` of the page before")]
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


class ChangeOfMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A job, and what to mark it as; null takes the mark off."""

    job: Word
    mark: Mark | None = None
    reason: Reason | None = None
    note: NoteText = ""


class ChangesOfMarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Changes, made in this order."""

    changes: Annotated[tuple[ChangeOfMark, ...], msgspec.Meta(min_length=1, max_length=50)]

    @property
    def wanted(self) -> list[MarkChange]:
        """The changes."""
        return [MarkChange(job=JobId(one.job), mark=one.mark, reason=one.reason, note=one.note) for one in self.changes]


@get("/", operation_id="listMarks")
async def list_all(
    list_marks: NamedDependency[ListMarks],
    person: NamedDependency[PersonId],
    mark: FromQuery[Mark | None] = None,
    limit: AskedLimit = 50,
    cursor: AskedPlace = None,
) -> MarkPage:
    """List the jobs that you saved or dismissed, the last marked first, each with when and why."""
    return await list_marks(MarkQuery(mark=mark, limit=limit, cursor=cursor), person=person)


@post("/", operation_id="markJobs", status_code=200)
async def mark_several(
    data: JSONBody[ChangesOfMarks], mark_jobs: NamedDependency[MarkJobs], person: NamedDependency[PersonId]
) -> MarksChanged:
    """Save, dismiss or clear several jobs, all or none; send the answer's `undo` as `changes` to undo it."""
    return await mark_jobs(data.wanted, person=person)


MARKS: Any = Router("/jobs", route_handlers=[show_one, mark_one, clear], tags=["jobs"])
MARKED: Any = Router("/marks", route_handlers=[list_all, mark_several], tags=["marks"])

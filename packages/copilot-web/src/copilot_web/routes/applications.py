"""Applications."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Response, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from copilot_core.entities.application import ApplicationPage, Stage, Tracked
from copilot_core.entities.identities import ApplicationId, JobId, PersonId
from copilot_core.ports.applications import ApplicationQuery
from copilot_core.use_cases.applications.list_applications import ListApplications
from copilot_core.use_cases.applications.move_application import MoveApplication
from copilot_core.use_cases.applications.note_application import NoteApplication
from copilot_core.use_cases.applications.remind_application import RemindApplication
from copilot_core.use_cases.applications.remove_application import RemoveApplication
from copilot_core.use_cases.applications.show_application import ShowApplication
from copilot_core.use_cases.applications.track_job import TrackJob
from copilot_web.answers import LOCATION
from copilot_web.said import AskedLimit, Text, Word
from copilot_web.versions import tagged, version_of

KNOWN = frozenset({"application_exists", "applied_already"})
BEGUN_ALREADY = {
    200: ResponseSpec(
        Tracked, generate_examples=False, description="Tracked already: `warnings` name that application."
    )
}
VERSIONED: Any = {"version": Provide(version_of)}
AskedPlace = Annotated[str | None, QueryParameter(max_length=500, description="`next` of the page before")]


class NewApplication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A job to track; `check` looks first whether it is still open, when it is applied for."""

    job: Word
    stage: Stage | None = None
    check: bool = False


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to move; `check` looks first whether the job is still open, when it is applied for."""

    stage: Stage
    check: bool = False


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to remember."""

    text: Text


class Reminder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When to be reminded."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]


@get("/", operation_id="listApplications")
async def list_all(
    list_applications: NamedDependency[ListApplications],
    person: NamedDependency[PersonId],
    stage: FromQuery[list[Stage] | None] = None,
    limit: AskedLimit = 50,
    cursor: AskedPlace = None,
) -> ApplicationPage:
    """List the person's applications, the last changed first, each with its job as it stands now."""
    query = ApplicationQuery(stages=frozenset(stage or ()), limit=limit, cursor=cursor)
    return await list_applications(query, person=person)


@post("/", operation_id="trackJob", response_headers=LOCATION, responses=BEGUN_ALREADY)
async def track(
    data: JSONBody[NewApplication], track_job: NamedDependency[TrackJob], person: NamedDependency[PersonId]
) -> Response[Tracked]:
    """Track a job (201). One that is tracked already is not begun again (200): `warnings` name that application."""
    seen = await track_job(JobId(data.job), data.stage, person=person, check=data.check)
    begun = seen.application.version == 1 and KNOWN.isdisjoint(said.code for said in seen.warnings)
    answer = _answer(seen, 201 if begun else 200)
    answer.headers["Location"] = f"/api/v1/applications/{seen.application.id}"
    return answer


@get("/{application_id:str}", operation_id="showApplication")
async def show_one(
    application_id: FromPath[str],
    show_application: NamedDependency[ShowApplication],
    person: NamedDependency[PersonId],
) -> Response[Tracked]:
    """Show an application with its timeline; its version is the `ETag` that edits name.

    Nobody keeps the answer: the job changes without the version.
    """
    answer = _answer(await show_application(ApplicationId(application_id), person=person))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@post("/{application_id:str}/moves", operation_id="moveApplication", status_code=200, dependencies=VERSIONED)
async def move(
    application_id: FromPath[str],
    data: JSONBody[Move],
    move_application: NamedDependency[MoveApplication],
    person: NamedDependency[PersonId],
    version: NamedDependency[int],
) -> Response[Tracked]:
    """Move an application to another stage; within a day of a move the way back is open."""
    moving = move_application(
        ApplicationId(application_id), data.stage, person=person, version=version, check=data.check
    )
    return _answer(await moving)


@post("/{application_id:str}/notes", operation_id="noteApplication")
async def note(
    application_id: FromPath[str],
    data: JSONBody[Note],
    note_application: NamedDependency[NoteApplication],
    person: NamedDependency[PersonId],
) -> Response[Tracked]:
    """Write a note into the timeline, whichever version it is at."""
    return _answer(await note_application(ApplicationId(application_id), data.text, person=person), 201)


@put("/{application_id:str}/reminder", operation_id="setReminder", dependencies=VERSIONED)
async def set_reminder(
    application_id: FromPath[str],
    data: JSONBody[Reminder],
    remind_application: NamedDependency[RemindApplication],
    person: NamedDependency[PersonId],
    version: NamedDependency[int],
) -> Response[Tracked]:
    """Set the reminder, in place of any other."""
    return _answer(await remind_application(ApplicationId(application_id), data.at, person=person, version=version))


@delete("/{application_id:str}/reminder", operation_id="clearReminder", status_code=200, dependencies=VERSIONED)
async def clear_reminder(
    application_id: FromPath[str],
    remind_application: NamedDependency[RemindApplication],
    person: NamedDependency[PersonId],
    version: NamedDependency[int],
) -> Response[Tracked]:
    """Take the reminder away."""
    return _answer(await remind_application(ApplicationId(application_id), None, person=person, version=version))


@delete("/{application_id:str}", operation_id="removeApplication", dependencies=VERSIONED)
async def remove(
    application_id: FromPath[str],
    remove_application: NamedDependency[RemoveApplication],
    person: NamedDependency[PersonId],
    version: NamedDependency[int],
) -> None:
    """Forget an application with its timeline, for good; the job stays."""
    await remove_application(ApplicationId(application_id), person=person, version=version)


def _answer(seen: Tracked, status: int = 200) -> Response[Tracked]:
    return tagged(seen, seen.application.version, status_code=status)


APPLICATIONS: Any = Router(
    "/applications",
    route_handlers=[list_all, track, show_one, move, note, set_reminder, clear_reminder, remove],
    tags=["applications"],
)

"""Many applications at once: the board, moves together, tables in and out; and all that happened to one."""

from typing import Annotated, Any

import msgspec
from litestar import Router, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import ValidationException
from litestar.params import Body, FromPath, JSONBody
from litestar.response import Stream

from copilot_core.entities.application import Happening, Stage
from copilot_core.entities.application_batch import Board, MovesDone, StageChange, TableOutcome
from copilot_core.entities.identities import ApplicationId, PersonId
from copilot_core.use_cases.applications.count_applications import CountApplications
from copilot_core.use_cases.applications.export_applications import ExportApplications
from copilot_core.use_cases.applications.import_applications import ImportApplications
from copilot_core.use_cases.applications.move_applications import MoveApplications
from copilot_core.use_cases.applications.show_application import ShowApplication
from copilot_core.use_cases.jobs.import_jobs import ImportJobs
from copilot_web import paging
from copilot_web.limits import EXPENSIVE
from copilot_web.routes.applications import AskedPlace
from copilot_web.routes.resume_papers import HARMLESS
from copilot_web.said import AskedLimit, Line, Word

FORM = Body(media_type=RequestEncodingType.MULTI_PART)
CSV = "text/csv"


class WantedMove(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an application is to go; only from `version`, where one is named."""

    application: Word
    stage: Stage
    version: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)] | None = None


class WantedMoves(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Moves, made in this order."""

    moves: Annotated[tuple[WantedMove, ...], msgspec.Meta(min_length=1, max_length=100)]

    @property
    def wanted(self) -> list[StageChange]:
        """The moves."""
        return [
            StageChange(application=ApplicationId(one.application), stage=one.stage, version=one.version)
            for one in self.moves
        ]


class TextTable(msgspec.Struct, frozen=True):
    """A form with a CSV file; `mapping` is a JSON object: `{"title": "Job", "stage": "Status"}`."""

    file: UploadFile
    mapping: Annotated[str, msgspec.Meta(max_length=5_000)] = "{}"
    dry_run: bool = True


class Timeline(msgspec.Struct, frozen=True):
    """What happened to an application, the newest first."""

    timeline: tuple[Happening, ...]
    next: str | None = None


@get("/counts", operation_id="countApplications")
async def count(count_applications: NamedDependency[CountApplications], person: NamedDependency[PersonId]) -> Board:
    """Count your applications by stage: the heads of a board's columns."""
    return await count_applications(person=person)


@post("/moves", operation_id="moveApplications", status_code=200)
async def move_several(
    data: JSONBody[WantedMoves], move_applications: NamedDependency[MoveApplications], person: NamedDependency[PersonId]
) -> MovesDone:
    """Move several applications; those that may not are told with the reason. Send `undo` as `moves` to go back."""
    return await move_applications(data.wanted, person=person)


@get("/export", operation_id="exportApplications", media_type=CSV, opt=EXPENSIVE)
async def export(export_applications: NamedDependency[ExportApplications], person: NamedDependency[PersonId]) -> Stream:
    """Write all your applications out as CSV, which no spreadsheet takes for formulas."""
    headers = {**HARMLESS, "Content-Disposition": 'attachment; filename="applications.csv"'}
    return Stream(export_applications(person=person), media_type=CSV, headers=headers)


@post("/import", operation_id="importApplications", status_code=200, opt=EXPENSIVE)
async def bring(
    data: Annotated[TextTable, FORM],
    import_applications: NamedDependency[ImportApplications],
    person: NamedDependency[PersonId],
) -> TableOutcome:
    """Bring applications as CSV: at first as a dry run that tells what each line would become."""
    return await import_applications(
        await data.file.read(), _mapping(data.mapping), dry_run=data.dry_run, person=person
    )


@post("/import", operation_id="importJobs", status_code=200, opt=EXPENSIVE)
async def bring_jobs(
    data: Annotated[TextTable, FORM], import_jobs: NamedDependency[ImportJobs], person: NamedDependency[PersonId]
) -> TableOutcome:
    """Bring jobs as CSV, for you alone: at first as a dry run that tells what each line would become."""
    return await import_jobs(await data.file.read(), _mapping(data.mapping), dry_run=data.dry_run, person=person)


@get("/{application_id:str}/timeline", operation_id="showTimeline")
async def show_timeline(
    application_id: FromPath[str],
    show_application: NamedDependency[ShowApplication],
    person: NamedDependency[PersonId],
    limit: AskedLimit = 50,
    cursor: AskedPlace = None,
) -> Timeline:
    """List what happened to an application, the newest first."""
    of = f"timeline {application_id}"
    line = (await show_application(ApplicationId(application_id), person=person)).application.timeline
    end = paging.read(cursor, int, of=of) if cursor else len(line)
    start = max(0, end - limit)
    return Timeline(tuple(reversed(line[start : max(0, end)])), paging.written(start, of=of) if start else None)


def _mapping(said: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(said or "{}", type=dict[Word, Line])
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValidationException(extra=[{"key": "mapping", "message": str(error)}]) from error


MANY_APPLICATIONS: Any = Router(
    "/applications", route_handlers=[count, move_several, export, bring, show_timeline], tags=["applications"]
)
TABLES: Any = Router("/jobs", route_handlers=[bring_jobs], tags=["jobs"])

"""`copilot track …`: applications, from the first look to the last answer."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli import track_tables
from copilot_adapters.cli.filters import kind_of
from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import session_of
from copilot_adapters.cli.track_lists import emit_one, shape, show_page

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.application import ApplicationPage, Stage, Tracked

Id = Annotated[str, typer.Argument(metavar="ID", help="As `copilot track list` shows it.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
STAGES = "saved, preparing, applied, interviewing, offer, accepted, rejected or withdrawn."
Check = Annotated[bool, typer.Option(help="Before applying, look whether the job is still open.")]
MORNING = 8
"""The hour of a reminder for which none was named."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    track = typer.Typer(help="Your applications: stages, notes, reminders.", no_args_is_help=True)
    track.command("list")(list_)
    for command in (add, move, note, remind, show, remove):
        track.command()(command)
    track_tables.register(track)
    app.add_typer(track, name="track")


def list_(
    context: typer.Context,
    stage: Annotated[list[str] | None, typer.Option(help=f"{STAGES} May be repeated.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 50,
    cursor: Annotated[str, typer.Option(help="`next` of the page before.")] = "",
    as_json: Json = False,
) -> None:
    """List your applications, the last changed first."""
    from copilot_core.ports.applications import ApplicationQuery

    stages = frozenset(_stage(one) for one in stage or ())
    query = ApplicationQuery(stages=stages, limit=limit, cursor=cursor or None)

    async def deed(container: "Container") -> "ApplicationPage":
        return await container.list_applications()(query)

    page = session_of(context).run(deed)
    document = {"applications": [shape(one) for one in page.applications], "next": page.next}
    emit(document, as_json=as_json, show=lambda out: show_page(page, out))


def add(
    context: typer.Context,
    job_id: Annotated[str, typer.Argument(metavar="JOB", help="As `copilot jobs` shows it.")],
    stage: Annotated[str, typer.Option(help=STAGES)] = "",
    check: Check = True,
    as_json: Json = False,
) -> None:
    """Track a job; one that is tracked already is not begun again."""
    from copilot_core.entities.identities import JobId

    begun = _stage(stage) if stage else None

    async def deed(container: "Container") -> "Tracked":
        return await container.track_job()(JobId(job_id), begun, check=check and _may_look(container))

    emit_one(session_of(context).run(deed), as_json=as_json)


def move(
    context: typer.Context,
    application_id: Id,
    stage: Annotated[str, typer.Argument(help=STAGES)],
    check: Check = True,
    as_json: Json = False,
) -> None:
    """Move an application to another stage; within a day the way back is open."""
    from copilot_core.entities.identities import ApplicationId

    wanted = _stage(stage)

    async def deed(container: "Container") -> "Tracked":
        looked = check and _may_look(container)
        return await container.move_application()(ApplicationId(application_id), wanted, check=looked)

    emit_one(session_of(context).run(deed), as_json=as_json)


def note(
    context: typer.Context,
    application_id: Id,
    text: Annotated[str, typer.Argument(help="What you want to remember.")],
    as_json: Json = False,
) -> None:
    """Write a note into the timeline."""
    from copilot_core.entities.identities import ApplicationId

    async def deed(container: "Container") -> "Tracked":
        return await container.note_application()(ApplicationId(application_id), text)

    emit_one(session_of(context).run(deed), as_json=as_json)


def remind(
    context: typer.Context,
    application_id: Id,
    date: Annotated[str, typer.Argument(help="2026-12-01 (8 o'clock there), or '2026-12-01 14:30'.")] = "",
    clear: Annotated[bool, typer.Option("--clear", help="Take the reminder away.")] = False,
    as_json: Json = False,
) -> None:
    """Be reminded of an application, in this machine's time; there is one reminder at most."""
    from copilot_core.entities.identities import ApplicationId

    if bool(date) == clear:
        raise typer.BadParameter("name either a date or --clear")
    due = None if clear else _time(date)

    async def deed(container: "Container") -> "Tracked":
        return await container.remind_application()(ApplicationId(application_id), due)

    emit_one(session_of(context).run(deed), as_json=as_json)


def show(context: typer.Context, application_id: Id, as_json: Json = False) -> None:
    """Show an application with everything that happened."""
    from copilot_core.entities.identities import ApplicationId

    async def deed(container: "Container") -> "Tracked":
        return await container.show_application()(ApplicationId(application_id))

    emit_one(session_of(context).run(deed), as_json=as_json)


def remove(context: typer.Context, application_id: Id, as_json: Json = False) -> None:
    """Forget an application and its timeline; the job stays."""
    from copilot_core.entities.identities import ApplicationId

    async def deed(container: "Container") -> None:
        await container.remove_application()(ApplicationId(application_id))

    session_of(context).run(deed)
    told = {"removed": application_id}
    emit(told, as_json=as_json, show=lambda out: out.print(f"{application_id} removed", markup=False))


def _stage(said: str) -> "Stage":
    from copilot_core.entities.application import Stage

    return kind_of(Stage, said, "stage")


def _time(said: str) -> datetime:
    try:
        named = datetime.fromisoformat(said.strip())
        morning = named.replace(hour=MORNING) if len(said.strip()) <= len("2026-12-01") else named
        return morning if morning.tzinfo else morning.astimezone()
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f"{said} is no date: write it as 2026-12-01 or '2026-12-01 14:30'") from error


def _may_look(container: "Container") -> bool:
    """Tell whether pages may be asked for: not in the sample, and not where nothing is to be done aside."""
    return bool(container.settings().background) and not container.sample()

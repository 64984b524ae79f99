"""`copilot collect`: ask the boards for jobs."""

import sys
from typing import TYPE_CHECKING, Annotated, Self

import typer

from copilot_adapters.cli.background import follow
from copilot_adapters.cli.output import console, emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.entities.collection import CollectionReport, SourceReport
    from copilot_core.entities.identities import SourceName
    from copilot_core.entities.payload import Payload

GOOD = ("ok", "empty", "not_due")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(collect)


def collect(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What to search for; boards without a search give all they have.")] = "",
    where: Annotated[str, typer.Option(help="A place.")] = "",
    remote: Annotated[bool | None, typer.Option(help="Only remote jobs, where a board can tell.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="A board; may be repeated. All when left out.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Postings taken from one board.")] = 200,
    background: Annotated[
        bool, typer.Option("--background", help="Leave it to a worker; prints the task's id.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Ask the boards for jobs; each board's outcome is reported."""
    from copilot_adapters.cli import shapes
    from copilot_core.entities.identities import SourceName
    from copilot_core.entities.posting import Search

    if background:
        told = {"text": text, "where": where, "remote": remote, "sources": tuple(source or ()), "limit": limit}
        _leave_to_worker(
            context, {name: value for name, value in told.items() if value not in (None, "", ())}, as_json=as_json
        )
        return
    search = Search(text=text, where=where, remote=remote, limit=limit)

    async def deed(container: "Container") -> "CollectionReport":
        with Ticker() as ticker:
            names = [SourceName(name) for name in source or ()]
            return await container.collect_jobs()(search, names, progress=ticker.tick)

    session = session_of(context)
    report = session.run(deed)
    follow(session)
    emit(shapes.collection(report), as_json=as_json, show=lambda out: _show(report, out))
    if not any(one.outcome in GOOD for one in report.sources.values()):
        raise typer.Exit(1)


def _leave_to_worker(context: typer.Context, told: "Payload", *, as_json: bool) -> None:
    from copilot_core.entities.identities import LOCAL_PERSON
    from copilot_core.rules.new_task import new_task

    task = new_task("collect", told, person=LOCAL_PERSON)

    async def deed(container: "Container") -> None:
        await container.enqueue_tasks()([task])

    session_of(context).run(deed)
    emit({"id": task.id}, as_json=as_json, show=lambda out: out.print(task.id, markup=False))


def _show(report: "CollectionReport", out: "Console") -> None:
    out.print(report_table(report))
    out.print(f"{report.jobs} jobs in all")


def report_table(report: "CollectionReport") -> object:
    """Return what each board answered, for people."""
    rows = [_row(name, one) for name, one in report.sources.items()]
    return table("", ("board", "outcome", "found", "new", "changed", "merged", "refused", "why"), rows)


def _row(name: str, one: "SourceReport") -> tuple[object, ...]:
    why = str(one.reason or "") or ", ".join(f"{count} × {code}" for code, count in one.refusals.items())
    return name, one.outcome.value, one.found, one.new, one.changed, one.merged, one.refused, why


class Ticker:
    """One line a board on a terminal; silence elsewhere."""

    def __init__(self) -> None:
        from rich.progress import Progress, TextColumn

        columns = TextColumn("{task.description}", markup=False)
        self._progress = Progress(columns, console=console(stderr=True), disable=not sys.stderr.isatty())
        self._lines: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tick(self, name: "SourceName", report: "SourceReport") -> None:
        line = self._lines.get(name)
        if line is None:
            line = self._lines[name] = self._progress.add_task(name, total=None)
        told = f"{name:16} {report.outcome.value:13} {report.found} found, {report.new} new"
        self._progress.update(line, description=told)  # type: ignore[arg-type]  # rich's TaskID is an int

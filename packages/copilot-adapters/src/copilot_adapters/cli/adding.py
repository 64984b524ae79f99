"""`copilot add`: bring jobs yourself."""

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import session_of
from copilot_adapters.cli.tables_in import named_columns, tell_lines

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.application_batch import TableOutcome
    from copilot_core.entities.job import Job

FIELDS = "title, company, url, place, description or pay_text"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(add)


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Address of the job's page.")] = "",
    title: Annotated[str, typer.Option(help="By hand: the job's title.")] = "",
    company: Annotated[str, typer.Option(help="By hand: the employer.")] = "",
    place: Annotated[str, typer.Option(help="By hand: where it is.")] = "",
    description: Annotated[str, typer.Option(help="By hand: its text; - reads standard input.")] = "",
    pay: Annotated[str, typer.Option(help="By hand: what it pays, in words.")] = "",
    file: Annotated[
        Path | None,
        typer.Option("--table", exists=True, dir_okay=False, help="Many: CSV, with names in its first line."),
    ] = None,
    column: Annotated[list[str] | None, typer.Option(help=f"Of a table: FIELD=COLUMN; a field is {FIELDS}.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Of a table: keep its jobs, not only show them.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Bring jobs yourself: one by its address or by hand, many as a table. Only you see them."""
    from copilot_adapters.cli import shapes
    from copilot_adapters.job_sources.manual import manual_posting

    if (file is None) == (not (title or url)):
        raise typer.BadParameter(
            "give the address of a page, or --title (and --company, --place, --description), or --table with a file"
        )
    if file is not None:
        _bring(context, file, column or (), keep=keep, as_json=as_json)
        return
    if column or keep:
        raise typer.BadParameter("--column and --keep say how a --table is taken")
    text = sys.stdin.read() if description == "-" else description

    async def deed(container: "Container") -> "Job":
        by_hand = partial(manual_posting, title=title, company=company, url=url, place=place)
        return await container.add_job()(by_hand(description=text, pay_text=pay) if title else url)

    job = session_of(context).run(deed)
    emit(shapes.job(job), as_json=as_json, show=lambda out: out.print(f"{job.id}  {job.summary.title}", markup=False))


def _bring(context: typer.Context, file: Path, columns: Iterable[str], *, keep: bool, as_json: bool) -> None:
    mapping, data = named_columns(columns, FIELDS), file.read_bytes()

    async def deed(container: "Container") -> "TableOutcome":
        return await container.import_jobs()(data, mapping, dry_run=not keep)

    tell_lines(session_of(context).run(deed), as_json=as_json)

"""`copilot track board|export|import`: all applications at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.files import write_out
from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of
from copilot_adapters.cli.tables_in import named_columns, tell_lines

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.application_batch import Board, TableOutcome

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
FIELDS = "title, company, url, place, stage, applied_at or note"


def register(track: typer.Typer) -> None:
    """Add the commands."""
    track.command()(board)
    track.command()(export)
    track.command("import")(import_)


def board(context: typer.Context, as_json: Json = False) -> None:
    """Count your applications by stage."""

    async def deed(container: "Container") -> "Board":
        return await container.count_applications()()

    counted = session_of(context).run(deed)
    stages = {stage.value: count for stage, count in counted.stages.items()}
    rows = [*stages.items(), ("all", counted.total)]
    document = {"stages": stages, "total": counted.total}
    emit(document, as_json=as_json, show=lambda out: out.print(table("", ("stage", "applications"), rows)))


def export(
    context: typer.Context,
    into: Annotated[Path | None, typer.Option("--into", help="The file; standard output when left out.")] = None,
) -> None:
    """Write your applications out as CSV, which no spreadsheet takes for formulas."""

    async def deed(container: "Container") -> str:
        return "".join([part async for part in container.export_applications()()])

    write_out(session_of(context).run(deed).encode(), into)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, with names in its first line.")],
    column: Annotated[list[str] | None, typer.Option(help=f"FIELD=COLUMN; a field is {FIELDS}.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Track them; without it nothing is kept.")] = False,
    as_json: Json = False,
) -> None:
    """Bring applications as CSV: at first only shown as they would become, then kept with --keep."""
    mapping = named_columns(column or (), FIELDS)

    async def deed(container: "Container") -> "TableOutcome":
        return await container.import_applications()(file.read_bytes(), mapping, dry_run=not keep)

    tell_lines(session_of(context).run(deed), as_json=as_json)

"""`copilot track board|export|import`: all applications at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.files import write_out
from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from rich.console import Console

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
    mapping = dict(_named(one) for one in column or ())

    async def deed(container: "Container") -> "TableOutcome":
        return await container.import_applications()(file.read_bytes(), mapping, dry_run=not keep)

    outcome = session_of(context).run(deed)
    emit(_shape(outcome), as_json=as_json, show=lambda out: _show(outcome, out))
    if outcome.count("refused"):
        raise typer.Exit(1)


def _named(said: str) -> tuple[str, str]:
    name, sign, column = said.partition("=")
    if not sign:
        raise typer.BadParameter(f"{said} is not FIELD=COLUMN; a field is {FIELDS}")
    return name.strip(), column.strip()


def _shape(outcome: "TableOutcome") -> dict[str, object]:
    from copilot_adapters.cli import shapes

    rows = [{**shapes.plain(one), "why": shapes.sentence(one.why) if one.why else None} for one in outcome.rows]
    return {**shapes.plain(outcome), "rows": rows}


def _show(outcome: "TableOutcome", out: "Console") -> None:
    rows = [
        (one.line, one.outcome, one.stage.value if one.stage else "", one.title, one.company, one.why or "")
        for one in outcome.rows
    ]
    out.print(table("", ("line", "outcome", "stage", "title", "company", "why"), rows))
    taken = ", ".join(f"{name} from {column}" for name, column in outcome.mapping.items())
    out.print(f"taken: {taken}", markup=False)
    if outcome.dry_run:
        out.print("nothing was kept: again with --keep", markup=False)

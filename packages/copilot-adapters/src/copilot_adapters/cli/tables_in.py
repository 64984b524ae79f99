"""Tables that people bring: which column is taken for what, and what became of each line."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from copilot_adapters.cli.output import emit, table

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_core.entities.application_batch import RowOutcome, TableOutcome


def named_columns(said: Iterable[str], fields: str) -> dict[str, str]:
    """Return what `FIELD=COLUMN` says of each field; `fields` tells which there are."""
    return dict(_named(one, fields) for one in said)


def tell_lines(outcome: "TableOutcome", *, as_json: bool) -> None:
    """Tell what became of each line; end with 1 when one was refused."""
    emit(_shape(outcome), as_json=as_json, show=lambda out: _show(outcome, out))
    if outcome.count("refused"):
        raise typer.Exit(1)


def _named(said: str, fields: str) -> tuple[str, str]:
    name, sign, column = said.partition("=")
    if not sign:
        raise typer.BadParameter(f"{said} is not FIELD=COLUMN; a field is {fields}")
    return name.strip(), column.strip()


def _shape(outcome: "TableOutcome") -> dict[str, object]:
    from copilot_adapters.cli import shapes

    rows = [{**shapes.plain(one), "why": shapes.sentence(one.why) if one.why else None} for one in outcome.rows]
    return {**shapes.plain(outcome), "rows": rows}


def _show(outcome: "TableOutcome", out: "Console") -> None:
    rows = [_row(one) for one in outcome.rows]
    became = "would be" if outcome.dry_run else "is"
    out.print(table("", ("line", became, "title", "company", "stage or job", "why"), rows))
    taken = ", ".join(f"{name} from {column}" for name, column in outcome.mapping.items())
    out.print(f"taken: {taken}", markup=False)
    if outcome.dry_run:
        out.print("nothing was kept: again with --keep", markup=False)


def _row(one: "RowOutcome") -> tuple[object, ...]:
    return one.line, one.outcome, one.title, one.company, one.stage.value if one.stage else one.job or "", one.why or ""

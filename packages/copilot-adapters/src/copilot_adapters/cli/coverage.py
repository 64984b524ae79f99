"""`copilot coverage`: what the boards at hand hold, and what would add more."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.use_cases.platform.show_coverage import Coverage


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(coverage)


def coverage(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What you look for; your wishes when nothing is said.")] = "",
    near: Annotated[str, typer.Option(help="A city or a country.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say how many jobs of a kind your boards hold, board by board, and what would add more."""

    async def deed(container: "Container") -> "Coverage":
        return await container.show_coverage()(text, near)

    told = session_of(context).run(deed)
    emit(_shape(told), as_json=as_json, show=lambda out: _show(told, out))


def _shape(told: "Coverage") -> dict[str, object]:
    from copilot_adapters.cli import shapes

    boards = [
        {
            "board": one.source.name,
            "jobs": one.jobs,
            "terms": one.source.attribution.terms if one.source.attribution else "",
            "problem": shapes.sentence(one.source.problem) if one.source.problem else None,
        }
        for one in told.boards
    ]
    sentences = [shapes.sentence(one) for one in told.told]
    asked = {"text": told.text, "place": told.place, "total": told.total, "more": told.more}
    return {**asked, "boards": boards, "told": sentences}


def _show(told: "Coverage", out: "Console") -> None:
    rows = [(one.source.name, one.jobs) for one in told.boards if one.source.problem is None]
    out.print(table("", ("board", "jobs"), rows))
    for sentence in told.told:
        out.print(str(sentence), markup=False)

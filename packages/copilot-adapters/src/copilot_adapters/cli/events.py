"""`copilot events`: what happened."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.entities.event import Event


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(events)


def events(
    context: typer.Context,
    since: Annotated[
        int | None, typer.Option(min=0, help="Only what came after this number; the newest when left out.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Tell what happened: new jobs that fit you, saved searches, tasks, boards."""

    async def deed(container: "Container") -> "tuple[Event, ...]":
        return await container.list_events()(since, limit=limit)

    found = session_of(context).run(deed)
    document = {"events": [_shape(one) for one in found], "next": found[-1].number if found else since or 0}
    emit(document, as_json=as_json, show=lambda out: _show(found, out))


def _shape(event: "Event") -> dict[str, Any]:
    from copilot_adapters.cli import shapes
    from copilot_core.rules.event_words import event_words

    return {**shapes.plain(event), "text": str(event_words(event))}


def _show(found: "Sequence[Event]", out: "Console") -> None:
    from copilot_core.rules.event_words import event_words

    rows = [(one.number, f"{one.at.astimezone():%Y-%m-%d %H:%M}", one.kind, event_words(one)) for one in found]
    out.print(table("", ("number", "when", "kind", "what"), rows) if rows else "nothing happened")

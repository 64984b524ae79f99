"""`copilot sources`: how the boards do."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.source_run import SourceRun, SourceStanding

MINUTE, HOUR, DAY = 60, 3600, 86_400


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(sources)


def sources(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show how each board did when it was last asked, when it is due, its terms, and what is not as it was."""

    async def deed(container: "Container") -> "tuple[datetime, tuple[SourceStanding, ...]]":
        return container.clock().now(), await container.show_sources()()

    now, found = session_of(context).run(deed)
    columns = ("board", "last run", "took", "tell salary · place · date · text", "due", "terms")
    document = {"sources": [_shape(one) for one in found]}
    rows = [_row(one, now) for one in found]
    emit(document, as_json=as_json, show=lambda out: out.print(table("", columns, rows)))


def _row(one: "SourceStanding", now: datetime) -> tuple[str, ...]:
    took = f"{one.run.latency:.1f} s" if one.run else ""
    lines = [_last(one, now), *(f"alarm: {alarm.sentence}" for alarm in one.alarms)]
    return one.name, "\n".join(lines), took, _shares(one.run), _due(one, now), _terms(one)


def _last(one: "SourceStanding", now: datetime) -> str:
    if one.problem is not None:
        return str(one.problem)
    if one.last_run is None or one.outcome is None:
        return "never asked yet"
    told = f"{one.outcome.value} {one.found} found {_span((now - one.last_run).total_seconds())} ago"
    failed = one.run is not None and one.run.reason is not None and one.outcome not in ("ok", "empty")
    return f"{told}: {one.run.reason}" if failed and one.run else told


def _due(one: "SourceStanding", now: datetime) -> str:
    if one.problem is not None:
        return ""
    if one.due_at is None or one.due_at <= now:
        return "now"
    return f"in {_span((one.due_at - now).total_seconds())}"


def _shares(run: "SourceRun | None") -> str:
    from copilot_core.entities.collection import Aspect

    if run is None or not run.found:
        return ""
    return " · ".join(f"{100 * (run.share(aspect) or 0):.0f} %" for aspect in Aspect)


def _terms(one: "SourceStanding") -> str:
    if one.attribution is None:
        return ""
    wait = one.min_interval.total_seconds() if one.min_interval else 0
    said = [one.attribution.terms, f"asked every {_span(wait)} at most" if wait else ""]
    return "; ".join(part for part in said if part)


def _span(seconds: float) -> str:
    """Return a span in its largest unit."""
    for unit, size in (("d", DAY), ("h", HOUR), ("min", MINUTE)):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(0, seconds):.0f} s"


def _shape(one: "SourceStanding") -> dict[str, Any]:
    from copilot_adapters.cli import shapes
    from copilot_core.entities.collection import Aspect

    run = one.run
    return {
        **shapes.plain(one),
        "min_interval": one.min_interval.total_seconds() if one.min_interval else None,
        "problem": shapes.sentence(one.problem) if one.problem else None,
        "run": run
        and {
            **shapes.plain(run),
            "reason": shapes.sentence(run.reason) if run.reason else None,
            "shares": {aspect.value: run.share(aspect) for aspect in Aspect},
        },
        "alarms": [{**shapes.plain(alarm), "sentence": shapes.sentence(alarm.sentence)} for alarm in one.alarms],
    }

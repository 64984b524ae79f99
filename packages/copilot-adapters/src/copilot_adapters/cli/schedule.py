"""What is done again and again: `copilot tasks schedule`, `copilot scheduler --show`."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.use_cases.platform.show_schedule import SchedulePlan

NOBODY = "nobody keeps the schedule: start `copilot worker` or `copilot scheduler`"


def schedule(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what is done again and again, when last and next, and which process sees to it."""
    from copilot_adapters.cli import shapes

    async def deed(container: "Container") -> "SchedulePlan":
        return await container.show_schedule()()

    plan = session_of(context).run(deed)
    emit(shapes.plain(plan), as_json=as_json, show=lambda out: _show(plan, out))


def _show(plan: "SchedulePlan", out: "Console") -> None:
    rows = [
        (one.name, one.timetable, _time(one.last_run), _time(one.next_due), one.last_task or "", one.last_state or "")
        for one in plan.entries
    ]
    out.print(table("", ("entry", "when", "last (UTC)", "next (UTC)", "last task", "its state"), rows))
    out.print(f"kept by {plan.leader}" if plan.leader else NOBODY, markup=False)


def _time(instant: "datetime | None") -> str:
    return f"{instant:%Y-%m-%d %H:%M}" if instant else "—"

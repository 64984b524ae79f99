"""`copilot mark`: jobs worth keeping, and jobs not to be shown again."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.filters import kind_of
from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.job_mark import JobMark

DEEDS = {"save": "saved", "dismiss": "dismissed", "clear": None}
REASONS = (
    "not_interested, pay, place, company, seniority, skills, terms, applied_elsewhere, suspicious or other; "
    "only with dismiss."
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(mark)


def mark(
    context: typer.Context,
    job_id: Annotated[str, typer.Argument(metavar="JOB", help="As `copilot jobs` shows it.")],
    deed: Annotated[str, typer.Argument(help="save, dismiss, or clear what was marked.")],
    reason: Annotated[str, typer.Option(help=REASONS)] = "",
    note: Annotated[str, typer.Option(help="In your own words.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Save a job, or dismiss it: dismissed ones are left out of lists and matches until they are cleared."""
    from copilot_core.entities.identities import JobId
    from copilot_core.entities.job_mark import Mark, Reason

    if deed not in DEEDS:
        raise typer.BadParameter(f"{deed} is unknown; known are {', '.join(DEEDS)}")
    word = DEEDS[deed]
    why = kind_of(Reason, reason, "--reason") if reason else None

    async def put(container: "Container") -> "JobMark | None":
        return await container.mark_job()(JobId(job_id), Mark(word) if word else None, reason=why, note=note)

    made = session_of(context).run(put)
    document = {
        "job": made.job if made else job_id,
        "mark": made.mark if made else None,
        "reason": made.reason if made else None,
        "note": made.note if made else "",
    }
    emit(document, as_json=as_json, show=lambda out: out.print(f"{job_id} {word or 'is marked no more'}", markup=False))

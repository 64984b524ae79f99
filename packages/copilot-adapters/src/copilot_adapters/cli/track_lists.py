"""Applications, for people to read and for scripts."""

from typing import TYPE_CHECKING, Any

from copilot_adapters.cli.output import emit, table

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_core.entities.application import ApplicationPage, Happening, Tracked


def shape(seen: "Tracked") -> dict[str, Any]:
    """An application as JSON."""
    from copilot_adapters.cli import shapes

    told = {name: value for name, value in shapes.plain(seen.application).items() if name not in {"person", "job"}}
    return {
        **told,
        "tracked_as": seen.application.job,
        "job": None if seen.job is None else shapes.summary(seen.job),
        "moves": list(seen.moves),
        "twins": list(seen.twins),
        "warnings": [shapes.sentence(said) for said in seen.warnings],
    }


def emit_one(seen: "Tracked", *, as_json: bool) -> None:
    """Print an application."""
    emit(shape(seen), as_json=as_json, show=lambda out: _show_one(seen, out))


def show_page(page: "ApplicationPage", out: "Console") -> None:
    """Show a page of applications."""
    rows = [
        (
            one.application.id,
            one.application.stage.value,
            one.application.title,
            one.application.company,
            f"{one.application.changed_at:%Y-%m-%d}",
            f"{one.application.remind_at.astimezone():%Y-%m-%d %H:%M}" if one.application.remind_at else "",
            _remark(one),
        )
        for one in page.applications
    ]
    out.print(table("", ("id", "stage", "title", "company", "changed", "reminder", "remark"), rows))
    if not rows:
        out.print("nothing is tracked: copilot track add JOB", markup=False)
    if page.next:
        out.print(f"more with --cursor {page.next}", markup=False, soft_wrap=True)


def _remark(one: "Tracked") -> str:
    told = ["the job is closed"] if one.job and one.job.closed else []
    told += ["the job is gone"] if one.job is None else []
    return "; ".join([*told, *(f"same job as {twin}" for twin in one.twins)])


def _show_one(seen: "Tracked", out: "Console") -> None:
    one = seen.application
    out.print(f"{one.id}  {one.stage.value}  {one.title} — {one.company}", style="bold", markup=False)
    remark = _remark(seen)
    out.print("  ".join(part for part in (seen.job.id if seen.job else "", one.url, remark) if part), markup=False)
    for warning in seen.warnings:
        out.print(f"! {warning}", markup=False)
    for line in one.timeline:
        out.print(f"{line.at.astimezone():%Y-%m-%d %H:%M}  {_words(line)}", markup=False)
    if seen.moves:
        out.print(f"can go to {', '.join(seen.moves)}: copilot track move {one.id} STAGE", markup=False)


def _words(line: "Happening") -> str:
    due = f" {line.due.astimezone():%Y-%m-%d %H:%M}" if line.due else ""
    told = {
        "moved": f"→ {line.stage}",
        "noted": f"note: {line.text}",
        "reminder_set": f"reminder for{due}",
        "reminder_cleared": f"reminder taken away:{due}",
        "reminded": f"reminded of{due}",
    }
    return told[line.what.value]

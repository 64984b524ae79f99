"""`copilot match`: which jobs fit, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.background import follow
from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import session_of
from copilot_adapters.cli.showing import pay, where

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.entities.match import Finding, Match, Matches

MARKS = {"yes": "✓", "partly": "◐", "no": "✗", "unknown": "?"}
SHOWN_SHORT = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(match)


def match(
    context: typer.Context,
    resume: Annotated[str, typer.Option(help="Id of a kept resume, or a file; the newest when left out.")] = "",
    top: Annotated[int, typer.Option(min=1, max=200, help="How many.")] = 10,
    explain: Annotated[bool, typer.Option(help="Show every requirement with its evidence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show the jobs that fit you best, and why."""
    from copilot_adapters.cli import shapes

    async def deed(container: "Container") -> "Matches":
        return await container.find_matches()(resume=_file(resume) or resume or None, top=top)

    session = session_of(context)
    found = session.run(deed)
    follow(session)
    emit(shapes.matches(found), as_json=as_json, show=lambda out: show(found, out, explain=explain))


def _file(resume: str) -> "tuple[bytes, str] | None":
    path = Path(resume).expanduser()
    return (path.read_bytes(), path.name) if resume and path.is_file() else None


def show(found: "Matches", out: "Console", *, explain: bool) -> None:
    """Print matches for a person: proven things and gaps first, the number last."""
    for place, one in enumerate(found.matches, 1):
        _show_one(place, one, out, explain=explain)
    read = f"{found.read_for_meaning} of them read for meaning"
    out.print(f"{len(found.matches)} of {found.considered} jobs considered, {read}", style="dim")
    for doubt in found.doubts:
        out.print(f"? {doubt}", markup=False)
    if not found.matches:
        out.print("nothing to match yet: collect jobs with `copilot collect`, or try `copilot demo`")


def _show_one(place: int, one: "Match", out: "Console", *, explain: bool) -> None:
    job = one.job
    out.print(f"\n{place:2}. {job.title} — {job.company or 'employer not named'}", style="bold", markup=False)
    detail = "  ".join(part for part in (where(job), pay(job.salary), ", ".join(job.sources)) if part)
    out.print(f"    {detail}  {job.id}", style="dim", markup=False)
    for blocker in one.blockers:
        out.print(f"    ⛔ {blocker}", style="red", markup=False)
    if one.reasons:
        out.print(f"    {' · '.join(map(str, one.reasons))}", markup=False)
    for finding in one.findings if explain else _telling(one.findings):
        out.print(f"    {_line(finding)}", markup=False)
    out.print(f"    score {one.score:.0f} of 100, sure {one.confidence:.0%}", style="dim", markup=False)


def _telling(findings: "tuple[Finding, ...]") -> "list[Finding]":
    each: dict[str, Finding] = {}
    for one in findings:
        each.setdefault(one.requirement.text, one)
    needed_first = sorted(each.values(), key=lambda one: (not one.requirement.must, one.met.value != "yes"))
    proven = [one for one in needed_first if one.met.value in ("yes", "partly")][: SHOWN_SHORT - 1]
    gaps = [one for one in needed_first if one.met.value == "no"][:1]
    return proven + gaps


def _line(finding: "Finding") -> str:
    asked = _short(finding.requirement.text)
    proof = f" ← “{_short(finding.evidence[0].text, 60)}”" if finding.evidence else ""
    return f"{MARKS[finding.met.value]} {asked}{proof}"


def _short(text: str, length: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"

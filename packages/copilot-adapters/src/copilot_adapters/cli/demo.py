"""`copilot demo`: the main job on the sample, without a network."""

from importlib.resources import files
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli import matching
from copilot_adapters.cli.collecting import report_table
from copilot_adapters.cli.output import console, emit
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.entities.collection import CollectionReport
    from copilot_core.entities.match import Matches
    from copilot_core.entities.resume import Resume

BADGE = "SAMPLE · invented postings, an invented person; nothing leaves this machine"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    context: typer.Context,
    top: Annotated[int, typer.Option(min=1, max=50, help="How many matches to show.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Collect, read a resume and match, all on the built-in sample."""
    from copilot_adapters.cli import shapes
    from copilot_adapters.settings import DATABASE

    session = session_of(context).for_sample()
    for file in session.sample_home().glob(f"{DATABASE}*"):
        file.unlink()
    started = perf_counter()
    report, resume, found = session.run(lambda container: _main_job(container, top))
    seconds = perf_counter() - started
    document = {
        "sample": True,
        "collection": shapes.collection(report),
        "resume": resume.id,
        "seconds": round(seconds, 1),
        **shapes.matches(found),
    }
    emit(document, as_json=as_json, show=lambda out: _show(report, resume, found, seconds, out))


async def _main_job(container: "Container", top: int) -> "tuple[CollectionReport, Resume, Matches]":
    from copilot_core.entities.posting import Search

    console(stderr=True).print(BADGE, style="bold yellow")
    report = await container.collect_jobs()(Search(limit=1000, requests=1000))
    data = files("copilot_adapters.sample").joinpath("resume.md").read_bytes()
    resume = await container.add_resume()(data, "nora-whitfield.md")
    return report, resume, await container.find_matches()(top=top)


def _show(report: "CollectionReport", resume: "Resume", found: "Matches", seconds: float, out: "Console") -> None:
    postings = sum(one.found for one in report.sources.values())
    out.print(f"\n1. Five boards had {postings} postings, which are {report.jobs} jobs", style="bold")
    out.print(report_table(report))
    reading = resume.reading
    out.print(f"\n2. The resume of {reading.name.value if reading.name else '?'}", style="bold")
    out.print(f"{len(reading.positions)} positions, {len(reading.skills)} skills, {len(reading.doubts)} doubts")
    out.print("\n3. The jobs that fit best, and why", style="bold")
    matching.show(found, out, explain=False)
    out.print(f"\n{BADGE}; done in {seconds:.1f} s", style="yellow")
    out.print("Your turn:  copilot resume add FILE   then   copilot collect   then   copilot match --explain")

"""`copilot resume text|export|original|rename|remove`: what one takes out of a resume, and what becomes of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.entities.resume import Resume
    from copilot_core.rules.resume.machine_text import MachineText

Id = Annotated[str, typer.Argument(metavar="ID", help="As `copilot resume list` shows it.")]
Into = Annotated[Path | None, typer.Option("--into", help="The file to write; standard output when left out.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
FORMATS = ("json", "markdown")


def register(resume: typer.Typer) -> None:
    """Add the commands."""
    for command in (text, export, original, rename, remove):
        resume.command()(command)


def text(context: typer.Context, resume_id: Id, as_json: Json = False) -> None:
    """Show what a machine reads of the file: its text, the headings it knows, and the lines it makes nothing of."""
    from copilot_adapters.cli import shapes
    from copilot_core.rules.resume.machine_text import machine_text

    seen = machine_text(_kept(context, resume_id).original)
    document = {**shapes.plain(seen), "doubts": [shapes.sentence(one) for one in seen.doubts]}
    emit(document, as_json=as_json, show=lambda out: _show_text(seen, out))


def export(
    context: typer.Context,
    resume_id: Id,
    form: Annotated[str, typer.Option("--format", help="json (JSON Resume) or markdown.")] = "json",
    into: Into = None,
) -> None:
    """Write a resume out, as you corrected it."""
    import msgspec

    from copilot_core.rules.resume.written import json_resume, markdown

    if form not in FORMATS:
        raise typer.BadParameter(f"{form} is unknown; known are {', '.join(FORMATS)}")
    reading = _kept(context, resume_id).reading
    if form == "markdown":
        _write(markdown(reading).encode(), into)
    else:
        _write(msgspec.json.format(msgspec.json.encode(json_resume(reading)), indent=2) + b"\n", into)


def original(context: typer.Context, resume_id: Id, into: Into = None) -> None:
    """Give back the file as you gave it."""
    from copilot_core.entities.identities import ResumeId

    async def deed(container: "Container") -> tuple[str, bytes]:
        return await container.fetch_original()(ResumeId(resume_id))

    _, content = session_of(context).run(deed)
    _write(content, into)


def rename(
    context: typer.Context,
    resume_id: Id,
    title: Annotated[str, typer.Argument(help="Your own name for it.")],
    as_json: Json = False,
) -> None:
    """Give a resume your own name for it."""
    from copilot_core.entities.identities import ResumeId

    async def deed(container: "Container") -> "Resume":
        return await container.rename_resume()(ResumeId(resume_id), title)

    kept = session_of(context).run(deed)
    document = {"id": kept.id, "title": kept.title, "version": kept.version}
    emit(document, as_json=as_json, show=lambda out: out.print(f"{kept.id}  {kept.title}", markup=False))


def remove(context: typer.Context, resume_id: Id, as_json: Json = False) -> None:
    """Forget a resume for good, with its file."""
    from copilot_core.entities.identities import ResumeId

    async def deed(container: "Container") -> None:
        await container.remove_resume()(ResumeId(resume_id))

    session_of(context).run(deed)
    told = {"removed": resume_id}
    emit(told, as_json=as_json, show=lambda out: out.print(f"{resume_id} removed", markup=False))


def _kept(context: typer.Context, resume_id: str) -> "Resume":
    from copilot_core.entities.identities import ResumeId

    async def deed(container: "Container") -> "Resume":
        return await container.show_resume()(ResumeId(resume_id))

    return session_of(context).run(deed)


def _write(content: bytes, into: Path | None) -> None:
    from copilot_adapters.cli.files import write_out

    write_out(content, into)


def _show_text(seen: "MachineText", out: "Console") -> None:
    out.print(seen.text, markup=False, highlight=False)
    out.print(f"headings: {', '.join(seen.headings) or '—'}", style="bold", markup=False)
    for line in seen.unread:
        out.print(f"  nothing was taken from: {line.text}", markup=False)
    for doubt in seen.doubts:
        out.print(f"  ? {doubt}", markup=False)

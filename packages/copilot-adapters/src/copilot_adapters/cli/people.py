"""`copilot resume …`, `copilot profile …`: the person's own things."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli import resume_papers
from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.entities.resume import Resume
    from copilot_core.entities.seeker import Seeker


def register(app: typer.Typer) -> None:
    """Add the commands."""
    resume = typer.Typer(help="Your resumes.", no_args_is_help=True)
    resume.command("add")(add)
    resume.command("list")(list_)
    resume.command("show")(show)
    resume.command("check")(check)
    resume_papers.register(resume)
    app.add_typer(resume, name="resume")
    profile = typer.Typer(help="What you want and may do.", no_args_is_help=True)
    profile.command("set")(set_)
    profile.command("show")(show_profile)
    app.add_typer(profile, name="profile")


def add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="PDF, DOCX, Markdown, text, JSON Resume.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Read a resume and keep it; says what is doubtful."""

    async def deed(container: "Container") -> "Resume":
        return await container.add_resume()(file.read_bytes(), file.name)

    kept = session_of(context).run(deed)
    document = {"id": kept.id, "doubts": [str(doubt) for doubt in kept.reading.doubts]}
    emit(document, as_json=as_json, show=lambda out: _show_added(kept, out))


def list_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List your resumes, newest first."""

    async def deed(container: "Container") -> "tuple[Resume, ...]":
        return await container.list_resumes()()

    kept = session_of(context).run(deed)
    rows = [{"id": one.id, "file": one.file_name, "title": one.title, "added_at": one.added_at} for one in kept]
    cells = [(one.id, one.title or one.file_name, f"{one.added_at:%Y-%m-%d %H:%M}") for one in kept]
    shown = table("", ("id", "file", "added"), cells) if cells else "no resumes: copilot resume add FILE"
    emit({"resumes": rows}, as_json=as_json, show=lambda out: out.print(shown))


def show(
    context: typer.Context,
    resume_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what was read out of a resume."""
    from copilot_core.entities.identities import ResumeId
    from copilot_core.rules.resume.document import resume_document

    async def deed(container: "Container") -> "Resume":
        return await container.show_resume()(ResumeId(resume_id))

    kept = session_of(context).run(deed)
    emit({"id": kept.id, **resume_document(kept)}, as_json=as_json, show=lambda out: _show_reading(kept, out))


def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what a machine reads out of a file, without keeping it."""

    async def deed(container: "Container") -> "Resume":
        return await container.read_resume()(file.read_bytes(), file.name)

    from copilot_core.rules.resume.document import resume_document

    found = session_of(context).run(deed)
    emit(resume_document(found), as_json=as_json, show=lambda out: _show_reading(found, out))


def set_(
    context: typer.Context,
    want: Annotated[list[str] | None, typer.Option(help="A job title; may be repeated.")] = None,
    where: Annotated[list[str] | None, typer.Option(help="A place to work in; may be repeated.")] = None,
    remote: Annotated[str | None, typer.Option(help="no, hybrid, yes or only.")] = None,
    pay: Annotated[str | None, typer.Option(help="Least pay, as in '60000 EUR'.")] = None,
    permit: Annotated[
        list[str] | None, typer.Option(help="COUNTRY=citizen|permanent|visa|'needs sponsorship'.")
    ] = None,
    language: Annotated[list[str] | None, typer.Option(help="A language with its level: de=B2, en=native.")] = None,
    lives_in: Annotated[str | None, typer.Option(help="Where you live.")] = None,
    relocate: Annotated[bool | None, typer.Option(help="Whether you would move.")] = None,
    seniority: Annotated[str | None, typer.Option(help="intern, junior, mid, senior, lead …")] = None,
    employment: Annotated[
        list[str] | None, typer.Option(help="full_time, part_time, contract …; may be repeated.")
    ] = None,
    licence: Annotated[list[str] | None, typer.Option(help="A licence you hold: RN, CDL-A …")] = None,
    clearance: Annotated[str | None, typer.Option(help="A security clearance you hold.")] = None,
    block: Annotated[list[str] | None, typer.Option(help="A company you do not want; may be repeated.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what you want and may do; what is left out stays as it is."""
    given = {
        "want": want, "where": where, "remote": remote, "pay": pay, "permit": permit, "language": language,
        "lives_in": lives_in, "relocate": relocate, "seniority": seniority, "licence": licence,
        "clearance": clearance, "block": block, "employment": employment,
    }  # fmt: skip
    said = {name: value for name, value in given.items() if value is not None}

    async def deed(container: "Container") -> "Seeker":
        seeker: Seeker = await container.set_profile()(said)
        return seeker

    _emit_profile(session_of(context).run(deed), as_json=as_json)


def show_profile(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what you want and may do, and what your resume suggests."""

    async def deed(container: "Container") -> "Seeker":
        return await container.show_profile()()

    _emit_profile(session_of(context).run(deed), as_json=as_json)


def _emit_profile(seeker: "Seeker", *, as_json: bool) -> None:
    from copilot_adapters.cli import shapes

    wishes = shapes.plain(seeker.wishes)
    rows = [(name, _told(value)) for name, value in wishes.items() if value not in (None, (), [], {}, "")]
    shown = table("", ("wish", "value"), rows) if rows else "nothing is known of you: copilot profile set --help"
    emit(wishes, as_json=as_json, show=lambda out: out.print(shown))


def _told(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or ", ".join(f"{key} {one}".strip() for key, one in value.items()))
    if isinstance(value, list | tuple):
        return "; ".join(_told(one) for one in value)
    return str(value)


def _show_added(kept: "Resume", out: "Console") -> None:
    reading = kept.reading
    out.print(
        f"{kept.id}: positions {len(reading.positions)}, skills {len(reading.skills)}, "
        f"degrees {len(reading.education)}; doubtful {len(reading.doubts)}"
    )
    for doubt in reading.doubts:
        out.print(f"  ? {doubt}", markup=False)


def _show_reading(kept: "Resume", out: "Console") -> None:
    reading = kept.reading
    for name in ("name", "email", "phone", "place"):
        quote = getattr(reading, name)
        out.print(f"{name:8} {quote.value if quote else '—'}", markup=False)
    for position in reading.positions:
        title, company = (quote.value if quote else "—" for quote in (position.title, position.company))
        out.print(f"  {position.start or '?'} – {position.end or '?'}  {title}, {company}", markup=False)
    for degree in reading.education:
        said = (quote.value for quote in (degree.degree, degree.area, degree.institution) if quote)
        out.print(f"  {degree.start or '?'} – {degree.end or '?'}  {', '.join(said) or '—'}", markup=False)
    lists = {name: getattr(reading, name) for name in ("skills", "languages", "certificates", "links")}
    for label, quotes in lists.items():
        out.print(f"{label}: {', '.join(quote.value for quote in quotes) or '—'}", markup=False)
    for doubt in reading.doubts:
        out.print(f"  ? {doubt}", markup=False)

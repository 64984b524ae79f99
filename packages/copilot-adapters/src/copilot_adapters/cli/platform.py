"""`copilot plugins`, `copilot doctor`, `copilot db …`: the state of the installation."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli import archiving, rereading
from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_adapters.diagnosis import Finding
    from copilot_adapters.inventory import Entry

STYLES = {"ok": "green", "warn": "yellow", "fail": "red"}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(plugins)
    app.command()(doctor)
    db = typer.Typer(help="The database.", no_args_is_help=True)
    db.command("upgrade")(upgrade)
    db.command("downgrade")(downgrade)
    db.command("reindex")(reindex)
    db.command("reread")(rereading.reread)
    archiving.register(db)
    app.add_typer(db, name="db")


def plugins(
    context: typer.Context,
    probe: Annotated[bool, typer.Option(help="Ask each board that is ready for one posting, live.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List every adapter: who brings it, its terms, and when it was last held against the real thing."""

    async def deed(container: "Container") -> "list[Entry]":
        return await container.inventory()(probe=probe)

    found = session_of(context).run(deed)
    from copilot_adapters.cli import shapes

    rows = [(one.group, one.name, one.state, one.verified, one.wait, one.note) for one in found]
    columns = ("group", "name", "state", "verified", "waits", "terms, or what is missing")
    emit({"plugins": shapes.plain(found)}, as_json=as_json, show=lambda out: out.print(table("", columns, rows)))


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what is installed, in force, reachable or wrong, and the remedy."""
    from rich.text import Text

    from copilot_adapters.cli import shapes

    async def deed(container: "Container") -> "list[Finding]":
        return await container.diagnosis()()

    found = session_of(context).run(deed, migrate=False)
    rows = [(Text(one.state, style=STYLES[one.state]), one.what, one.detail, one.remedy) for one in found]
    columns = ("", "what", "found", "remedy")
    emit({"findings": shapes.plain(found)}, as_json=as_json, show=lambda out: out.print(table("", columns, rows)))
    if any(one.state == "fail" for one in found):
        raise typer.Exit(1)


def upgrade(context: typer.Context) -> None:
    """Bring the database up to date."""

    async def deed(container: "Container") -> None:
        await container.storage().migrate()

    session_of(context).run(deed)
    typer.echo("the database is up to date")


def downgrade(
    context: typer.Context,
    revision: Annotated[str, typer.Argument(help="The revision that the older program knows.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: what only later revisions keep is lost.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Take the database back to an earlier revision, for an older program; the next command of this one undoes it."""
    if not yes:
        typer.confirm(f"Go back to revision {revision}, and lose what only later ones keep?", abort=True, err=True)

    async def deed(container: "Container") -> None:
        await container.storage().downgrade(revision)

    session_of(context).run(deed, migrate=False)
    told = f"the database is at revision {revision}"
    emit({"revision": revision}, as_json=as_json, show=lambda out: out.print(told))


def reindex(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=0, help="Read so many jobs at most; 0: all.")] = 0,
    only_new: Annotated[bool, typer.Option("--only-new", help="Tell the index only what it was not told.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Fill the vector index anew, and read for meaning every job that has not been read."""
    from copilot_adapters.cli.background import alone

    session = session_of(context)

    async def deed(container: "Container") -> int | None:
        if container.embedder() is None:
            return 0
        with alone(container.settings().home) as only:
            if not only:
                return None
            await container.rebuild_index()(only_new=only_new)
            return int(await container.read_for_meaning()(limit=limit or None))

    read = session.run(deed)
    told = "another process is reading already" if read is None else f"{read} jobs read for meaning"
    emit({"read": read or 0, "note": told}, as_json=as_json, show=lambda out: out.print(told))

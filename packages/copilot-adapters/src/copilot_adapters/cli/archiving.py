"""`copilot db backup`, `copilot db restore`: all that is stored, in one file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.ports.archive import Backup


def register(db: typer.Typer) -> None:
    """Add the commands."""
    db.command("backup")(backup)
    db.command("restore")(restore)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write it; nothing is overwritten.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Write all that is stored into one file, while others go on; SQLite and PostgreSQL can both restore it."""

    async def deed(container: "Container") -> "Backup":
        return await container.back_up()(file)

    _tell("backed up into", session_of(context).run(deed), as_json=as_json)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file written by `copilot db backup`, of either database.")],
    replace: Annotated[bool, typer.Option("--replace", help="Delete what the database holds.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Even while workers are at work.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Put a backup in place of what is stored, in one step: all of it, or nothing is changed."""

    async def deed(container: "Container") -> "Backup":
        container.settings().make_home()
        return await container.restore()(file, replace=replace, force=force)

    _tell("restored from", session_of(context).run(deed, migrate=False), as_json=as_json)


def _tell(done: str, made: "Backup", *, as_json: bool) -> None:
    from copilot_adapters.cli.harmless import harmless
    from copilot_core.sentences import Sentence, say

    rows, keys = sum(made.rows.values()), say(Sentence("backup_keeps_no_keys"))
    told = f"{rows} rows {done} {made.file} ({made.size} bytes, of {made.made_at:%Y-%m-%d %H:%M} UTC); {keys}"
    document = {
        "file": str(made.file),
        "size": made.size,
        "made_at": made.made_at,
        "revision": made.revision,
        "program": made.program,
        "rows": made.rows,
        "note": keys,
    }
    emit(document, as_json=as_json, show=lambda out: out.print(harmless(told), markup=False, highlight=False))

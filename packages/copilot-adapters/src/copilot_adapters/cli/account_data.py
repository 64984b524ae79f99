"""`copilot export`, `copilot erase`: all that is kept of you, out or gone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.use_cases.accounts.erase_everything import Erased

BACKUPS = "backups keep what they hold until they are deleted"
LATER = "; the vector index could not be reached and is told by the next worker"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(export)
    app.command()(erase)


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write the ZIP; nothing is overwritten.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Take everything out that is kept of you: JSON, CSV and the files you gave, in one ZIP."""
    from copilot_adapters.storage.archive_target import appearing

    async def deed(container: "Container") -> int:
        with appearing(file) as target:
            async for part in container.export_everything()():
                target.write(part)
            return target.tell()

    size = session_of(context).run(deed)
    told = f"everything that is kept of you is in {file} ({size} bytes); keep it safe"
    emit({"file": str(file), "size": size}, as_json=as_json, show=lambda out: out.print(told, markup=False))


def erase(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Erase everything that is kept of you, your account too; there is no way back."""
    session = session_of(context)
    if not yes:
        word = session.run(_word)
        typed = typer.prompt(f"Type {word} to erase everything that is kept of you", err=True)
        if typed.strip().casefold() != word.casefold():
            raise typer.BadParameter(f"{typed!r} is not {word}: nothing was erased")

    async def deed(container: "Container") -> "Erased":
        return await container.erase_everything()()

    gone = session.run(deed)
    note = f"{BACKUPS}{'' if gone.index_told else LATER}"
    told = f"erased: {gone.rows} rows; {note}"
    document = {"rows": gone.rows, "index_told": gone.index_told, "note": note}
    emit(document, as_json=as_json, show=lambda out: out.print(told, markup=False, highlight=False))


async def _word(container: "Container") -> str:
    from copilot_core.entities.identities import LOCAL_PERSON
    from copilot_core.errors import NotFound
    from copilot_core.use_cases.accounts.confirm_erasure import WORD

    try:
        return (await container.show_account()(LOCAL_PERSON)).email
    except NotFound:
        return WORD

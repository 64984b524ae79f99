"""`copilot admin …`: who looks after the installation, and who signs in."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of
from copilot_core.errors import NotFound

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.account import Account

PAGE = 200
NOBODY = "no accounts: this installation is one person's own, who needs no log-in"
LONGEST_LINE = 10_000


def register(app: typer.Typer) -> None:
    """Add the commands."""
    admin = typer.Typer(help="Accounts, for who looks after the installation.", no_args_is_help=True)
    admin.command("create")(create)
    admin.command("list")(list_)
    sessions = typer.Typer(help="Where people are signed in.", no_args_is_help=True)
    sessions.command("end")(end)
    admin.add_typer(sessions, name="sessions")
    app.add_typer(admin, name="admin")


def create(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="Address to sign in with.")],
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from stdin.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Make an account that looks after the installation; the first one takes over what you have collected."""
    password = _read() if password_stdin else _asked()

    async def deed(container: "Container") -> "Account":
        made: Account = await container.create_admin()(email, password)
        return made

    made = session_of(context).run(deed)
    told = f"{made.email} signs in as an admin now; links of `copilot link` let nobody in any more"
    emit(_shape(made), as_json=as_json, show=lambda out: out.print(told, markup=False, highlight=False))


def list_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List the accounts."""
    found = session_of(context).run(_accounts)
    columns = ("email", "name", "role", "since", "confirmed")
    rows = [(one.email, one.name, one.role, f"{one.made_at:%Y-%m-%d}", _yes(one.verified_at)) for one in found]
    emit(
        {"accounts": [_shape(one) for one in found]},
        as_json=as_json,
        show=lambda out: out.print(table("", columns, rows) if rows else NOBODY),
    )


def end(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="Address of the account.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Sign somebody out everywhere, at once; their personal tokens stay."""

    async def deed(container: "Container") -> int:
        from copilot_core.entities.identities import SessionId
        from copilot_core.rules.accounts import folded_email

        address = folded_email(email)
        for account in await _accounts(container):
            if account.email == address:
                return int(await container.end_other_sessions()(account.person, SessionId("")))
        raise NotFound("account_unknown", person=address)

    ended = session_of(context).run(deed)
    told = f"sessions ended: {ended}"
    emit({"email": email, "ended": ended}, as_json=as_json, show=lambda out: out.print(told))


async def _accounts(container: "Container") -> "list[Account]":
    found: list[Account] = []
    while page := await container.list_accounts()(PAGE, found[-1].person if found else None):
        found += page
    return found


def _asked() -> str:
    """Ask twice; what is typed is not shown."""
    if not sys.stdin.isatty():
        raise typer.BadParameter("there is no terminal to type a password at: pipe it in with --password-stdin")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True))


def _read() -> str:
    return sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")


def _yes(what: object) -> str:
    return "yes" if what else "no"


def _shape(one: "Account") -> dict[str, object]:
    """Everything but the password."""
    shown = ("person", "email", "name", "role", "made_at", "verified_at")
    return {name: getattr(one, name) for name in shown}

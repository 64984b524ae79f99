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
    from copilot_core.ports.account_mail import AccountLetter

PAGE = 200
NOBODY = "no accounts: this installation is one person's own, who needs no log-in"
LONGEST_LINE = 10_000


def register(app: typer.Typer) -> None:
    """Add the commands."""
    admin = typer.Typer(help="Accounts, for who looks after the installation.", no_args_is_help=True)
    admin.command("create")(create)
    admin.command("invite")(invite)
    admin.command("list")(list_)
    admin.command("remove")(remove)
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


def invite(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="Address to sign in with.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Make somebody an account, or a way back into theirs; prints a link that sets the password, once: hand it on."""
    from copilot_adapters.account_mail.words import Words

    async def deed(container: "Container") -> tuple["AccountLetter", str]:
        letter = await container.invite_person()(email)
        return letter, Words(container.settings().web.address).link(letter)

    letter, link = session_of(context).run(deed)
    told = f"{link}\nhand it on to {letter.to}: it sets the password, once, until {letter.until:%Y-%m-%d %H:%M} UTC"
    emit(
        {"email": letter.to, "link": link, "until": letter.until},
        as_json=as_json,
        show=lambda out: out.print(told, markup=False, highlight=False, soft_wrap=True),
    )


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

        account = await _named(container, email)
        return int(await container.end_other_sessions()(account.person, SessionId("")))

    ended = session_of(context).run(deed)
    told = f"sessions ended: {ended}"
    emit({"email": email, "ended": ended}, as_json=as_json, show=lambda out: out.print(told))


def remove(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="Address of the account.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Remove somebody's account and all that is theirs, for good; the last admin's stays."""
    if not yes:
        typer.confirm(f"Erase the account {email} and everything that is kept of its person?", abort=True, err=True)

    async def deed(container: "Container") -> "Account":
        account = await _named(container, email)
        await container.remove_an_account()(account.person)
        return account

    gone = session_of(context).run(deed)
    told = f"{gone.email} is removed, with everything that was kept of them"
    emit({"removed": gone.person}, as_json=as_json, show=lambda out: out.print(told, markup=False, highlight=False))


async def _named(container: "Container", email: str) -> "Account":
    from copilot_core.rules.accounts import folded_email

    address = folded_email(email)
    for account in await _accounts(container):
        if account.email == address:
            return account
    raise NotFound("account_unknown", person=address)


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

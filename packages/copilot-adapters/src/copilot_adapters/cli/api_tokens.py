"""`copilot token …`: rights of programs to act for you."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of
from copilot_core.entities.account import Scope
from copilot_core.entities.identities import LOCAL_PERSON, TokenId
from copilot_core.errors import Rejected

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.account import ApiToken


def register(app: typer.Typer) -> None:
    """Add the commands."""
    token = typer.Typer(help="Personal tokens, for programs that act for you.", no_args_is_help=True)
    token.command("create")(create)
    token.command("list")(list_)
    token.command("revoke")(revoke)
    app.add_typer(token, name="token")


def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is for.")],
    scope: Annotated[list[Scope], typer.Option(help="What it may do; may be repeated.")],
    days: Annotated[int | None, typer.Option(help="After so many days it ends; left out: never.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Make a token; its secret is shown once."""

    async def deed(container: "Container") -> "tuple[ApiToken, str]":
        if not await container.any_account()():
            raise Rejected("token_needless", file=str(container.settings().home / "local-token"))
        made: tuple[ApiToken, str] = await container.create_token()(LOCAL_PERSON, name, scope, days)
        return made

    made, secret = session_of(context).run(deed)
    told = f"{secret}\nid {made.id}, ends {_day(made.ends_at)}; send it as Authorization: Bearer, it is not shown again"
    emit(
        {**_shape(made), "secret": secret},
        as_json=as_json,
        show=lambda out: out.print(told, markup=False, highlight=False, soft_wrap=True),
    )


def list_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List your tokens, newest first."""

    async def deed(container: "Container") -> "tuple[ApiToken, ...]":
        kept: tuple[ApiToken, ...] = await container.list_tokens()(LOCAL_PERSON)
        return kept

    kept = session_of(context).run(deed)
    columns = ("id", "name", "may", "since", "ends", "last used")
    rows = [(one.id, one.name, _may(one), _day(one.made_at), _day(one.ends_at), _day(one.used_at)) for one in kept]
    emit(
        {"tokens": [_shape(one) for one in kept]},
        as_json=as_json,
        show=lambda out: out.print(table("", columns, rows) if rows else "no tokens"),
    )


def revoke(
    context: typer.Context,
    token_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """End a token, at once."""

    async def deed(container: "Container") -> None:
        await container.revoke_token()(LOCAL_PERSON, TokenId(token_id))

    session_of(context).run(deed)
    emit({"revoked": token_id}, as_json=as_json, show=lambda out: out.print(f"{token_id} is revoked", markup=False))


def _day(at: object) -> str:
    return f"{at:%Y-%m-%d}" if at else "never"


def _may(one: "ApiToken") -> str:
    return ", ".join(sorted(one.scopes))


def _shape(one: "ApiToken") -> dict[str, object]:
    shown = ("id", "name", "made_at", "ends_at", "used_at")
    return {name: getattr(one, name) for name in shown} | {"scopes": sorted(one.scopes)}

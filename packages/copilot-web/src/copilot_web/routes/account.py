"""One's own account: name, password, sessions, and tokens for programs."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, Router, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from copilot_core.entities.account import Scope
from copilot_core.entities.identities import PersonId, SessionId, TokenId
from copilot_core.rules.api_tokens import LONGEST as MOST_DAYS
from copilot_core.use_cases.accounts.change_account import ChangeAccount
from copilot_core.use_cases.accounts.change_password import ChangePassword
from copilot_core.use_cases.accounts.create_token import CreateToken
from copilot_core.use_cases.accounts.end_other_sessions import EndOtherSessions
from copilot_core.use_cases.accounts.end_session import EndSession
from copilot_core.use_cases.accounts.list_sessions import ListSessions
from copilot_core.use_cases.accounts.list_tokens import ListTokens
from copilot_core.use_cases.accounts.revoke_token import RevokeToken
from copilot_core.use_cases.accounts.show_account import ShowAccount
from copilot_web.arrival import client_of
from copilot_web.audit import audit, auditing
from copilot_web.guards import BY_THEMSELVES
from copilot_web.limits import LIMIT, Cost
from copilot_web.routes.accounts_shown import (
    LATER,
    NO_STORE,
    CalledAs,
    Password,
    ShownAccount,
    ShownSession,
    ShownToken,
    shown,
    shown_session,
    shown_token,
)
from copilot_web.said import Word
from copilot_web.visitors import Visitor

ALONE = {BY_THEMSELVES: True}
Asking = Request[Any, Any, Any]
Days = Annotated[int, msgspec.Meta(ge=1, le=MOST_DAYS)]


class AccountChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How you are called."""

    name: CalledAs


class PasswordChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The password so far, and the one from now on."""

    old: Password
    new: Password


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A token for a program: what it may do, and after how many days it ends (nothing or null: never)."""

    name: Word
    scopes: Annotated[list[Scope], msgspec.Meta(min_length=1, max_length=3)]
    days: Days | None = None


class Sessions(msgspec.Struct, frozen=True):
    """Where you are signed in, the last seen first."""

    sessions: list[ShownSession]


class Ended(msgspec.Struct, frozen=True):
    """How many sessions ended."""

    ended: int


class Tokens(msgspec.Struct, frozen=True):
    """Your tokens, the newest first."""

    tokens: list[ShownToken]


class GivenToken(msgspec.Struct, frozen=True):
    """Send `secret` as `Authorization: Bearer`. It is shown this once."""

    token: ShownToken
    secret: str


@get("/", operation_id="showAccount")
async def show_own(show_account: NamedDependency[ShowAccount], person: NamedDependency[PersonId]) -> ShownAccount:
    """Show your account; where nobody has one it is not found."""
    return shown(await show_account(person))


@patch("/", operation_id="changeAccount")
async def change(
    data: JSONBody[AccountChange], change_account: NamedDependency[ChangeAccount], person: NamedDependency[PersonId]
) -> ShownAccount:
    """Say how you are called."""
    return shown(await change_account(person, data.name))


@put("/password", operation_id="changePassword", status_code=204, opt=ALONE | {LIMIT: Cost.LOG_IN}, responses=LATER)
async def change_secret(
    request: Asking,
    data: JSONBody[PasswordChange],
    change_password: NamedDependency[ChangePassword],
    visitor: NamedDependency[Visitor],
) -> None:
    """Take another password; you stay signed in here, and nowhere else."""
    with auditing("password_change_refused", request.scope):
        await change_password(visitor.person, SessionId(visitor.session), data.old, data.new)
    audit("password_changed", person=visitor.person, address=client_of(request.scope))


@get("/sessions", operation_id="listSessions", opt=ALONE)
async def list_sessions_of(list_sessions: NamedDependency[ListSessions], visitor: NamedDependency[Visitor]) -> Sessions:
    """List where you are signed in."""
    return Sessions([shown_session(one, visitor.session) for one in await list_sessions(visitor.person)])


@delete("/sessions/{session_id:str}", operation_id="endSession", opt=ALONE)
async def end_one(
    session_id: FromPath[str], end_session: NamedDependency[EndSession], visitor: NamedDependency[Visitor]
) -> None:
    """End one of your sessions: its tokens and live connections end at once."""
    await end_session(visitor.person, SessionId(session_id))
    audit("session_ended", person=visitor.person, session=session_id)


@delete("/sessions", operation_id="endOtherSessions", status_code=200, opt=ALONE)
async def end_others(end_other_sessions: NamedDependency[EndOtherSessions], visitor: NamedDependency[Visitor]) -> Ended:
    """End all your sessions but this one."""
    ended = await end_other_sessions(visitor.person, SessionId(visitor.session))
    audit("sessions_ended", person=visitor.person, ended=ended)
    return Ended(ended)


@get("/tokens", operation_id="listTokens", opt=ALONE)
async def list_tokens_of(list_tokens: NamedDependency[ListTokens], person: NamedDependency[PersonId]) -> Tokens:
    """List your tokens for programs, without their secrets."""
    return Tokens([shown_token(one) for one in await list_tokens(person)])


@post("/tokens", operation_id="createToken", opt=ALONE)
async def create(
    data: JSONBody[Wanted], create_token: NamedDependency[CreateToken], person: NamedDependency[PersonId]
) -> Response[GivenToken]:
    """Give a program a token to act for you, as far as its scopes go; the secret is shown this once."""
    token, secret = await create_token(person, data.name, data.scopes, data.days)
    audit("token_made", person=person, token=token.id, scopes=" ".join(sorted(token.scopes)))
    return Response(GivenToken(shown_token(token), secret), status_code=201, headers=NO_STORE)


@delete("/tokens/{token_id:str}", operation_id="revokeToken", opt=ALONE)
async def revoke(
    token_id: FromPath[str], revoke_token: NamedDependency[RevokeToken], person: NamedDependency[PersonId]
) -> None:
    """Revoke one of your tokens, at once."""
    await revoke_token(person, TokenId(token_id))
    audit("token_revoked", person=person, token=token_id)


ACCOUNT: Any = Router(
    "/account",
    route_handlers=[
        show_own,
        change,
        change_secret,
        list_sessions_of,
        end_one,
        end_others,
        list_tokens_of,
        create,
        revoke,
    ],
    tags=["account"],
)

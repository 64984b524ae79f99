"""Accounts, sessions and tokens as they are shown: without secrets."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar.datastructures import ResponseHeader
from litestar.openapi.datastructures import ResponseSpec

from copilot_core.entities.account import Account, ApiToken, Role, Scope, Session
from copilot_core.entities.identities import PersonId, SessionId, TokenId
from copilot_core.rules.accounts import LONGEST, LONGEST_EMAIL, LONGEST_NAME
from copilot_web.problems import PROBLEM, Problem
from copilot_web.said import NO_NUL

NO_STORE = {"Cache-Control": "no-store"}
"""On answers that hold secrets: nobody keeps them."""

LATER = {
    429: ResponseSpec(
        Problem,
        description="Too many attempts: `Retry-After` tells when to come again.",
        media_type=PROBLEM,
        generate_examples=False,
    )
}
COOKIE_SET = [
    ResponseHeader(
        name="Set-Cookie",
        value="__Host-copilot_refresh=…",
        documentation_only=True,
        description="The right to go on: HttpOnly, SameSite=Strict; Secure but over plain http to this machine.",
    )
]
Email = Annotated[str, msgspec.Meta(max_length=LONGEST_EMAIL, pattern=NO_NUL, examples=["ada@example.org"])]
Password = Annotated[str, msgspec.Meta(max_length=LONGEST, pattern=NO_NUL, examples=["seven green umbrellas"])]
CalledAs = Annotated[str, msgspec.Meta(max_length=LONGEST_NAME, pattern=NO_NUL, examples=["Ada"])]
Secret = Annotated[str, msgspec.Meta(max_length=200, pattern=NO_NUL, description="What the letter's link ends in.")]


class ShownAccount(msgspec.Struct, frozen=True):
    """Who signs in; without `verified_at` the address was not confirmed, and nobody can sign in by it."""

    person: PersonId
    email: str
    name: str
    role: Role
    made_at: datetime
    verified_at: datetime | None


class ShownSession(msgspec.Struct, frozen=True):
    """One log-in, on one device; `here` is the one that asks."""

    id: SessionId
    begun_at: datetime
    seen_at: datetime
    ends_at: datetime
    agent: str
    address: str
    here: bool


class ShownToken(msgspec.Struct, frozen=True):
    """A personal token; its secret is kept nowhere."""

    id: TokenId
    name: str
    scopes: list[Scope]
    made_at: datetime
    ends_at: datetime | None
    used_at: datetime | None


def shown(account: Account) -> ShownAccount:
    """Return an account without its password."""
    return ShownAccount(account.person, account.email, account.name, account.role, account.made_at, account.verified_at)


def shown_session(session: Session, here: str) -> ShownSession:
    """Return a session."""
    return ShownSession(
        session.id,
        session.begun_at,
        session.seen_at,
        session.ends_at,
        session.agent,
        session.address,
        session.id == here,
    )


def shown_token(token: ApiToken) -> ShownToken:
    """Return a token."""
    return ShownToken(token.id, token.name, sorted(token.scopes), token.made_at, token.ends_at, token.used_at)

"""What a request carries in `Authorization: Bearer`: a session's access token, or a personal token."""

from functools import partial

from attrs import frozen

from copilot_core.entities.account import Role, Scope
from copilot_core.rules.api_tokens import PREFIX
from copilot_web.library import Library
from copilot_web.names import bearer_of
from copilot_web.visitors import Connection, Power, Visitor

EVERYTHING = frozenset(Power)
POWERS_OF_ROLE = {Role.USER: frozenset({Power.READ, Power.WRITE}), Role.ADMIN: EVERYTHING}
POWER_OF_SCOPE = {Scope.READ: Power.READ, Scope.WRITE: Power.WRITE, Scope.ADMIN: Power.ADMIN}
DOTS = 2
"""In a signed token (RFC 7515)."""


@frozen
class AccessToken:
    """Knows who is signed in; a token holds as long as its session."""

    library: Library

    async def visitor(self, connection: Connection) -> Visitor | None:
        """Return who it is; raise `Rejected("session_ended")`."""
        bearer = bearer_of(connection.scope)
        if bearer.count(".") != DOTS:
            return None
        known = await self.library.container.know_session()(bearer)
        if known is None:
            return None
        claims, session = known
        holds = partial(self.library.container.still_signed_in(), claims.person, session.id)
        return Visitor(person=claims.person, powers=POWERS_OF_ROLE[claims.role], session=session.id, holds=holds)


@frozen
class PersonalToken:
    """Knows for whom a program acts, and how far it may."""

    library: Library

    async def visitor(self, connection: Connection) -> Visitor | None:
        """Return whose token it is."""
        bearer = bearer_of(connection.scope)
        known = await self.library.container.know_token()(bearer) if bearer.startswith(PREFIX) else None
        if known is None:
            return None
        token, account = known
        powers = frozenset(POWER_OF_SCOPE[scope] for scope in token.scopes)
        holds = partial(self.library.container.still_signed_in(), account.person, token.id)
        return Visitor(person=account.person, powers=powers, session=token.id, token=token.id, holds=holds)

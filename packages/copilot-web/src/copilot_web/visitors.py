"""Who asks, and what they may do."""

from collections.abc import Awaitable, Callable, Collection
from enum import StrEnum
from typing import Any, Protocol

from attrs import field, frozen
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected
from copilot_web.audit import audit
from copilot_web.problems import NotSignedIn

Connection = ASGIConnection[Any, Any, Any, Any]
PUBLIC = "public"
"""Handlers with this option answer everybody."""


class Power(StrEnum):
    """What a visitor may do."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


async def always() -> bool:
    """Hold for ever."""
    return True


@frozen(kw_only=True)
class Visitor:
    """A person, by whichever way they came; `session` names what can be ended, empty for one without.

    `token` is the personal token of a program; `holds` tells whether what let them in still does.
    """

    person: PersonId
    powers: frozenset[Power]
    session: str = ""
    token: str = ""
    holds: Callable[[], Awaitable[bool]] = field(default=always, eq=False, repr=False)


class Way(Protocol):
    """A way to tell who asks: a cookie, a token, the local link."""

    async def visitor(self, connection: Connection) -> Visitor | None:
        """Return who asks; None when this way tells nothing. Raise `Rejected` for a proof that is wrong."""
        ...


class Doorkeeper(ASGIMiddleware):
    """Lets nobody in whom no way knows; puts the visitor into the connection's `user`."""

    scopes = (ScopeType.HTTP, ScopeType.WEBSOCKET)
    exclude_opt_key = PUBLIC

    def __init__(self, ways: Collection[Way]) -> None:
        """Take the ways, in the order they are tried."""
        self.ways = tuple(ways)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Find out who asks."""
        connection: Connection = ASGIConnection(scope, receive, send)
        for way in self.ways:
            visitor = await way.visitor(connection)
            if visitor is not None:
                scope["user"] = visitor
                await next_app(scope, receive, send)
                return
        raise NotSignedIn


async def visitor_of(scope: Scope) -> Visitor:
    """Return who asks (the dependency `visitor`)."""
    found = scope.get("user")
    if not isinstance(found, Visitor):
        raise NotSignedIn
    return found


async def person_of(scope: Scope) -> PersonId:
    """Return the person who asks (the dependency `person`)."""
    return (await visitor_of(scope)).person


def demand(visitor: Visitor, power: Power) -> None:
    """Raise `Rejected("not_allowed")` unless the visitor has the power."""
    if power not in visitor.powers:
        raise Rejected("not_allowed", power=power.value)
    if power is Power.ADMIN:
        audit("admin", person=visitor.person)

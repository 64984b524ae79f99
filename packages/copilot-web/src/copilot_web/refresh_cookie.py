"""The cookie that lets a browser go on with its session."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final

from attrs import frozen
from litestar.datastructures import Cookie
from litestar.types import Scope

from copilot_core.errors import Rejected
from copilot_web.library import Library
from copilot_web.names import THIS_MACHINE, by_own_page, host_of
from copilot_web.visitors import Connection, Power, Visitor

NAME: Final = "copilot_refresh"
SECURE_NAME: Final = f"__Host-{NAME}"
"""Browsers take it over https alone, from this very host, and only for the path `/`."""

PATH: Final = "/api/v1/auth"
"""Where the other one is sent: what else listens on a port of this machine shares its cookies."""

SIGN_OUT: Final = frozenset({Power.WRITE})
BY_REFRESH: Final = "by_refresh"
"""Handlers with this option know a browser by that cookie, the doorkeeper for them; no others do."""


def refresh_cookie(scope: Scope, secret: str, ends_at: datetime) -> Cookie:
    """Return the cookie; only over plain http to this machine it is no secure one."""
    seconds = max(0, int((ends_at - datetime.now(UTC)).total_seconds()))
    plain = _is_plain(scope)
    return Cookie(
        NAME if plain else SECURE_NAME,
        value=secret,
        path=PATH if plain else "/",
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=not plain,
    )


def no_cookie(scope: Scope) -> Cookie:
    """Return what takes the cookie away."""
    return refresh_cookie(scope, "", datetime.fromtimestamp(0, UTC))


def refresh_in(connection: Connection) -> str:
    """Return the secret that a browser sends; empty without."""
    return connection.cookies.get(NAME if _is_plain(connection.scope) else SECURE_NAME, "")


def refresh_by_own_page(connection: Connection, origins: Collection[str]) -> str:
    """Return the secret; raise `Rejected("origin_unknown")` when a page of another site had it sent."""
    secret = refresh_in(connection)
    if secret and not by_own_page(connection.scope, origins):
        raise Rejected("origin_unknown")
    return secret


@frozen
class RefreshCookie:
    """Knows whose browser it is, where a handler wants to: to sign out when nothing else is left."""

    library: Library
    origins: Collection[str] = ()

    async def visitor(self, connection: Connection) -> Visitor | None:
        """Return whose session it is."""
        if not connection.scope["route_handler"].opt.get(BY_REFRESH):
            return None
        secret = refresh_by_own_page(connection, self.origins)
        right = await self.library.container.know_right()(secret) if secret else None
        return Visitor(person=right.person, powers=SIGN_OUT, session=right.session) if right else None


def _is_plain(scope: Scope) -> bool:
    return scope["scheme"] == "http" and host_of(scope) in THIS_MACHINE

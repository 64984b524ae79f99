"""The one person of this machine, without a log-in: whoever can read a file of theirs."""

import os
import secrets
from collections.abc import Collection
from pathlib import Path

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.errors import Rejected
from copilot_web.names import by_own_page
from copilot_web.visitors import Connection, Power, Visitor

COOKIE = "copilot_local"
FILE = "local-token"
EVERYTHING = frozenset(Power)


def local_token(home: Path) -> str:
    """Return the token of this installation; made once, readable for its owner only."""
    file = home / FILE
    try:
        with open(file, "x", opener=_for_the_owner) as made:
            made.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return file.read_text("ascii").strip()


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@frozen
class LocalToken:
    """Knows the local person by the token: a script's as a bearer, a browser's in the cookie that a link gave it."""

    token: str
    origins: Collection[str] = ()

    async def visitor(self, connection: Connection) -> Visitor | None:
        """Return the local person; a page of another site gets nothing by their cookie."""
        scheme, _, bearer = (connection.headers.get("authorization") or "").partition(" ")
        by_cookie = scheme.lower() != "bearer"
        given = connection.cookies.get(COOKIE, "") if by_cookie else bearer.strip()
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return None
        if by_cookie and not by_own_page(connection.scope, self.origins):
            raise Rejected("origin_unknown")
        return Visitor(person=LOCAL_PERSON, powers=EVERYTHING, session="local")

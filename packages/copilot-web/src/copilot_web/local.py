"""The one person of this machine, without a log-in: whoever can read a file of theirs."""

import os
import secrets
from pathlib import Path

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON
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
    """Knows the local person by the token, in the cookie or as a bearer."""

    token: str

    async def visitor(self, connection: Connection) -> Visitor | None:
        """Return the local person."""
        scheme, _, bearer = (connection.headers.get("authorization") or "").partition(" ")
        given = bearer if scheme.lower() == "bearer" else connection.cookies.get(COOKIE, "")
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return None
        return Visitor(person=LOCAL_PERSON, powers=EVERYTHING, session="local")

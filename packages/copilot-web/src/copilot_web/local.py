"""The one person of this machine, without a log-in: whoever can read a file of theirs."""

import os
import re
import secrets
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from tempfile import NamedTemporaryFile

from attrs import field, frozen

from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.errors import Rejected
from copilot_core.use_cases.accounts.adopt_local import LOCAL_SESSION
from copilot_web.names import bearer_of, by_own_page, has_bearer
from copilot_web.visitors import Connection, Power, Visitor

COOKIE = "copilot_local"
PATH = "/api/v1"
"""Where it is sent: browsers show the cookies of this machine to whatever listens on any of its ports."""
FILE = "local-token"
TOKEN_BYTES = 32
TOKEN = re.compile(rb"[A-Za-z0-9_-]{43,}")
EVERYTHING = frozenset(Power)


def local_token(home: Path) -> str:
    """Return the token of this installation; made once, whole or not at all, readable for its owner only."""
    file = home / FILE
    if not _holds_token(file):
        _make(file)
    file.chmod(0o600)
    return file.read_text("ascii").strip()


def _holds_token(file: Path) -> bool:
    """Tell whether there is one that nobody guesses: an empty one would let everybody in."""
    try:
        return TOKEN.fullmatch(file.read_bytes().strip()) is not None
    except FileNotFoundError:
        return False


def _make(file: Path) -> None:
    """Put a token there; of several processes at once, the first one's stays."""
    with NamedTemporaryFile("w", dir=file.parent, prefix=f"{FILE}-", encoding="ascii", delete=False) as made:
        made.write(secrets.token_urlsafe(TOKEN_BYTES))
    mine = Path(made.name)
    try:
        os.link(mine, file)
    except FileExistsError:
        if not _holds_token(file):
            mine.replace(file)
    finally:
        mine.unlink(missing_ok=True)


@frozen
class LocalToken:
    """Knows the local person by the token: a script's as a bearer, a browser's in the cookie that a link gave it.

    As soon as there is an account (`accounts` tells), it lets nobody in any more.
    """

    token: str = field(repr=False)
    accounts: Callable[[], Awaitable[bool]]
    origins: Collection[str] = ()

    async def visitor(self, connection: Connection) -> Visitor | None:
        """Return the local person; raise `Rejected("local_token_over")` when people sign in here."""
        if not self.is_shown(connection):
            return None
        if await self.accounts():
            raise Rejected("local_token_over")
        return Visitor(person=LOCAL_PERSON, powers=EVERYTHING, session=LOCAL_SESSION, holds=self._holds)

    def is_shown(self, connection: Connection) -> bool:
        """Tell whether a request shows the token; a page of another site gets nothing by the cookie."""
        by_cookie = not has_bearer(connection.scope)
        given = connection.cookies.get(COOKIE, "") if by_cookie else bearer_of(connection.scope)
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return False
        if by_cookie and not by_own_page(connection.scope, self.origins):
            raise Rejected("origin_unknown")
        return True

    async def _holds(self) -> bool:
        return not await self.accounts()

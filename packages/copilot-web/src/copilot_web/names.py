"""Under which names the application answers, and to whose pages: against rebinding and forged requests."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from copilot_core.errors import Rejected

THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")
HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_PAGES = frozenset({"same-origin", "none"})
"""What `Sec-Fetch-Site` says of a request that our own page makes, or the person by hand."""

PAGE_SCHEMES = {"ws": "http", "wss": "https"}


class KnownNames(ASGIMiddleware):
    """Refuses requests for a host that is none of ours: a stranger's name may lead a browser to this address."""

    scopes = (ScopeType.HTTP, ScopeType.WEBSOCKET)

    def __init__(self, hosts: Collection[str]) -> None:
        """Take the names besides those of this machine."""
        self.known = (*THIS_MACHINE, *hosts)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Go on when exactly one host is asked for, and it is known."""
        given = ",".join(header(scope, b"host")).lower()
        if host_of(scope) not in self.known:
            raise Rejected("host_unknown", host=given[:100] or "?", known=", ".join(self.known))
        await next_app(scope, receive, send)


def by_own_page(scope: Scope, origins: Collection[str] = ()) -> bool:
    """Tell whether a request was made by a page of this installation, or of `origins`; harmless ones are not asked.

    For proofs that a browser adds by itself (cookies). A browser says where a request comes from whenever that
    matters; who says nothing is none, and has other ways to show who they are.
    """
    if scope["type"] == ScopeType.HTTP and scope["method"] in HARMLESS:
        return True
    made_by, site = header(scope, b"origin"), header(scope, b"sec-fetch-site")
    if len(made_by) > 1 or len(site) > 1:
        return False
    if made_by and made_by[0] in origins:
        return True
    if site and site[0] not in OWN_PAGES:
        return False
    return bool(site) if not made_by else _is_own(made_by[0], scope)


def by_strangers_page(scope: Scope, origins: Collection[str] = ()) -> bool:
    """Tell whether a browser says that another site's page made a request; for what needs no proof to be done."""
    told = header(scope, b"origin") or header(scope, b"sec-fetch-site")
    return bool(told) and not by_own_page(scope, origins)


def host_of(scope: Scope) -> str:
    """Return the one host that is asked for, without its port; empty when there is none such."""
    matched = HOST.fullmatch(",".join(header(scope, b"host")).lower())
    return matched[1] if matched else ""


def has_bearer(scope: Scope) -> bool:
    """Tell whether a request shows a token by itself, and asks for nothing by a cookie."""
    return any(given.lower().startswith("bearer") for given in header(scope, b"authorization"))


def bearer_of(scope: Scope) -> str:
    """Return the token in `Authorization`; empty without, or with several."""
    given = header(scope, b"authorization")
    scheme, _, bearer = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    return bearer.strip() if scheme.lower() == "bearer" else ""


def header(scope: Scope, name: bytes) -> list[str]:
    """Return all values of a header."""
    return [value.decode("latin-1") for given, value in scope["headers"] if given == name]


def _is_own(origin: str, scope: Scope) -> bool:
    scheme = str(scope["scheme"])
    own = f"{PAGE_SCHEMES.get(scheme, scheme)}://{','.join(header(scope, b'host'))}"
    return _plain(origin) == _plain(own) != ""


def _plain(origin: str) -> str:
    """Write an origin as browsers do: in small letters, without the scheme's own port; empty for what is none."""
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return ""
    usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"

"""The open connections of one event loop."""

import logging
import ssl
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx
from attrs import frozen

from copilot_adapters.web.lanes import Lanes

FEW: Final = httpx.Limits(max_connections=40, max_keepalive_connections=10, keepalive_expiry=15)
NONE_KEPT: Final = httpx.Limits(max_connections=10, max_keepalive_connections=0)


@frozen(eq=False)
class Connections:
    """`known` goes to boards (through a proxy where the environment names one), `pinned` to one checked address.

    A pinned connection is never kept: another name at the same address would be spoken to under the first one's
    certificate.
    """

    known: httpx.AsyncClient
    pinned: httpx.AsyncClient
    lanes: Lanes

    @classmethod
    def opened(
        cls, tls: ssl.SSLContext, timeout: httpx.Timeout, lanes: Lanes, transport: httpx.AsyncBaseTransport | None
    ) -> "Connections":
        """Make both clients; nothing is connected yet."""
        _hide_queries_in_the_log()
        known = _client(tls, timeout, transport, FEW, trusts_environment=True)
        pinned = _client(tls, timeout, transport, NONE_KEPT, trusts_environment=False)
        return cls(known, pinned, lanes)

    async def aclose(self) -> None:
        """Hang up."""
        await self.known.aclose()
        await self.pinned.aclose()


class QueriesHidden(logging.Filter):
    """Cuts the query off every address that httpx logs: keys travel in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, its addresses shortened."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                str(part.copy_with(query=None, userinfo=b"")) if isinstance(part, httpx.URL) else part
                for part in record.args
            )
        return True


def _client(
    tls: ssl.SSLContext,
    timeout: httpx.Timeout,
    transport: httpx.AsyncBaseTransport | None,
    limits: httpx.Limits,
    *,
    trusts_environment: bool,
) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=tls,
        timeout=timeout,
        limits=limits,
        transport=transport,
        trust_env=trusts_environment,
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


def _hide_queries_in_the_log() -> None:
    log = logging.getLogger("httpx")
    if not any(isinstance(present, QueriesHidden) for present in log.filters):
        log.addFilter(QueriesHidden())

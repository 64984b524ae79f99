"""What is known of a request before anything is done with it: where it comes from, and its name."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from uuid import uuid4

from attrs import frozen
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from copilot_adapters.guard_settings import Network

REQUEST_ID: Final = "X-Request-Id"
SANE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
"""What somebody else's id may look like; anything else is replaced by one of ours."""

MOST_HOPS = 20


@frozen
class Arrival:
    """Puts the client's address and scheme into the scope, and gives each request an id.

    X-Forwarded-For is read from the right, as far as proxies are listed: what stands further left anybody may write.
    """

    app: ASGIApp
    trusted: tuple[Network, ...]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note it, and go on."""
        request_id = _given_id(scope) or uuid4().hex
        scope["state"] = {**scope.get("state", {}), "request_id": request_id}
        self._look_behind_proxies(scope)

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableScopeHeaders.from_message(message)[REQUEST_ID] = request_id
            await send(message)

        await self.app(scope, receive, named)

    def _look_behind_proxies(self, scope: Scope) -> None:
        client = scope.get("client")
        if client is None or not self._trusts(client[0]):
            return
        scope["client"] = (self._farthest_known(client[0], _values(scope, b"x-forwarded-for")), 0)
        told = _values(scope, b"x-forwarded-proto")[-1:]
        if told and told[0] in {"http", "https"}:
            scope["scheme"] = _scheme(scope["type"], told[0])

    def _farthest_known(self, nearest: str, hops: list[str]) -> str:
        for hop in reversed(hops[-MOST_HOPS:]):
            address = _address(hop)
            if address is None:
                break
            nearest = str(address)
            if not self._trusts(nearest):
                break
        return nearest

    def _trusts(self, text: str) -> bool:
        address = _address(text)
        return address is not None and any(address in network for network in self.trusted)


def request_id_of(scope: Scope) -> str:
    """Return the request's id; empty before it has one."""
    return str(scope.get("state", {}).get("request_id", ""))


def client_of(scope: Scope) -> str:
    """Return the client's address as it is logged; empty when nobody knows."""
    client = scope.get("client")
    return client[0] if client else ""


def _given_id(scope: Scope) -> str:
    given = [value for name, value in scope["headers"] if name == b"x-request-id"]
    text = given[0].decode("latin-1") if len(given) == 1 else ""
    return text if SANE.fullmatch(text) else ""


def _values(scope: Scope, name: bytes) -> list[str]:
    """Return a list that may be spread over several headers."""
    told = [value.decode("latin-1") for header, value in scope["headers"] if header == name]
    return [one.strip() for one in ",".join(told).split(",") if one.strip()]


def _address(text: str) -> IPv4Address | IPv6Address | None:
    host = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _scheme(kind: str, told: str) -> str:
    if kind == ScopeType.WEBSOCKET:
        return "wss" if told == "https" else "ws"
    return told

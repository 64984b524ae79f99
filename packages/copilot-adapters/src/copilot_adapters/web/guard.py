"""The guard for addresses that a person gave: never into a private network."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

import httpx
from attrs import frozen

from copilot_core.errors import Rejected, Unavailable

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Address = IPv4Address | IPv6Address

EMBEDS_IPV4: Final = (
    IPv6Network("64:ff9b::/96"),  # NAT64, RFC 6052
    IPv6Network("::/96"),  # IPv4-compatible, RFC 4291
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated, RFC 2765
)
"""Networks whose last 32 bits are an IPv4 address."""

REFUSED: Final = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments; one cloud's metadata at .192
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
    )
)
"""Special networks that not every Python knows to be special."""

GLOBAL_IPV6: Final = IPv6Network("2000::/3")
METADATA: Final = frozenset({IPv4Address("168.63.129.16")})
"""Public by number, but answered by the cloud host itself (Azure)."""


@frozen
class Guard:
    """Says which addresses a host may be reached at; whoever connects must use one of exactly these."""

    allow_loopback: bool = False
    resolve: Resolve | None = None

    async def addresses(self, url: httpx.URL) -> tuple[str, ...]:
        """Return the addresses of the URL's host; raise `Rejected("url_not_allowed")` when any is not public."""
        if url.scheme not in {"http", "https"}:
            raise not_allowed(url, "only http and https are")
        if not url.host:
            raise not_allowed(url, "it names no host")
        if url.userinfo:
            raise not_allowed(url, "it carries a user name or password")
        found = await (self.resolve or resolve)(url.raw_host.decode("ascii"), url.port or 0)
        for address in found:
            if not self._is_allowed(address):
                raise not_allowed(url, "it leads into a private network")
        return tuple(dict.fromkeys(found))

    def _is_allowed(self, text: str) -> bool:
        try:
            address = ip_address(text)
        except ValueError:
            return False
        inner = embedded(address)
        return is_public(inner) or (self.allow_loopback and inner.is_loopback)


def embedded(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for (mapped, NAT64, 6to4 …), else the address itself."""
    if isinstance(address, IPv4Address) or address.is_loopback or address.is_unspecified:
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if any(address in network for network in EMBEDS_IPV4):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the open internet."""
    if isinstance(address, IPv6Address) and (address.scope_id or address not in GLOBAL_IPV6):
        return False
    if any(address in network for network in REFUSED if network.version == address.version):
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_link_local
        and address not in METADATA
    )


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for a host's addresses."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable("board_unreachable", board=host, problem="there is no host of this name") from error
    return [str(address[0]) for *_, address in found]


def not_allowed(url: httpx.URL, problem: str) -> Rejected:
    """Refuse an address; its query and credentials are not repeated."""
    return Rejected("url_not_allowed", url=shown(url), problem=problem)


def shown(url: httpx.URL) -> str:
    """Return the address as it may be shown: without credentials, query and fragment."""
    return str(url.copy_with(userinfo=b"", query=None, fragment=None))[:300]

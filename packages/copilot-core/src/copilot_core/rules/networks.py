"""Who is one client."""

from ipaddress import IPv6Address, ip_address


def network_of(address: str) -> str:
    """Return what is counted as one: an IPv4 address, or the /64 that one customer of IPv6 has for themselves."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return f"{IPv6Address(int(known) >> 64 << 64)}/64"
    return str(getattr(known, "ipv4_mapped", None) or known)

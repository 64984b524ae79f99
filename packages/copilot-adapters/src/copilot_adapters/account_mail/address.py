"""What an address of a letter looks like."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address

ONE = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)


def one_address(said: str, name: str = "") -> Address:
    """Return one address, in ASCII; raise `ValueError` for none, for several, and for more than an address."""
    if not ONE.fullmatch(said):
        raise ValueError("it is not one address")
    try:
        return Address(name, addr_spec=said)
    except HeaderParseError as error:
        raise ValueError("it is not one address") from error

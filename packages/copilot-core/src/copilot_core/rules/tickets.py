"""What a ticket looks like, and how long it holds."""

from datetime import timedelta
from hashlib import sha256

HOLDS = timedelta(seconds=30)


def fingerprint_of(ticket: str) -> str:
    """Return what is kept of a ticket: enough to know it again, too little to use it."""
    return sha256(ticket.encode("utf-8", "surrogatepass")).hexdigest()

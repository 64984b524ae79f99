"""Whether what a board yields is everything it has."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from attrs import define, field


@define
class Listing:
    """One run of a board, as it tells of it: `in_full` are its accounts (employers) of which nothing was left out.

    `shown` says under which account a posting stood, by its external id. A board without accounts has one, "".
    """

    cut: bool = False
    in_full: set[str] = field(factory=set)
    shown: dict[str, str] = field(factory=dict)


_LISTING: ContextVar[Listing | None] = ContextVar("_LISTING", default=None)


@contextmanager
def listening() -> Iterator[Listing]:
    """Hear of a board that runs within what it leaves out."""
    listing = Listing()
    token = _LISTING.set(listing)
    try:
        yield listing
    finally:
        _LISTING.reset(token)


def left_out() -> None:
    """Say, from within `JobSource.postings`, that there is more than was yielded.

    A source that declares `lists_everything = True` promises to say so whenever it stops at a limit.
    """
    _current().cut = True


def shown(account: str, external_id: str) -> None:
    """Say that a posting stands under an account."""
    _current().shown[external_id] = account


@contextmanager
def account_listed(account: str) -> Iterator[None]:
    """Ask one account within: it was listed in full when nothing was raised, and nothing `left_out`."""
    listing = _current()
    before, listing.cut = listing.cut, False
    try:
        yield
        if not listing.cut:
            listing.in_full.add(account)
    finally:
        listing.cut = listing.cut or before


def _current() -> Listing:
    """Return who listens; what is told to nobody is forgotten."""
    return _LISTING.get() or Listing()

"""The places of our boards' bookmarks: numbers (a page, an offset, a page's size) with a stroke between."""

import re
from typing import Final

from copilot_core.errors import Rejected

PLACE: Final = re.compile(r"[0-9]{1,9}(?:/[0-9]{1,9})*")


def written(*numbers: int) -> str:
    """Return the place that holds these numbers."""
    return "/".join(map(str, numbers))


def numbers_of(place: str, *first: int, board: str) -> tuple[int, ...]:
    """Return a place's numbers, the `first` (and least) ones where there is none; raise `Rejected("bookmark_refused")`."""
    if not place:
        return first
    numbers = tuple(map(int, place.split("/"))) if PLACE.fullmatch(place) else ()
    if len(numbers) != len(first) or any(one < least for one, least in zip(numbers, first, strict=True)):
        raise refused(board, place)
    return numbers


def refused(board: str, place: str) -> Rejected:
    """Say that a place is none of the board's."""
    return Rejected("bookmark_refused", board=board, place=place[:100])

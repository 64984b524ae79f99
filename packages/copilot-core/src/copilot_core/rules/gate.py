"""The gate: every posting of every source, a stranger's too, is made safe and regular here, or refused with the reason."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from attrs import evolve

from copilot_core.entities.posting import Bookmark, Posting, Refusal
from copilot_core.entities.salary import Origin, Period, Salary
from copilot_core.rules.piled_marks import without_piled_marks
from copilot_core.sentences import Sentence

ToMarkdown = Callable[[str], str]

MOST_LINE: Final = 300
"""Characters of a title, a company, a place; longer ones are refused (title) or cut (the others)."""

MOST_URL: Final = 2_000
MOST_ID: Final = 300
MOST_TEXT: Final = 200_000
"""Characters of a description; what is beyond is left out."""

MOST_PLACE: Final = 2_000
"""Characters of a bookmark."""

MOST_ITEMS: Final = 100
MOST_PAY: Final = 1e9
CURRENCY: Final = re.compile(r"[A-Z]{3}")
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control, direction and zero-width characters, and lone surrogates; joiners (U+200C, U+200D) write words and emoji."""

ODD_BLANKS: Final = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
RUN: Final = re.compile(r" (?<=\S ) ++(?=\S)")
"""Blanks within a line; those that begin one (a list in a list) or end it (a break) mean something in Markdown."""

BREAK: Final = "  "
"""Two blanks at the end of a line are a break in Markdown; any other number is nothing."""

EMPTY_LINES: Final = re.compile(r"\n{3,}")
LINE_ENDS: Final = re.compile("[\t\n\u2028\u2029]+")
"""What browsers leave out of an address, and what would end the line it is printed in."""


def admit(item: object, to_markdown: ToMarkdown, *, own: bool = False) -> Posting | Refusal:
    """Return the posting as the rest of the library may trust it: types, sizes, Markdown, NFC, http(s) addresses.

    Only what a person brought themselves (`own`) may lack an address.
    """
    if isinstance(item, Refusal):
        return item
    if not isinstance(item, Posting):
        return _refused("posting_unreadable", "", problem=f"{type(item).__name__} is no posting")
    external_id, title, url = _line(item.external_id), _line(item.title), _address(item.url)
    for name, value in (("external_id", external_id), ("title", title), ("url", url)):
        if not value and not (own and name == "url"):
            return _refused("posting_without", external_id[:MOST_ID], field=name)
    for name, value, limit in (("external_id", external_id, MOST_ID), ("title", title, MOST_LINE)):
        if len(value) > limit:
            return _refused("posting_too_large", external_id[:MOST_ID], field=name, size=len(value), limit=limit)
    return evolve(
        _with_words(item),
        external_id=external_id,
        title=title,
        url=url,
        description=_text(item.description, to_markdown),
        apply_url=_address(item.apply_url),
        company_url=_address(item.company_url),
        remote=_flag(item.remote),
        hybrid=_flag(item.hybrid),
        pay=_pay(item.pay),
        posted_at=_moment(item.posted_at),
        closes_at=_moment(item.closes_at),
    )


def admit_bookmark(bookmark: Bookmark) -> str | None:
    """Return the place a board may be asked to go on at, None for one that is empty, too long or no line of text.

    It must come back to the board as it was given, so that it is never cleaned.
    """
    place: object = bookmark.place
    usable = isinstance(place, str) and 0 < len(place) <= MOST_PLACE and _line(place) == place
    return place if usable and isinstance(place, str) else None


def _with_words(item: Posting) -> Posting:
    return evolve(
        item,
        company=_line(item.company)[:MOST_LINE],
        places=_lines(item.places),
        work_from=_lines(item.work_from),
        pay_text=_line(item.pay_text)[:MOST_LINE],
        employment=_lines(item.employment),
        seniority=_line(item.seniority)[:MOST_LINE],
        tags=_lines(item.tags),
        department=_line(item.department)[:MOST_LINE],
        language=_line(item.language)[:20],
        contact=_line(item.contact)[:MOST_LINE],
    )


def _refused(code: str, external_id: str, **params: str | int) -> Refusal:
    return Refusal(Sentence(code, params), external_id)


def _clean(value: object) -> str:
    text = value if isinstance(value, str) else ""
    lines = without_piled_marks(text).replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub("", unicodedata.normalize("NFC", lines))


def _line(value: object) -> str:
    return " ".join(_clean(value).split())


def _lines(value: object) -> tuple[str, ...]:
    if not isinstance(value, tuple | list):
        return ()
    found = (_line(part)[:MOST_LINE] for part in value[:MOST_ITEMS])
    return tuple(dict.fromkeys(line for line in found if line))


def _text(value: object, to_markdown: ToMarkdown) -> str:
    """Cut before and after cleaning: neither a huge text nor what it grows into gets through."""
    raw = _clean(value[: 4 * MOST_TEXT]) if isinstance(value, str) else ""
    markdown = _clean(to_markdown(raw))[:MOST_TEXT]
    lines = map(_line_end, RUN.sub(" ", ODD_BLANKS.sub(" ", markdown)).split("\n"))
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n").rstrip()


def _line_end(line: str) -> str:
    bare = line.rstrip()
    return bare + BREAK if bare and line[len(bare) :] == BREAK else bare


def _address(value: object) -> str:
    """Return an http(s) address with a host and without credentials, else nothing."""
    address = LINE_ENDS.sub("", _clean(value).strip()).replace(" ", "%20")
    if len(address) > MOST_URL:
        return ""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return address if is_web else ""


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _moment(value: object) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    try:
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return aware if EARLIEST <= aware <= LATEST else None


def _pay(value: object) -> Salary | None:
    if not isinstance(value, Salary):
        return None
    low, high = _sum(value.minimum), _sum(value.maximum)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    currency = value.currency if isinstance(value.currency, str) and CURRENCY.fullmatch(value.currency) else None
    period = value.period if isinstance(value.period, Period) else None
    origin = value.origin if isinstance(value.origin, Origin) else Origin.INFERRED
    return Salary(low, high, currency, period, origin, _parts(value.inferred), _line(value.text)[:MOST_LINE])


def _sum(value: object) -> float | None:
    """Return a figure; 0, negative and absurd ones are unknown."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value < MOST_PAY else None


def _parts(value: object) -> frozenset[str]:
    return (
        frozenset(part for part in value if isinstance(part, str))
        if isinstance(value, frozenset | set)
        else frozenset()
    )

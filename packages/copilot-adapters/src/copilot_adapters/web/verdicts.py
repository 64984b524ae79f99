"""What a status, its headers and the look of a body mean: an answer, or which failure."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from copilot_adapters.web.guard import shown
from copilot_core.errors import CopilotError, NotFound, Unavailable

LONGEST_HEAD: Final = 4_000
CHALLENGE: Final = re.compile(
    rb"<title>\s*(?:Just a moment|Attention Required|Access denied|Are you a robot|Pardon Our Interruption|DDoS-Guard)"
    rb"|challenge-(?:form|platform)|/cdn-cgi/challenge|_incapsula_resource|px-captcha|captcha-delivery\.com",
    re.IGNORECASE,
)
HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}(?:<!--.{0,1000}?-->\s{0,100})?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
EPOCH: Final = 1_000_000_000
"""A larger figure in a reset header is a time, a smaller one is seconds to wait."""


def verdict(response: httpx.Response, *, url: httpx.URL, now: datetime) -> CopilotError | None:
    """Return the failure that the status and headers of `url`'s answer tell; None for 2xx."""
    status, board = response.status_code, url.host
    wait = seconds_to_wait(response.headers, now)
    if is_limited(response):
        return Unavailable("board_limited", retry_after=wait, board=board, status=status)
    if status in {404, 410}:
        return NotFound("web_not_found", url=shown(url), status=status)
    if status in {401, 402, 403, 407, 451} or is_challenge(response.headers):
        return Unavailable("board_blocked", permanent=True, board=board, status=status)
    if status >= 500 or status in {408, 425}:
        return Unavailable("board_unreachable", retry_after=wait, board=board, problem=f"HTTP {status}")
    if not response.is_success:
        return Unavailable("board_changed", permanent=True, board=board, problem=f"HTTP {status}")
    return None


def is_limited(response: httpx.Response) -> bool:
    """Tell whether it is the rate that is refused: 429, or 403 with nothing left of the allowance."""
    spent: bool = response.headers.get("x-ratelimit-remaining", "").strip() == "0"
    return response.status_code == 429 or (response.status_code == 403 and spent)


def is_challenge(headers: httpx.Headers) -> bool:
    """Tell whether a gatekeeper says that it answered in the server's place."""
    said = {headers.get(name, "").strip().lower() for name in ("cf-mitigated", "x-amzn-waf-action")}
    return bool(said & {"challenge", "captcha"})


def body_verdict(body: bytes, content_type: str, accept: str, *, board: str) -> Unavailable | None:
    """Return the failure that a body's look tells, None when it may be what was asked for."""
    kind = content_type.partition(";")[0].strip().lower()
    looks_html = HTML.match(body[:LONGEST_HEAD]) is not None
    if looks_html and CHALLENGE.search(body[:LONGEST_HEAD]):
        return Unavailable("board_blocked", permanent=True, board=board, status=200)
    if fits(kind, accept, looks_html=looks_html):
        return None
    return Unavailable(
        "board_changed", permanent=True, board=board, problem=f"{accept} was asked for, {kind[:60] or 'HTML'} came"
    )


def fits(kind: str, accept: str, *, looks_html: bool) -> bool:
    """Tell whether a media type is of the sort asked for; a text of no clear type is judged by its beginning."""
    match accept:
        case "any":
            return True
        case "html":
            return kind in {"", "text/html", "application/xhtml+xml", "text/plain"}
        case "xml":
            return not looks_html and (
                "xml" in kind or kind in {"", "text/plain", "text/html", "application/octet-stream"}
            )
        case _:
            return not looks_html and ("json" in kind or "javascript" in kind or kind in
                                       {"", "text/plain", "application/octet-stream"})  # fmt: skip


def seconds_to_wait(headers: httpx.Headers, now: datetime) -> float | None:
    """Read `Retry-After` (seconds or a date), else `X-RateLimit-Reset` when nothing remains."""
    given = headers.get("retry-after", "").strip()
    if given:
        return _seconds(given) if given.isdecimal() else _until(given, now)
    if headers.get("x-ratelimit-remaining", "").strip() == "0":
        reset = _seconds(headers.get("x-ratelimit-reset", "").strip())
        return reset if reset is None or reset < EPOCH else max(0.0, reset - now.timestamp())
    return None


def _seconds(given: str) -> float | None:
    return float(given) if given.isascii() and given.isdecimal() and len(given) < 12 else None


def _until(date: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())

"""RSS and Atom, read by feedparser into rows."""

import re
from io import BytesIO
from typing import Final
from urllib.parse import urljoin

import feedparser

from copilot_adapters.job_sources.rows import Page, changed
from copilot_core.ports.web import Answer

BEGINNING: Final = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
ENDING: Final = re.compile(rb"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s{0,9}>", re.IGNORECASE)
WHOLE_ENTRY: Final = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
NEAR: Final = 4_000
"""Bytes from either end of a body in which its root begins and ends; caches write comments behind it."""

FIELDS = (
    "title", "link", "id", "summary", "author", "published", "updated", "region", "country", "state", "type", "skills",
    "expires_at",
)  # fmt: skip


def read_feed(answer: Answer, *, board: str) -> Page:
    """Return a feed's entries as rows of texts; `content` is the longest text an entry has, links are absolute."""
    headers = {"content-type": answer.content_type} if answer.content_type else {}
    # Bytes alone would be taken for the name of a file, where there is one of that name.
    parsed = feedparser.parse(
        BytesIO(answer.body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    cut = ENDING.search(answer.body[-NEAR:]) is None
    if cut and (BEGINNING.search(answer.body[:NEAR]) or not answer.body.strip()):
        whole = len(WHOLE_ENTRY.findall(answer.body))
        return Page(board=board, document="", rows=_rows(parsed.entries[:whole], answer.url), cut=True)
    if not parsed.version and not parsed.entries:
        raise changed(board, "it is no RSS or Atom feed")
    return Page(board=board, document=str(parsed.feed.get("title", "")), rows=_rows(parsed.entries, answer.url))


def _rows(entries: list[feedparser.FeedParserDict], url: str) -> tuple[object, ...]:
    return tuple(_row(entry, url) for entry in entries)


def _row(entry: feedparser.FeedParserDict, url: str) -> dict[str, object]:
    row: dict[str, object] = {name: entry[name] for name in FIELDS if name in entry and isinstance(entry[name], str)}
    texts = [str(part.get("value", "")) for part in entry.get("content", [])]
    row["content"] = max([*texts, str(row.get("summary", ""))], key=len)
    row["tags"] = [str(tag.get("term") or "") for tag in entry.get("tags", [])]
    if row.get("link"):
        row["link"] = urljoin(url, str(row["link"]))
    return row

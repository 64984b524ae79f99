"""RSS and Atom, read by feedparser into rows."""

import feedparser

from copilot_adapters.job_sources.rows import Page, changed, cut_short
from copilot_core.ports.web import Answer

ENDINGS = (b"</rss>", b"</feed>", b"</rdf:RDF>")
FIELDS = (
    "title", "link", "id", "summary", "author", "published", "updated", "region", "country", "state", "type", "skills",
    "expires_at",
)  # fmt: skip


def read_feed(answer: Answer, *, board: str) -> Page:
    """Return a feed's entries as rows of texts; `content` is the longest text an entry has."""
    parsed = feedparser.parse(answer.body, sanitize_html=False, resolve_relative_uris=False)
    cut = not answer.body.rstrip().endswith(ENDINGS)
    if not parsed.version and not parsed.entries:
        raise cut_short(board) if cut and b"<rss" in answer.body[:2000] else changed(board, "it is no RSS or Atom feed")
    return Page(board=board, document=parsed.feed.get("title", ""), rows=tuple(map(_row, parsed.entries)), cut=cut)


def _row(entry: feedparser.FeedParserDict) -> dict[str, object]:
    row: dict[str, object] = {name: entry[name] for name in FIELDS if isinstance(entry.get(name), str)}
    texts = [str(part.get("value", "")) for part in entry.get("content", [])]
    row["content"] = max([*texts, str(row.get("summary", ""))], key=len)
    row["tags"] = [str(tag.get("term") or "") for tag in entry.get("tags", [])]
    return row

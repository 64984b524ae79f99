"""Postings that a person wrote down themselves."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from attrs import evolve, field, frozen

from copilot_adapters.job_sources.rows import up_to
from copilot_adapters.job_sources.values import from_iso, texts
from copilot_core.entities.posting import Attribution, Posting, Refusal, Search
from copilot_core.errors import Rejected
from copilot_core.ports.web import Web
from copilot_core.sentences import Sentence

NAME: Final = "Manual entry"
LARGEST: Final = 50_000_000
"""Bytes of a file that are still read."""


class Row(msgspec.Struct, forbid_unknown_fields=True):
    """A line of the file: the fields of a posting that a person may write; title and company are needed."""

    title: str
    company: str
    url: str = ""
    external_id: str = ""
    description: str = ""
    place: str = ""
    places: tuple[str, ...] = ()
    remote: bool | None = None
    hybrid: bool | None = None
    salary: str = ""
    employment: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    apply_url: str = ""
    contact: str = ""
    posted_at: str = ""
    closes_at: str = ""


def manual_posting(
    *,
    title: str,
    company: str,
    url: str = "",
    place: str = "",
    description: str = "",
    pay_text: str = "",
    remote: bool | None = None,
    posted_at: datetime | None = None,
) -> Posting:
    """Make a posting of what a person wrote; raise `Rejected("posting_without")` without a title or a company.

    The same address, or without one the same title, company and place, is the same posting: written again it replaces.
    """
    for name, value in (("title", title), ("company", company)):
        if not value.strip():
            raise Rejected("posting_without", field=name)
    return Posting(
        external_id=_identity(url, title, company, place),
        url=url.strip(),
        title=title.strip(),
        company=company.strip(),
        description=description,
        places=texts(place),
        remote=remote,
        pay_text=pay_text,
        posted_at=posted_at,
    )


@frozen
class Manual:
    """Postings of a file of JSON lines: one object a line, with at least `title` and `company`."""

    web: Web
    file: Path = field(metadata={"how": "a file of postings, one JSON object a line"})
    attribution: Attribution = Attribution(name=NAME, url="")
    min_interval: timedelta = timedelta(0)
    verified: str = "it asks nobody"

    async def postings(self, search: Search) -> AsyncIterator[Posting | Refusal]:
        content = await asyncio.to_thread(self._content)
        items = list(self._items(content))
        for item in up_to(search.limit, {item.external_id or id(item): item for item in items}.values()):
            yield item
        if items and all(isinstance(item, Refusal) for item in items):
            raise self._misconfigured(f"none of its {len(items)} lines is a posting, the first: {items[0]}")

    def _content(self) -> bytes:
        try:
            if self.file.stat().st_size > LARGEST:
                raise self._misconfigured(f"it has more than {LARGEST} bytes")
            return self.file.read_bytes()
        except OSError as error:
            raise self._misconfigured(error.strerror or str(error)) from error

    def _items(self, content: bytes) -> Iterator[Posting | Refusal]:
        for number, line in enumerate(content.split(b"\n"), start=1):
            if line.strip(b"\xef\xbb\xbf \t\r"):
                try:
                    yield _posting(msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=Row, strict=False))
                except (msgspec.DecodeError, ValueError, RecursionError, Rejected) as error:
                    params: dict[str, str | int | float] = {
                        "line": number,
                        "file": self.file.name,
                        "problem": str(error),
                    }
                    yield Refusal(Sentence("line_unreadable", params))

    def _misconfigured(self, problem: str) -> Rejected:
        return Rejected("board_misconfigured", board=NAME, problem=f"{self.file}: {problem}")


def _posting(row: Row) -> Posting:
    for name in ("posted_at", "closes_at"):
        if getattr(row, name) and from_iso(getattr(row, name)) is None:
            raise ValueError(f"{name} is no ISO 8601 time: {getattr(row, name)[:50]!r}")
    places = row.places or texts(row.place)
    posting = manual_posting(
        title=row.title,
        company=row.company,
        url=row.url,
        place=", ".join(places),
        description=row.description,
        pay_text=row.salary,
        remote=row.remote,
        posted_at=from_iso(row.posted_at),
    )
    return evolve(
        posting,
        external_id=row.external_id or posting.external_id,
        places=places,
        hybrid=row.hybrid,
        employment=row.employment,
        tags=row.tags,
        apply_url=row.apply_url,
        contact=row.contact,
        closes_at=from_iso(row.closes_at),
    )


def _identity(url: str, *parts: str) -> str:
    told = url.strip() or "\0".join(" ".join(part.split()).casefold() for part in parts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]

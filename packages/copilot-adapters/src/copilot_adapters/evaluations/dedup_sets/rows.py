"""A labelled posting, and the way from it to what merging takes."""

import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import frozen

from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import SightingId, SourceName
from copilot_core.entities.posting import Posting
from copilot_core.entities.sighting import Sighting
from copilot_core.errors import Rejected
from copilot_core.rules.place import Cities, read_places

_TAG = re.compile(r"<[^<>]{0,2000}>")
_START = datetime(2026, 1, 1, tzinfo=UTC)


@frozen(kw_only=True)
class Row:
    """A posting of which it is known whose copy it is: rows of one `cluster` are one job.

    `kind` says how the row was made (`original`, a class of copies, a class of hard negatives), `of` which original it
    was made from.
    """

    source: str
    external_id: str
    url: str = ""
    title: str
    company: str
    place: str = ""
    description: str = ""
    salary: str = ""
    posted_at: datetime | None = None
    cluster: str
    kind: str = ""
    of: str = ""

    def as_sighting(self, number: int, cities: Cities) -> Sighting:
        """Return the row as merging takes it, its place understood."""
        return self.as_parsed(number, Facts(places=read_places((self.place,) if self.place else (), cities)))

    def as_parsed(self, number: int, facts: Facts) -> Sighting:
        """Return the row with its facts; `number` tells two rows with one id apart, and orders them in time."""
        named = f"{self.source}\x1f{self.external_id}\x1f{number}"
        posting = Posting(
            external_id=self.external_id,
            url=self.url,
            title=self.title,
            company=self.company,
            description=bare(self.description),
            places=(self.place,) if self.place else (),
            pay_text=self.salary,
            posted_at=self.posted_at,
        )
        return Sighting(
            id=SightingId(hashlib.blake2b(named.encode("utf-8", "replace"), digest_size=12).hexdigest()),
            source=SourceName(self.source),
            posting=posting,
            facts=facts,
            first_seen=_START + timedelta(seconds=number),
            last_seen=_START + timedelta(seconds=number),
            content="",
        )


def bare(text: str) -> str:
    """Return a text without HTML, entities resolved."""
    return html.unescape(_TAG.sub(" ", html.unescape(text))) if "<" in text or "&" in text else text


def read_rows(file: Path) -> Iterator[Row]:
    """Read `source, external_id, url, title, company, place, description, salary, posted_at, cluster`, one a line."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as error:
                raise Rejected("row_unreadable", file=str(file), line=number, problem=str(error)) from error
            if not isinstance(found, dict) or found.get("cluster") in (None, ""):
                raise Rejected("row_unreadable", file=str(file), line=number, problem="no object with a cluster")
            yield _row(found)


def _row(found: Mapping[str, object]) -> Row:
    def text(name: str) -> str:
        value = found.get(name)
        if isinstance(value, list):
            return "; ".join(map(str, value))
        return "" if value is None else str(value)

    return Row(
        source=text("source"),
        external_id=text("external_id"),
        url=text("url"),
        title=text("title"),
        company=text("company"),
        place=text("place"),
        description=text("description") or text("text"),
        salary=text("salary"),
        posted_at=_time(found.get("posted_at")),
        cluster=text("cluster"),
        kind=text("kind"),
    )


def _time(value: object) -> datetime | None:
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value if value < 1e11 else value / 1000, UTC)
    try:
        read = datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
    return read if read is None or read.tzinfo else read.replace(tzinfo=UTC)

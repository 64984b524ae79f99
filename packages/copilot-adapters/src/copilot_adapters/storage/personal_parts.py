"""What of a person is in which table, and what of it is taken out."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from attrs import frozen
from sqlalchemy import ColumnElement, Row, Select, Table, select

from copilot_adapters.storage import account_tables as accounts
from copilot_adapters.storage import tables
from copilot_core.ports.personal_data import Part

NAMES: Final = ("person", "owner")
"""Columns that say whose a row is are called so."""


def owner_of(table: Table) -> ColumnElement[str] | None:
    """Return the column that says whose the rows of a table are, None for one that is nobody's."""
    return next((table.c[name] for name in NAMES if name in table.c), None)


def owned_tables() -> dict[Table, ColumnElement[str]]:
    """Return every table that holds something of people, however new it is, with whose each row is."""
    found = {table: owner_of(table) for table in tables.metadata.sorted_tables}
    return {table: owner for table, owner in found.items() if owner is not None}


@frozen
class Rows:
    """Rows to be taken out: whose they are, in which order, and how the name of the last one is read back."""

    query: Select[Any]
    owner: ColumnElement[str]
    key: ColumnElement[Any]
    most: int = 200
    read: Callable[[str], object] = str

    def after(self, person: str, name: str | None) -> Select[Any]:
        """Select the next ones."""
        mine = self.query.add_columns(self.key.label("_name")).where(self.owner == person)
        if name is not None:
            mine = mine.where(self.key > self.read(name))
        return mine.order_by(self.key).limit(self.most)


def _rows(table: Table, key: ColumnElement[Any], *hidden: str, **how: Any) -> Rows:  # noqa: ANN401 - fields of Rows
    owner = owner_of(table)
    assert owner is not None, f"{table} is nobody's"  # noqa: S101 - a programming error
    return Rows(select(*(one for one in table.c if one.name not in hidden)), owner, key, **how)


_versions = tables.sighting_versions.c
_former = select(*_versions).join(tables.sightings, tables.sightings.c.id == _versions.sighting)
PARTS: Final[Mapping[Part, Rows]] = {
    Part.ACCOUNT: _rows(accounts.accounts, accounts.accounts.c.person, "password"),
    Part.PROFILE: _rows(tables.seekers, tables.seekers.c.person),
    Part.RESUMES: _rows(tables.resumes, tables.resumes.c.id, most=4),
    Part.BROUGHT: _rows(tables.sightings, tables.sightings.c.id, "reading", most=50),
    Part.FORMER: Rows(_former, tables.sightings.c.owner, _versions.sighting + " " + _versions.content, most=50),
    Part.SPLITS: _rows(tables.splits, tables.splits.c.left + " " + tables.splits.c.right),
    Part.APPLICATIONS: _rows(tables.applications, tables.applications.c.id),
    Part.SEARCHES: _rows(tables.saved_searches, tables.saved_searches.c.id, "failed"),
    Part.TASKS: _rows(tables.tasks, tables.tasks.c.id, "fence", "lease_until", "handed_at", "worker"),
    Part.EVENTS: _rows(tables.events, tables.events.c.number, read=int),
    Part.SESSIONS: _rows(accounts.sessions, accounts.sessions.c.id),
    Part.TOKENS: _rows(accounts.api_tokens, accounts.api_tokens.c.id, "fingerprint"),
    Part.LETTERS: _rows(accounts.mailed_links, accounts.mailed_links.c.fingerprint, "fingerprint"),
}
"""Parts that are rows of a table; jobs are put together of several."""

ELSEWHERE: Final[Mapping[str, str]] = {
    "answers": "copies of answers, for a day",
    "event_numbers": "how many events there were",
    "generations": "what tells that kept answers are old",
    "job_marks": "with the jobs",
    "jobs": "with the jobs",
    "match_marks": "up to which job a person was told, a number",
    "originals": "as the files that they are",
    "overlays": "with the jobs",
    "refreshes": "secrets; the sessions they go on with are taken out",
    "resume_vectors": "numbers that were worked out of the resumes",
    "tickets": "secrets that hold for seconds",
    "told_matches": "with the jobs",
}
"""Tables of people's things that are no part, and why."""


def as_json(row: Row[Any]) -> bytes:
    """Return a row as one JSON object; a document within it is the object's own, columns say what is newest."""
    values = {name: value for name, value in row._mapping.items() if name != "_name"}  # noqa: SLF001 - SQLAlchemy's public way
    read = {name: msgspec.json.decode(value) if isinstance(value, bytes) else value for name, value in values.items()}
    document = read.pop("document", {})
    return msgspec.json.encode({**document, **read})

"""Of what kind a `JobQuery` is, what each kind asks of `jobs`, and the values that a query puts into it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen
from sqlalchemy import ColumnElement, String, and_, bindparam

from copilot_adapters.storage.marks import marked_by
from copilot_adapters.storage.tables import jobs
from copilot_adapters.storage.viewpoint import Viewpoint
from copilot_adapters.storage.visibility import everything_of, shared
from copilot_core.entities.identities import PersonId
from copilot_core.entities.job_mark import Mark
from copilot_core.entities.job_query import JobQuery

KINDS = 512
"""Conditions, and statements of each sort, that are kept."""

NO_JOB = 2**62
"""Beyond every job's number: SQLite walks a range with two ends rather than all jobs in the order asked for."""

PERSON: Final = bindparam("person", type_=String)
PARTS: Final[Mapping[str, ColumnElement[bool]]] = {
    "beyond": and_(jobs.c.key.between(bindparam("beyond", type_=jobs.c.key.type), NO_JOB), jobs.c.owner.is_(None)),
    "posted_after": jobs.c.dated > bindparam("posted_after"),
    "pay_min": jobs.c.pay_year >= bindparam("pay_min"),
    "currency": jobs.c.currency == bindparam("currency"),
}
"""What is asked of novelty, age and pay; pay in no, or another, currency does not answer one asked for."""


@frozen(kw_only=True)
class Kind:
    """What decides how a question is put: the statements of a kind are made once, and asked with other values."""

    own: bool
    hides_dismissed: bool
    marked: Mark | None
    closed: bool
    parts: frozenset[str]

    def __attrs_post_init__(self) -> None:
        assert self.parts <= PARTS.keys()  # noqa: S101 - a programming error


def kind_of(query: JobQuery, seen: Viewpoint) -> Kind:
    """Tell the kind of a query, as a person asks it."""
    return Kind(
        own=seen.own,
        hides_dismissed=seen.dismissed and not query.dismissed and query.marked is None,
        marked=query.marked,
        closed=query.closed,
        parts=frozenset(_narrowing(query)),
    )


def values_of(query: JobQuery, person: PersonId) -> dict[str, object]:
    """Return what a query puts into the condition of its kind."""
    return {"person": person, **_narrowing(query)}


def _narrowing(query: JobQuery) -> dict[str, object]:
    said = {
        "beyond": None if query.beyond is None else query.beyond + 1,
        "posted_after": query.posted_after,
        "pay_min": query.pay_min,
        "currency": query.currency.upper() or None,
    }
    return {name: value for name, value in said.items() if value is not None}


@lru_cache(KINDS)
def condition_of(kind: Kind) -> ColumnElement[bool]:
    """Return what a kind of question asks of `jobs`."""
    asked = [everything_of(PERSON) if kind.own else shared()]
    if not kind.closed:
        asked.append(jobs.c.closed_at.is_(None))
    if kind.marked is not None:
        asked.append(jobs.c.key.in_(marked_by(PERSON, kind.marked)))
    if kind.hides_dismissed:
        asked.append(jobs.c.key.not_in(marked_by(PERSON, Mark.DISMISSED)))
    return and_(*asked, *(PARTS[name] for name in sorted(kind.parts)))

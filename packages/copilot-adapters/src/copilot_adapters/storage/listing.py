"""Statements that list jobs, made once for each kind of question; `words` are what the text index is asked."""

from functools import lru_cache
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, func, select, tuple_, type_coerce
from sqlalchemy.types import NullType

from copilot_adapters.storage.questions import KINDS, Kind, condition_of
from copilot_adapters.storage.ranking import RANKED
from copilot_adapters.storage.tables import job_documents, jobs
from copilot_adapters.storage.text_index import TextIndex
from copilot_core.entities.job_query import Sort

EXACT = 10_000
"""Totals and facets are exact up to here."""

Asking = Select[*tuple[Any, ...]]
MOST = bindparam("most", type_=Integer)
WORDS = bindparam("words", type_=String)
SEEN = type_coerce(jobs.c.last_seen, NullType())
"""As the driver gives it: it is read with the summary."""


@frozen
class Listing:
    """One kind of question to one kind of index; `worded` where the index is asked at all."""

    index: TextIndex
    kind: Kind
    worded: bool

    def matching(self, *columns: ColumnElement[Any], newest_first: bool = False) -> Asking:
        """Select of the jobs that answer."""
        key: ColumnElement[int] = jobs.c.key
        query = select(*columns).where(condition_of(self.kind))
        if self.worded:
            hits = self.index.hits(WORDS, newest_first=newest_first)
            key = hits.key
            query = query.select_from(hits.rows.join(jobs, jobs.c.key == key)).where(hits.condition)
        return query.order_by(key.desc()) if newest_first else query


@lru_cache(KINDS)
def counting(listing: Listing) -> Asking:
    """Count the jobs, and bring their labels."""
    newest_first = listing.index.in_order or not listing.worded
    query = listing.matching(jobs.c.labels, newest_first=newest_first).limit(EXACT + 1).subquery()
    return select(func.count(), listing.index.lines(query.c.labels)).select_from(query)


@lru_cache(KINDS)
def newest(listing: Listing) -> Asking:
    """Select what ranks the newest jobs."""
    return listing.matching(jobs.c.key, jobs.c.ranked, newest_first=True).limit(RANKED)


@lru_cache(KINDS)
def ordered(listing: Listing, sort: Sort, *, goes_on: bool) -> Asking:
    """Select a page by date or pay; one that goes on begins behind `value` and `key`."""
    order = jobs.c.pay if sort is Sort.PAY else jobs.c.dated
    query = listing.matching(jobs.c.key, order, job_documents.c.summary, SEEN)
    query = query.join(job_documents, job_documents.c.job_key == jobs.c.key)
    if goes_on:
        last = tuple_(bindparam("value", type_=order.type), bindparam("key", type_=jobs.c.key.type))
        query = query.where(tuple_(order, jobs.c.key) < last)
    return query.order_by(order.desc(), jobs.c.key.desc()).limit(MOST)


@lru_cache(KINDS)
def named(kind: Kind) -> Asking:
    """Select the summaries of those of the `keys` that answer still."""
    query = select(jobs.c.key, job_documents.c.summary, SEEN).join(job_documents)
    return query.where(jobs.c.key.in_(bindparam("keys", expanding=True)), condition_of(kind))


@lru_cache(KINDS)
def passing(listing: Listing) -> Asking:
    """Select those of the `ids` that answer."""
    return listing.matching(jobs.c.id, jobs.c.key).where(jobs.c.id.in_(bindparam("ids", expanding=True)))


@lru_cache(KINDS)
def among(listing: Listing) -> Asking:
    """Select those of the `keys` that answer."""
    return listing.matching(jobs.c.key).where(jobs.c.key.in_(bindparam("keys", expanding=True)))

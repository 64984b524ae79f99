"""Answers to a `JobQuery`: the one place where it becomes SQL."""

from asyncio import create_task, to_thread
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Select, and_, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage import cursors
from copilot_adapters.storage.candidates import Candidates
from copilot_adapters.storage.cursors import Cursor
from copilot_adapters.storage.documents import summaries_of
from copilot_adapters.storage.labels import count_facets, filter_clauses
from copilot_adapters.storage.marks import as_marked
from copilot_adapters.storage.ranking import RANKED, answer, fused
from copilot_adapters.storage.statements import in_portions
from copilot_adapters.storage.tables import job_documents, jobs
from copilot_adapters.storage.text_index import TextIndex, Wanted, frequencies, marked, rarest
from copilot_adapters.storage.visibility import seen_by
from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job import JobSummary
from copilot_core.entities.job_query import JobPage, JobQuery, Scored, Sort
from copilot_core.rules.tokens import TERMS, Analyser, Clause

EXACT = 10_000
"""Totals and facets are exact up to here."""

LARGEST_PAGE = 500

NO_JOB = 2**62
"""Beyond every job's number: SQLite walks a range with two ends rather than all jobs in the order asked for."""

NOTHING: Clause = frozenset({"^"})
"""What a text without a word asks for: no job has it."""


@frozen
class JobSearch:
    """A query as one person puts it: its text and filters as tokens, the rest as a condition on `jobs`."""

    connection: AsyncConnection
    index: TextIndex
    query: JobQuery
    text: tuple[Clause, ...]
    filters: Wanted
    condition: ColumnElement[bool]

    async def page(self, near: Sequence[JobId] = ()) -> JobPage:
        """Return the page that the query's cursor names, or the first, into which jobs near in meaning are ranked."""
        if self.query.cursor is None:
            return await self._first_page(near)
        cursor = cursors.read(self.query.cursor, self.query)
        if self._by_relevance:
            return await self._ranked_page(cursor)
        return await self._ordered_page(cursor)

    async def candidates(self, limit: int) -> tuple[Scored, ...]:
        """Return the best answers to any of the clauses."""
        looked_for = Candidates(self.connection, self.index, self.text, self.filters, self.condition)
        return await looked_for.best(limit)

    async def _first_page(self, near: Sequence[JobId]) -> JobPage:
        if not self.query.counted:
            return await self._listed_from(Cursor(question=cursors.question_of(self.query), counted=False), near)
        newest_first = self.index.in_order or not self.filters.and_(*self.text).clauses
        query = self._matching(jobs.c.labels, newest_first=newest_first).limit(EXACT + 1).subquery()
        together = select(func.count(), func.aggregate_strings(query.c.labels, "\n")).select_from(query)
        found, shown = (await self.connection.execute(together)).one()
        question = cursors.question_of(self.query)
        start = Cursor(question=question, total=min(found, EXACT), more=found > EXACT)
        facets = create_task(to_thread(count_facets, shown or ""))
        return evolve(await self._listed_from(start, near), facets=await facets)

    async def _listed_from(self, start: Cursor, near: Sequence[JobId]) -> JobPage:
        if self._by_relevance:
            few = start.counted and start.total <= RANKED
            worded, meant = await self._rank(few=few), list((await self.passing(near)).values())
            extra = await self._beyond(meant) if start.counted else 0
            start = evolve(start, ranked=fused(worded, meant), total=start.total + extra)
            return await self._ranked_page(start)
        return await self._ordered_page(start)

    async def _rank(self, *, few: bool) -> tuple[int, ...]:
        """Rank the jobs with the words in their titles, then those that name them often, newest first; of few all."""
        candidates: dict[int, str] = {}
        for tier in self._tiers()[-1:] if few else self._tiers():
            query = self._matching(jobs.c.key, jobs.c.ranked, wanted=tier, newest_first=True)
            found = await self.connection.execute(query.limit(RANKED))
            candidates |= dict(found.all())
            if len(candidates) >= RANKED:
                break
        first = islice(candidates.items(), RANKED)
        scores = {key: answer(self.text, ranked) for key, ranked in first}
        return tuple(sorted(scores, key=lambda key: (-scores[key], -key)))

    async def passing(self, ids: Collection[JobId]) -> dict[JobId, int]:
        """Return which jobs the filters let pass, in the order given, with their keys."""
        found: dict[JobId, int] = {}
        for portion in in_portions(ids):
            query = self._matching(jobs.c.id, jobs.c.key, wanted=self.filters).where(jobs.c.id.in_(portion))
            found |= {JobId(job_id): key for job_id, key in (await self.connection.execute(query)).all()}
        return {job_id: found[job_id] for job_id in ids if job_id in found}

    async def _beyond(self, keys: Sequence[int]) -> int:
        """Count the jobs that the words alone did not find."""
        if not keys:
            return 0
        query = self._matching(jobs.c.key).where(jobs.c.key.in_(keys))
        return len(keys) - len((await self.connection.execute(query)).all())

    def _tiers(self) -> list[Wanted]:
        titled = [marked("^", clause) for clause in self.text]
        often = [marked("*", clause) for clause in self.text]
        everything = self.filters.and_(*self.text)
        in_title = [everything.and_(clause) for clause in titled] if len(titled) > 1 else []
        return [self.filters.and_(*titled), *in_title, self.filters.and_(*often), everything]

    async def _ranked_page(self, cursor: Cursor) -> JobPage:
        keys, rest = cursor.ranked[: self._limit], cursor.ranked[self._limit :]
        query = select(jobs.c.key, job_documents.c.summary, jobs.c.last_seen).join(job_documents)
        rows = await self.connection.execute(query.where(jobs.c.key.in_(keys), self.condition))
        found = {key: (summary, seen) for key, summary, seen in rows}
        listed = summaries_of(found[key] for key in keys if key in found)
        return _page(listed, cursor, evolve(cursor, ranked=rest) if rest else None)

    async def _ordered_page(self, cursor: Cursor) -> JobPage:
        order = jobs.c.pay if self.query.sort is Sort.PAY else jobs.c.dated
        query = self._matching(jobs.c.key, order, job_documents.c.summary, jobs.c.last_seen)
        query = query.join(job_documents, job_documents.c.job_key == jobs.c.key)
        if cursor.value is not None:
            query = query.where(tuple_(order, jobs.c.key) < tuple_(literal(cursor.value, order.type), cursor.key))
        ordered = query.order_by(order.desc(), jobs.c.key.desc()).limit(self._limit + 1)
        rows = (await self.connection.execute(ordered)).all()
        page, beyond = rows[: self._limit], rows[self._limit :]
        left = evolve(cursor, key=page[-1][0], value=page[-1][1]) if beyond else None
        return _page(summaries_of((summary, seen) for _, _, summary, seen in page), cursor, left)

    def _matching(
        self, *columns: ColumnElement[Any], wanted: Wanted | None = None, newest_first: bool = False
    ) -> Select[*tuple[Any, ...]]:
        asked = wanted or self.filters.and_(*self.text)
        key: ColumnElement[int] = jobs.c.key
        query = select(*columns).where(self.condition)
        if asked.clauses:
            hits = self.index.hits(asked, newest_first=newest_first)
            key = hits.key
            query = query.select_from(hits.rows.join(jobs, jobs.c.key == key)).where(hits.condition)
        return query.order_by(key.desc()) if newest_first else query

    @property
    def _by_relevance(self) -> bool:
        return self.query.sort is Sort.RELEVANCE and bool(self.text)

    @property
    def _limit(self) -> int:
        return max(1, min(self.query.limit, LARGEST_PAGE))


def _page(listed: Sequence[JobSummary], cursor: Cursor, left: Cursor | None) -> JobPage:
    total, more = (cursor.total, cursor.more) if cursor.counted else (cursor.total + len(listed), left is not None)
    following = cursors.written(evolve(left, total=total)) if left else None
    return JobPage(jobs=tuple(listed), total=total, more=more, next=following)


async def job_search(
    connection: AsyncConnection, index: TextIndex, analyser: Analyser, query: JobQuery, person: PersonId
) -> JobSearch:
    """Prepare a query; of a long text its rarest terms are kept."""
    asked = analyser.clauses(query.text) or ((NOTHING,) if query.text.strip() else ())
    if len(asked) > TERMS:
        asked = tuple(rarest(await frequencies(connection, index, asked), TERMS))
    clauses, ruled_out = filter_clauses(query)
    marked_so = await as_marked(connection, person, query)
    condition = and_(await seen_by(connection, person), *_narrowed(query), *marked_so)
    return JobSearch(connection, index, query, asked, Wanted(tuple(clauses), ruled_out), condition)


def _narrowed(query: JobQuery) -> list[ColumnElement[bool]]:
    """Return what is asked of novelty, age and pay; pay in no, or another, currency does not answer one asked for."""
    narrowed: list[ColumnElement[bool]] = [] if query.closed else [jobs.c.closed_at.is_(None)]
    if query.beyond is not None:
        narrowed += [jobs.c.key.between(query.beyond + 1, NO_JOB), jobs.c.owner.is_(None)]
    if query.posted_after is not None:
        narrowed.append(jobs.c.dated > query.posted_after)
    if query.pay_min is not None:
        narrowed.append(jobs.c.pay_year >= query.pay_min)
    if query.currency:
        narrowed.append(jobs.c.currency == query.currency.upper())
    return narrowed

"""Answers to a `JobQuery`: the one place where it becomes SQL."""

from asyncio import create_task, to_thread
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from attrs import evolve, frozen
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage import cursors
from copilot_adapters.storage.candidates import Candidates
from copilot_adapters.storage.counts import Counts, KeptCounts, key_of
from copilot_adapters.storage.cursors import Cursor
from copilot_adapters.storage.documents import summaries_of
from copilot_adapters.storage.labels import count_facets, filter_clauses
from copilot_adapters.storage.listing import EXACT, Asking, Listing, among, counting, named, newest, ordered, passing
from copilot_adapters.storage.questions import Kind, condition_of, kind_of, values_of
from copilot_adapters.storage.ranking import RANKED, fused, scorer
from copilot_adapters.storage.statements import in_portions
from copilot_adapters.storage.straight import Rows, rows_of
from copilot_adapters.storage.tables import read_back
from copilot_adapters.storage.text_index import TextIndex, Wanted, frequencies, marked, rarest
from copilot_adapters.storage.viewpoint import Viewpoint, viewpoint
from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job import JobSummary
from copilot_core.entities.job_query import JobPage, JobQuery, Scored, Sort
from copilot_core.ports.cache import Cache
from copilot_core.rules.tokens import TERMS, Analyser, Clause

LARGEST_PAGE = 500

NOTHING: Clause = frozenset({"^"})
"""What a text without a word asks for: no job has it."""


@frozen
class JobSearch:
    """A query as one person puts it: its kind, the text and filters as tokens, the rest as values."""

    connection: AsyncConnection
    index: TextIndex
    query: JobQuery
    text: tuple[Clause, ...]
    filters: Wanted
    kind: Kind
    seen: Viewpoint
    values: Mapping[str, object]
    cache: Cache | None

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
        condition = condition_of(self.kind)
        looked_for = Candidates(self.connection, self.index, self.text, self.filters, condition, self.values)
        return await looked_for.best(limit)

    async def _first_page(self, near: Sequence[JobId]) -> JobPage:
        if not self.query.counted:
            return await self._listed_from(Cursor(question=cursors.question_of(self.query), counted=False), near)
        kept = KeptCounts(self.cache, key_of(self.kind, self.seen, self._words(), self.values))
        counts = await kept.get()
        if counts is not None:
            return evolve(await self._listed_from(self._start(counts.total), near), facets=counts.facets)
        [(found, shown)] = await self._ask(counting)
        facets = create_task(to_thread(count_facets, shown or ""))
        page = await self._listed_from(self._start(found), near)
        await kept.put(Counts(found, await facets))
        return evolve(page, facets=await facets)

    def _start(self, found: int) -> Cursor:
        question = cursors.question_of(self.query)
        return Cursor(question=question, total=min(found, EXACT), more=found > EXACT)

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
            found = await self._ask(newest, wanted=tier)
            candidates.update((key, ranked) for key, ranked in found)
            if len(candidates) >= RANKED:
                break
        score, first = scorer(self.text), islice(candidates.items(), RANKED)
        return tuple(-key for _, key in sorted((-score(ranked), -key) for key, ranked in first))

    async def passing(self, ids: Collection[JobId]) -> dict[JobId, int]:
        """Return which jobs the filters let pass, in the order given, with their keys."""
        found: dict[JobId, int] = {}
        for portion in in_portions(ids):
            let_pass = await self._ask_for(passing, wanted=self.filters, ids=portion)
            found |= {JobId(job_id): key for job_id, key in let_pass}
        return {job_id: found[job_id] for job_id in ids if job_id in found}

    async def _beyond(self, keys: Sequence[int]) -> int:
        """Count the jobs that the words alone did not find."""
        if not keys:
            return 0
        return len(keys) - len(await self._ask_for(among, keys=keys))

    def _tiers(self) -> list[Wanted]:
        titled = [marked("^", clause) for clause in self.text]
        often = [marked("*", clause) for clause in self.text]
        everything = self.filters.and_(*self.text)
        in_title = [everything.and_(clause) for clause in titled] if len(titled) > 1 else []
        return [self.filters.and_(*titled), *in_title, self.filters.and_(*often), everything]

    async def _ranked_page(self, cursor: Cursor) -> JobPage:
        keys, rest = cursor.ranked[: self._limit], cursor.ranked[self._limit :]
        rows = await self.connection.execute(named(self.kind), {**self.values, "keys": keys})
        found = {key: (summary, seen) for key, summary, seen in rows}
        listed = summaries_of(found[key] for key in keys if key in found)
        return _page(listed, cursor, evolve(cursor, ranked=rest) if rest else None)

    async def _ordered_page(self, cursor: Cursor) -> JobPage:
        goes_on = cursor.value is not None
        statement = partial(ordered, sort=self.query.sort, goes_on=goes_on)
        behind: dict[str, Any] = {"value": cursor.value, "key": cursor.key} if goes_on else {}
        rows = await self._ask(statement, most=self._limit + 1, **behind)
        page, beyond = rows[: self._limit], rows[self._limit :]
        left = evolve(cursor, key=page[-1][0], value=read_back(page[-1][1])) if beyond else None
        return _page(summaries_of((summary, seen) for _, _, summary, seen in page), cursor, left)

    async def _ask(self, statement: Callable[[Listing], Asking], wanted: Wanted | None = None, **more: object) -> Rows:
        """Run a statement of the query's kind; it asks for the text and the filters where nothing else is wanted."""
        words = self._words(wanted)
        asked = statement(Listing(self.index, self.kind, worded=bool(words)))
        return await rows_of(self.connection, asked, {**self.values, "words": words, **more})

    async def _ask_for(
        self, statement: Callable[[Listing], Asking], wanted: Wanted | None = None, **named: object
    ) -> Rows:
        """Run one that names jobs; how many, is known now."""
        words = self._words(wanted)
        asked = statement(Listing(self.index, self.kind, worded=bool(words)))
        return (await self.connection.execute(asked, {**self.values, "words": words, **named})).all()

    def _words(self, wanted: Wanted | None = None) -> str:
        """Write down what the text index is asked; empty: nothing."""
        asked = self.filters.and_(*self.text) if wanted is None else wanted
        return self.index.words(asked) if asked.clauses else ""

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
    connection: AsyncConnection,
    index: TextIndex,
    analyser: Analyser,
    query: JobQuery,
    person: PersonId,
    cache: Cache | None = None,
) -> JobSearch:
    """Prepare a query; of a long text its rarest terms are kept."""
    asked = analyser.clauses(query.text) or ((NOTHING,) if query.text.strip() else ())
    if len(asked) > TERMS:
        asked = tuple(rarest(await frequencies(connection, index, asked), TERMS))
    clauses, ruled_out = filter_clauses(query)
    seen = await viewpoint(connection, person)
    wanted, values = Wanted(tuple(clauses), ruled_out), values_of(query, person)
    return JobSearch(connection, index, query, asked, wanted, kind_of(query, seen), seen, values, cache)

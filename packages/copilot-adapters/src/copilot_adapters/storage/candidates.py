"""Jobs that answer any of many terms: what matching begins with."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Float, Select, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.ranking import weights
from copilot_adapters.storage.tables import jobs
from copilot_adapters.storage.text_index import FREQUENT, TextIndex, Wanted, frequencies, marked, rarest
from copilot_core.entities.identities import JobId
from copilot_core.entities.job_query import Scored
from copilot_core.rules.tokens import TERMS, Clause

OVER = 10
"""Candidates are first looked for among so many times as many, for some are not to be seen or pay too little."""

NEWEST = 4_000
OCCURRENCES = 16_000
"""Bounds of where candidates come from."""


@frozen
class Candidates:
    """Terms, and the labels and the condition that jobs have to meet, with its values."""

    connection: AsyncConnection
    index: TextIndex
    text: tuple[Clause, ...]
    filters: Wanted
    condition: ColumnElement[bool]
    values: Mapping[str, object]

    async def best(self, limit: int) -> tuple[Scored, ...]:
        """Return the best answers to any of the clauses; rare terms, and terms in the title, count more.

        Looked at are, of each term, the newest 4 000 jobs that have it in the title, and of the rarest terms the newest
        4 000 that have it anywhere, until these are 16 000; terms that more than 4 000 jobs have, until they are 4 000.
        """
        found = await frequencies(self.connection, self.index, self.text)
        known = {clause: times for clause, times in found.items() if times}
        weighed = weights(known)
        parts = [(marked("^", clause), 1.5 * weight) for clause, weight in weighed.items()]
        looked_at = 0
        for clause in rarest(known, TERMS):
            if looked_at < (OCCURRENCES if known[clause] < FREQUENT else NEWEST):
                parts.append((clause, weighed[clause]))
            looked_at += min(known[clause], NEWEST)
        if not parts:
            return ()
        best = await self._scored(parts, limit, among=OVER * limit)
        return best if len(best) == limit else await self._scored(parts, limit)

    async def _scored(
        self, parts: list[tuple[Clause, float]], limit: int, among: int | None = None
    ) -> tuple[Scored, ...]:
        every = union_all(*[select(self._weighed(*part).subquery()) for part in parts]).subquery()
        total = func.sum(every.c.weight).label("score")
        summed = select(every.c.key, total).group_by(every.c.key)
        best = summed.order_by(total.desc(), every.c.key.desc()).limit(among).subquery()
        query = select(jobs.c.id, best.c.score).join(best, best.c.key == jobs.c.key).where(self.condition)
        ordered = query.order_by(best.c.score.desc(), jobs.c.key.desc()).limit(limit)
        return tuple(Scored(JobId(job), score) for job, score in await self.connection.execute(ordered, self.values))

    def _weighed(self, clause: Clause, weight: float) -> Select[*tuple[Any, ...]]:
        hits = self.index.hits(literal(self.index.words(self.filters.and_(clause))))
        weighed = select(hits.key.label("key"), literal(weight, Float).label("weight"))
        return weighed.select_from(hits.rows).where(hits.condition).order_by(hits.key.desc()).limit(NEWEST)

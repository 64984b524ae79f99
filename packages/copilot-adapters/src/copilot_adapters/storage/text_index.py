"""The inverted index: FTS5 in SQLite, a `tsvector` with GIN in PostgreSQL; both index our tokens unchanged."""

from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar, Protocol

from attrs import frozen
from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    String,
    Table,
    cast,
    column,
    delete,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.tables import Key, metadata
from copilot_core.rules.tokens import Clause

FREQUENT = 4_001
"""Jobs with a term are counted up to here: above it all are frequent."""


@frozen
class Wanted:
    """Which jobs are wanted: those with a token of every clause, and none of `ruled_out`."""

    clauses: tuple[Clause, ...] = ()
    ruled_out: frozenset[str] = frozenset()

    def and_(self, *clauses: Clause) -> "Wanted":
        """Narrow it."""
        return Wanted((*self.clauses, *clauses), self.ruled_out)


@frozen
class Hits:
    """What answers: `rows` where `condition` holds; `key` is theirs, and cheap to order by in `rows`' own order."""

    rows: FromClause
    key: ColumnElement[int]
    condition: ColumnElement[bool]


class TextIndex(Protocol):
    """Finds the keys of jobs by tokens; `in_order` tells whether the newest come first without being sorted."""

    in_order: ClassVar[bool]

    def words(self, wanted: Wanted) -> str:
        """Write down what is wanted, which has at least one clause."""
        ...

    def hits(self, words: ColumnElement[str], *, newest_first: bool = False) -> Hits:
        """Return the jobs that answer such words, fit to be asked for the newest."""
        ...

    def lines(self, column: ColumnElement[str]) -> ColumnElement[str]:
        """Put a column of all rows into one text, as lines."""
        ...

    async def put(self, connection: AsyncConnection, rows: Sequence[tuple[int, Collection[str]]]) -> None:
        """Add or replace the tokens of jobs."""
        ...

    async def remove(self, connection: AsyncConnection, keys: Collection[int]) -> None:
        """Forget jobs."""
        ...

    async def frequent(self, connection: AsyncConnection, tokens: Collection[str]) -> frozenset[str]:
        """Return those that surely more than `FREQUENT` jobs have, where that is cheaper to know than to count."""
        ...


_FTS = table("job_tokens", column("rowid", Key), column("tokens"))


@frozen
class Fts5:
    """SQLite's."""

    in_order: ClassVar[bool] = True

    def words(self, wanted: Wanted) -> str:
        asked = " AND ".join(f"({' OR '.join(map(_quoted, sorted(clause)))})" for clause in wanted.clauses)
        if wanted.ruled_out:
            asked = f"({asked}) NOT ({' OR '.join(map(_quoted, sorted(wanted.ruled_out)))})"
        return asked

    def hits(self, words: ColumnElement[str], *, newest_first: bool = False) -> Hits:  # noqa: ARG002 - FTS5 goes either way
        return Hits(_FTS, _FTS.c.rowid, literal_column("job_tokens").op("MATCH", is_comparison=True)(words))

    def lines(self, column: ColumnElement[str]) -> ColumnElement[str]:
        return func.group_concat(column, literal_column("char(10)"), type_=String)

    async def put(self, connection: AsyncConnection, rows: Sequence[tuple[int, Collection[str]]]) -> None:
        statement = text("INSERT OR REPLACE INTO job_tokens(rowid, tokens) VALUES (:key, :tokens)")
        await connection.execute(statement, [{"key": key, "tokens": " ".join(sorted(tokens))} for key, tokens in rows])

    async def remove(self, connection: AsyncConnection, keys: Collection[int]) -> None:
        await connection.execute(text("DELETE FROM job_tokens WHERE rowid = :key"), [{"key": key} for key in keys])

    async def frequent(self, connection: AsyncConnection, tokens: Collection[str]) -> frozenset[str]:  # noqa: ARG002 - counting is cheap here
        return frozenset()


_TSVECTORS = Table(
    "job_tokens",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("tokens", TSVECTOR, nullable=False),
    info={"only": "postgresql"},
)


@frozen
class TsVector:
    """PostgreSQL's."""

    in_order: ClassVar[bool] = False

    def words(self, wanted: Wanted) -> str:
        asked = " & ".join(f"({' | '.join(map(_lexeme, sorted(clause)))})" for clause in wanted.clauses)
        if wanted.ruled_out:
            asked = f"({asked}) & !({' | '.join(map(_lexeme, sorted(wanted.ruled_out)))})"
        return asked

    def hits(self, words: ColumnElement[str], *, newest_first: bool = False) -> Hits:
        """Return the jobs that answer, found before anything else: the planner takes reading long texts for cheap."""
        answering = _TSVECTORS.c.tokens.op("@@", is_comparison=True)(cast(words, TSQUERY))
        found = select(_TSVECTORS.c.key).where(answering).cte().prefix_with("MATERIALIZED")
        if not newest_first:
            return Hits(found, found.c.key, true())
        ordered = select(found.c.key).order_by(found.c.key.desc()).subquery()
        return Hits(ordered, ordered.c.key, true())

    def lines(self, column: ColumnElement[str]) -> ColumnElement[str]:
        return func.string_agg(column, literal_column("chr(10)"), type_=String)

    async def put(self, connection: AsyncConnection, rows: Sequence[tuple[int, Collection[str]]]) -> None:
        statement = text(
            "INSERT INTO job_tokens(key, tokens) VALUES (:key, array_to_tsvector(:tokens))"
            " ON CONFLICT (key) DO UPDATE SET tokens = excluded.tokens"
        )
        await connection.execute(statement, [{"key": key, "tokens": sorted(tokens)} for key, tokens in rows])

    async def remove(self, connection: AsyncConnection, keys: Collection[int]) -> None:
        await connection.execute(delete(_TSVECTORS).where(_TSVECTORS.c.key.in_(keys)))

    async def frequent(self, connection: AsyncConnection, tokens: Collection[str]) -> frozenset[str]:
        found = await connection.execute(_FREQUENT, {"tokens": list(tokens), "least": 1.25 * FREQUENT})
        return frozenset(found.scalars())


_FREQUENT = text("""
SELECT known.token FROM pg_stats AS stats
CROSS JOIN unnest(stats.most_common_elems::text::text[], stats.most_common_elem_freqs) AS known(token, share)
WHERE stats.schemaname = current_schema() AND stats.tablename = 'job_tokens' AND stats.attname = 'tokens'
AND known.token = ANY(:tokens)
AND known.share * (SELECT reltuples FROM pg_class WHERE oid = 'job_tokens'::regclass) > :least
""")
"""What PostgreSQL noticed when it last analysed the table."""


async def frequencies(connection: AsyncConnection, index: TextIndex, clauses: Collection[Clause]) -> dict[Clause, int]:
    """Count the jobs that answer each clause, as far as `FREQUENT`."""
    if not clauses:
        return {}
    frequent = await index.frequent(connection, {token for clause in clauses for token in clause})
    counted = dict.fromkeys((clause for clause in clauses if not clause.isdisjoint(frequent)), FREQUENT)
    found = {clause: index.hits(literal(index.words(Wanted((clause,))))) for clause in clauses if clause not in counted}
    if not found:
        return counted
    bounded = [select(hits.key).select_from(hits.rows).where(hits.condition).limit(FREQUENT) for hits in found.values()]
    counts = [select(func.count()).select_from(part.subquery()).scalar_subquery() for part in bounded]
    return counted | dict(zip(found, (await connection.execute(select(*counts))).one(), strict=True))


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def rarest(frequencies: dict[Clause, int], most: int) -> Iterable[Clause]:
    """Return the clauses that tell most, rarest first; those that nothing answers come first of all."""
    return sorted(frequencies, key=lambda clause: (frequencies[clause], sorted(clause)))[:most]


def marked(mark: str, clause: Clause) -> Clause:
    """Return the clause of words in the title (`^`) or named often (`*`)."""
    return frozenset(mark + token for token in clause)

"""Engines on PostgreSQL: connections that begin with what every transaction on them needs."""

from collections.abc import Mapping

from attrs import frozen
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

WRITE_LOCK = 0x636F70696C6F74
"""The advisory lock that serial writers hold one after the other."""

BEGIN_SERIAL = ("BEGIN", f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
BEGIN_MIGRATION = ("BEGIN", "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0", BEGIN_SERIAL[1])

SNAPSHOT = {
    "default_transaction_isolation": "repeatable read",
    "default_transaction_read_only": "on",
    "enable_seqscan": "off",
    "enable_mergejoin": "off",
    "random_page_cost": "1.1",
    "jit": "off",
}
"""How it reads: lists are bounded, so that looking rows up one by one by their index is right.

Left alone its planner takes testing long token lists for cheap, and guesses too many rows where a word has many forms.
"""


@frozen(kw_only=True)
class Postgres:
    """How PostgreSQL is used; times are in milliseconds, those of the pool and of connecting in seconds."""

    pool_size: int = 5
    overflow: int = 5
    pool_timeout: float = 30.0
    connect_timeout: int = 10
    statement_timeout_ms: int = 30_000
    write_timeout_ms: int = 60_000
    lock_timeout_ms: int = 30_000
    idle_timeout_ms: int = 60_000
    application_name: str = "copilot"

    def reader(self, url: str) -> AsyncEngine:
        """Make an engine whose connections see one state in each transaction, and write nothing."""
        return self._engine(url, SNAPSHOT | self._limits(self.statement_timeout_ms))

    def writer(self, url: str) -> AsyncEngine:
        """Make an engine that writes."""
        limits = self._limits(self.write_timeout_ms)
        return self._engine(url, {"default_transaction_isolation": "read committed", **limits})

    def _limits(self, statement_ms: int) -> dict[str, str]:
        return {
            "statement_timeout": str(statement_ms),
            "lock_timeout": str(self.lock_timeout_ms),
            "idle_in_transaction_session_timeout": str(self.idle_timeout_ms),
        }

    def _engine(self, url: str, session: Mapping[str, str]) -> AsyncEngine:
        given = make_url(url).query
        options = " ".join([_options(session), str(given.get("options", ""))]).strip()
        first = {"connect_timeout": self.connect_timeout, "application_name": self.application_name}
        connecting = {name: value for name, value in first.items() if name not in given}
        return create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            pool_size=self.pool_size,
            max_overflow=self.overflow,
            pool_timeout=self.pool_timeout,
            pool_use_lifo=True,
            connect_args={**connecting, "options": options},
        )


def _options(session: Mapping[str, str]) -> str:
    return " ".join(f"-c {name}={value.replace(' ', chr(92) + ' ')}" for name, value in session.items())

"""Clocks."""

from datetime import UTC, datetime

from attrs import frozen


@frozen
class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

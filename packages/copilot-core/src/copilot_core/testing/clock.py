"""A clock that a test holds in its hand."""

from datetime import datetime, timedelta

from attrs import define

from copilot_core.testing.makers import NOON


@define
class StillClock:
    """Tells the same time until it is moved on."""

    instant: datetime = NOON

    def now(self) -> datetime:
        """Return the instant it was set to."""
        return self.instant

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.instant += by

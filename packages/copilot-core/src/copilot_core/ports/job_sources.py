"""The boards at hand."""

from typing import Protocol

from copilot_core.entities.identities import SourceName
from copilot_core.ports.job_source import JobSource


class JobSources(Protocol):
    """Job boards by name, made when they are asked for.

    One that cannot be imported, lacks a setting or is unknown is reported by name, and harms no other. What `source`
    returns stops by itself after a deadline and lets nothing out but `Item`s and the errors of `JobSource`, whatever
    the board's own code does.
    """

    def names(self) -> tuple[SourceName, ...]:
        """Return the boards that are asked when none is named."""
        ...

    def source(self, name: SourceName) -> JobSource:
        """Return a board; raise `Rejected` with what is missing and the remedy."""
        ...

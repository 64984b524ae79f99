"""Where everything is kept: two ways in, one that writes and one that reads."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from copilot_core.ports.accounts import Accounts
from copilot_core.ports.answers import Answers
from copilot_core.ports.api_tokens import ApiTokens
from copilot_core.ports.applications import Applications
from copilot_core.ports.bookmarks import Bookmarks
from copilot_core.ports.catalogue import Catalogue
from copilot_core.ports.closings import Closings
from copilot_core.ports.clusters import Clusters
from copilot_core.ports.events import Events
from copilot_core.ports.leases import Leases
from copilot_core.ports.mailed_links import MailedLinks
from copilot_core.ports.marks import Marks
from copilot_core.ports.match_news import MatchNews
from copilot_core.ports.people import People
from copilot_core.ports.personal_data import PersonalData
from copilot_core.ports.resume_vectors import ResumeVectors
from copilot_core.ports.schedule import Schedule
from copilot_core.ports.searches import Searches
from copilot_core.ports.sessions import Sessions
from copilot_core.ports.sightings import Sightings
from copilot_core.ports.signing_keys import SigningKeys
from copilot_core.ports.source_runs import SourceRuns
from copilot_core.ports.sources import Sources
from copilot_core.ports.tasks import Tasks
from copilot_core.ports.tickets import Tickets
from copilot_core.ports.vectors import Vectors


class Books(Protocol):
    """The repositories within one transaction or reading."""

    @property
    def catalogue(self) -> Catalogue:
        """The jobs."""
        ...

    @property
    def sightings(self) -> Sightings:
        """What was seen on the boards."""
        ...

    @property
    def clusters(self) -> Clusters:
        """Which sightings are one job."""
        ...

    @property
    def closings(self) -> Closings:
        """Which postings may be closed."""
        ...

    @property
    def people(self) -> People:
        """People's own things."""
        ...

    @property
    def sources(self) -> Sources:
        """Last runs of the sources."""
        ...

    @property
    def source_runs(self) -> SourceRuns:
        """How the runs of the sources went."""
        ...

    @property
    def bookmarks(self) -> Bookmarks:
        """Where collections go on."""
        ...

    @property
    def vectors(self) -> Vectors:
        """Vectors kept."""
        ...

    @property
    def resume_vectors(self) -> ResumeVectors:
        """What resumes mean."""
        ...

    @property
    def match_news(self) -> MatchNews:
        """Who was told of which matches."""
        ...

    @property
    def tasks(self) -> Tasks:
        """Work that lasts, as those see it who ask for it."""
        ...

    @property
    def leases(self) -> Leases:
        """Work that lasts, as those see it who do it."""
        ...

    @property
    def events(self) -> Events:
        """What happened."""
        ...

    @property
    def tickets(self) -> Tickets:
        """Rights to listen."""
        ...

    @property
    def answers(self) -> Answers:
        """Answers to requests that may be sent again."""
        ...

    @property
    def searches(self) -> Searches:
        """Saved searches."""
        ...

    @property
    def schedule(self) -> Schedule:
        """The schedule's turns."""
        ...

    @property
    def applications(self) -> Applications:
        """What people apply for."""
        ...

    @property
    def marks(self) -> Marks:
        """Jobs saved and dismissed."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Who signs in."""
        ...

    @property
    def sessions(self) -> Sessions:
        """Log-ins that go on."""
        ...

    @property
    def api_tokens(self) -> ApiTokens:
        """Personal tokens for programs."""
        ...

    @property
    def mailed_links(self) -> MailedLinks:
        """Links in letters."""
        ...

    @property
    def signing_keys(self) -> SigningKeys:
        """Keys that sign."""
        ...

    @property
    def personal_data(self) -> PersonalData:
        """Everything that is kept of a person."""
        ...


class Storage(Protocol):
    """A database. No model or board is called while either is open.

    `transaction` commits when left, rolls back when left by an exception; it holds the right to write from its start
    (SQLite: BEGIN IMMEDIATE), so that what was read in it stays true. Writes stay below 500 rows or 100 ms each.
    One that is not `serial` may run beside others where the database can: its statements must be conditional by
    themselves. Within `copilot_core.ports.leases.holding(claim)` every transaction checks the claim first and raises
    `Rejected("task_lost")`.
    `reading` sees one consistent state and can't write. Both raise `Unavailable("storage_unavailable")`, and
    `Unavailable("storage_full", permanent=True)`, `Rejected("storage_newer")` for a database of a newer program.
    """

    def transaction(self, *, serial: bool = True) -> AbstractAsyncContextManager[Books]:
        """Open for writing."""
        ...

    def reading(self, *, latest: bool = False) -> AbstractAsyncContextManager[Books]:
        """Open for reading; `latest` sees all that anybody has committed, where a replica may not yet."""
        ...

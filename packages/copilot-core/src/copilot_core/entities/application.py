"""An application: a job that a person goes for, and everything that happened on the way."""

from datetime import datetime
from enum import StrEnum

from attrs import evolve, field, frozen

from copilot_core.entities.identities import ApplicationId, JobId, PersonId, SightingId
from copilot_core.entities.job import JobSummary
from copilot_core.sentences import Sentence


class Stage(StrEnum):
    """How far an application has come; the last three are ends."""

    SAVED = "saved"
    PREPARING = "preparing"
    APPLIED = "applied"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Deed(StrEnum):
    """What can happen to an application."""

    MOVED = "moved"
    NOTED = "noted"
    REMINDER_SET = "reminder_set"
    REMINDER_CLEARED = "reminder_cleared"
    REMINDED = "reminded"


class Doer(StrEnum):
    """Who or what did it."""

    PERSON = "person"
    SCHEDULE = "schedule"


@frozen(kw_only=True)
class Happening:
    """One line of the timeline: a move names its `stage`, a note its `text`, a reminder its `due` time."""

    at: datetime
    what: Deed
    by: Doer = Doer.PERSON
    stage: Stage | None = None
    text: str = ""
    due: datetime | None = None


@frozen(kw_only=True)
class Application:
    """A job a person goes for. It keeps to the posting it began with (`sighting`), whichever job that becomes a part of.

    `title`, `company` and `url` are as they were then, and so is `job`. `version` grows with every change. The
    timeline, oldest first, begins with the first stage; which moves are allowed `rules/application_moves` tells.
    """

    id: ApplicationId
    person: PersonId
    job: JobId
    sighting: SightingId
    title: str
    company: str
    url: str = ""
    stage: Stage
    created_at: datetime
    changed_at: datetime
    remind_at: datetime | None = None
    version: int = 1
    timeline: tuple[Happening, ...] = field(default=())

    def moved(self, stage: Stage, now: datetime) -> "Application":
        """Return it at another stage."""
        return evolve(self._after(Happening(at=now, what=Deed.MOVED, stage=stage)), stage=stage)

    def noted(self, text: str, now: datetime) -> "Application":
        """Return it with a note."""
        return self._after(Happening(at=now, what=Deed.NOTED, text=text))

    def to_remind(self, due: datetime | None, now: datetime) -> "Application":
        """Return it with a reminder in place of any other; None takes it away."""
        what = Deed.REMINDER_SET if due else Deed.REMINDER_CLEARED
        return evolve(self._after(Happening(at=now, what=what, due=due or self.remind_at)), remind_at=due)

    def reminded(self, now: datetime) -> "Application":
        """Return it after its reminder was told."""
        told = Happening(at=now, what=Deed.REMINDED, by=Doer.SCHEDULE, due=self.remind_at)
        return evolve(self._after(told), remind_at=None)

    @property
    def moves(self) -> tuple[Happening, ...]:
        """Return the moves of the timeline, the first stage among them."""
        return tuple(one for one in self.timeline if one.what is Deed.MOVED)

    def _after(self, happening: Happening) -> "Application":
        line = (*self.timeline, happening)
        return evolve(self, timeline=line, changed_at=happening.at, version=self.version + 1)


@frozen(kw_only=True)
class Tracked:
    """An application with the job as it stands now (None: it is gone), and the stages it may move to.

    `twins` are the person's other applications to what has become the same job. `warnings` say what to mind.
    """

    application: Application
    job: JobSummary | None = None
    moves: tuple[Stage, ...] = ()
    twins: tuple[ApplicationId, ...] = ()
    warnings: tuple[Sentence, ...] = ()


@frozen(kw_only=True)
class ApplicationPage:
    """Applications, the last changed first; `next` is the cursor of the next page."""

    applications: tuple[Tracked, ...]
    next: str | None = None

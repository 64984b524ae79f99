"""A job: one opening, however often it is posted."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.closing import Closing, Inquiry
from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import JobId, PersonId, SightingId
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Place, Remote, WorkFrom
from copilot_core.entities.salary import Salary
from copilot_core.entities.sighting import Sighting
from copilot_core.entities.skill import Occupation
from copilot_core.sentences import Sentence


@frozen(kw_only=True)
class JobSummary:
    """A job as lists show it: no description, no internals."""

    id: JobId
    title: str
    company: str
    url: str
    places: tuple[Place, ...] = ()
    remote: Remote = Remote.UNKNOWN
    work_from: WorkFrom = WorkFrom()
    salary: Salary | None = None
    employment: frozenset[Employment] = frozenset()
    seniority: Seniority | None = None
    occupation: Occupation | None = None
    skills: tuple[str, ...] = ()
    language: str = ""
    posted_at: datetime | None = None
    closes_at: datetime | None = None
    first_seen: datetime
    last_seen: datetime
    sources: tuple[str, ...] = ()
    closed: Closing | None = None


@frozen
class JobHead:
    """What lists show of a job, and the first of its sightings, by which it is found again."""

    summary: JobSummary
    sighting: SightingId


@frozen
class Merge:
    """Why two sightings are one job."""

    left: SightingId
    right: SightingId
    reason: Sentence


@frozen(kw_only=True)
class Job:
    """A cluster of sightings.

    Most jobs are shared (`owner` is None). A personal job is how one person sees shared jobs into which they brought
    something of their own (a private sighting, a split): it replaces those it `stands_for`, for its owner alone.
    `inquiries` are what is known of its sightings' being open, where anything is.
    """

    summary: JobSummary
    description: str
    facts: Facts
    sightings: tuple[Sighting, ...]
    merges: tuple[Merge, ...] = ()
    owner: PersonId | None = None
    stands_for: tuple[JobId, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()

    @property
    def id(self) -> JobId:
        """The job's id; ids of merged jobs lead here too."""
        return self.summary.id

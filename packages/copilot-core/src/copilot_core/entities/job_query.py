"""A question to the catalogue, and the page that answers it."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from copilot_core.entities.identities import JobId
from copilot_core.entities.job import JobSummary
from copilot_core.entities.job_mark import Mark
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Remote
from copilot_core.sentences import Sentence


class Sort(StrEnum):
    """Order of a list; `relevance` needs a text."""

    RELEVANCE = "relevance"
    DATE = "date"
    PAY = "pay"


@frozen(kw_only=True)
class JobQuery:
    """What jobs are asked for; every part narrows.

    `country` is ISO 3166-1 alpha-2 (`SearchJobs` takes a country's name, too), `city` and `company` match without
    case, `work_from` is a country from which the job may be done. `pay_min` is a year's pay in `currency`. `skill`
    is a taxonomy id or a label. `beyond` asks for what came from the boards after a number of `Catalogue.newest`.
    `closed` brings in those that are closed, `dismissed` those that the person dismissed; `marked` asks for those
    alone that they marked so. `without` are companies whose jobs are left out. What is not `counted` has no facets,
    and tells of its total what the pages so far show.
    `cursor` is what the page before gave.
    """

    text: str = ""
    city: str = ""
    country: str = ""
    remote: frozenset[Remote] = frozenset()
    work_from: str = ""
    pay_min: float | None = None
    currency: str = ""
    posted_after: datetime | None = None
    sources: frozenset[str] = frozenset()
    seniority: frozenset[Seniority] = frozenset()
    employment: frozenset[Employment] = frozenset()
    skill: str = ""
    company: str = ""
    without: frozenset[str] = frozenset()
    beyond: int | None = None
    closed: bool = False
    dismissed: bool = False
    marked: Mark | None = None
    counted: bool = True
    sort: Sort = Sort.RELEVANCE
    limit: int = 50
    cursor: str | None = None


@frozen(kw_only=True)
class JobPage:
    """A page of jobs; `total` and facets are exact up to 10 000, beyond that `more` is True ("more than").

    `doubts` say what could not be reached, so that words alone found.
    """

    jobs: tuple[JobSummary, ...]
    total: int
    more: bool = False
    next: str | None = None
    facets: dict[str, dict[str, int]] = field(factory=dict)
    read_for_meaning: int = 0
    doubts: tuple[Sentence, ...] = ()


@frozen
class Scored:
    """A job id with how well it answers (larger is better)."""

    id: JobId
    score: float

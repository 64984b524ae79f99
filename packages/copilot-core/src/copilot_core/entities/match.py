"""How a job fits a person, and why."""

from enum import StrEnum

from attrs import frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.job import JobSummary
from copilot_core.entities.requirement import Requirement
from copilot_core.sentences import Sentence


class Met(StrEnum):
    """Whether the resume proves a requirement; UNKNOWN is "cannot tell"."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class JobCard:
    """A job as matching reads it, much leaner than a `Job`.

    `skills` are the taxonomy ids proven by the posting; `words` are its title's and description's search tokens as the
    catalogue indexed them, separated by blanks (the first 4 000 characters are enough).
    """

    summary: JobSummary
    skills: frozenset[str] = frozenset()
    requirements: tuple[Requirement, ...] = ()
    words: str = ""


@frozen
class Finding:
    """A requirement held against the resume; `evidence` are words of the resume."""

    requirement: Requirement
    met: Met
    evidence: tuple[Evidence, ...] = ()


@frozen
class Match:
    """A job held against a person: `score` 0..100, `confidence` 0..1, hard blockers apart from the score."""

    job: JobSummary
    score: float
    confidence: float
    blockers: tuple[Sentence, ...] = ()
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Sentence, ...] = ()


@frozen
class Matches:
    """The best jobs, out of `considered`, of which `read_for_meaning` had a vector.

    `doubts` say what could not be reached, so that words alone decided.
    """

    matches: tuple[Match, ...]
    considered: int
    read_for_meaning: int
    doubts: tuple[Sentence, ...] = ()

"""What a person thinks of a job: worth keeping, or not to be shown again."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job import JobSummary


class Mark(StrEnum):
    """Saved jobs can be listed; dismissed ones are left out of lists and matches."""

    SAVED = "saved"
    DISMISSED = "dismissed"


class Reason(StrEnum):
    """Why a job was dismissed; whatever else there is to say stands in the note."""

    NOT_INTERESTED = "not_interested"
    PAY = "pay"
    PLACE = "place"
    COMPANY = "company"
    SENIORITY = "seniority"
    SKILLS = "skills"
    TERMS = "terms"
    APPLIED_ELSEWHERE = "applied_elsewhere"
    SUSPICIOUS = "suspicious"
    OTHER = "other"


@frozen(kw_only=True)
class JobMark:
    """A person's mark on a job."""

    person: PersonId
    job: JobId
    mark: Mark
    at: datetime
    reason: Reason | None = None
    note: str = ""


@frozen(kw_only=True)
class MarkedJob:
    """A mark beside the job as it stands now."""

    mark: JobMark
    job: JobSummary


@frozen(kw_only=True)
class MarkPage:
    """Jobs saved and dismissed, the last marked first; `next` is the cursor of the next page."""

    marked: tuple[MarkedJob, ...]
    next: str | None = None


@frozen(kw_only=True)
class MarkChange:
    """What to mark a job as; None takes the mark off."""

    job: JobId
    mark: Mark | None = None
    reason: Reason | None = None
    note: str = ""


@frozen(kw_only=True)
class MarksChanged:
    """Marks as they are after several changes; `undo` are the changes that lead back."""

    marks: tuple[JobMark, ...]
    undo: tuple[MarkChange, ...]

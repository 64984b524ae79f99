"""What a person thinks of a job: worth keeping, or not to be shown again."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId


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

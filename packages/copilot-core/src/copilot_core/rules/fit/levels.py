"""The level of a person, and how far a job's is from it."""

from collections.abc import Sequence
from datetime import date

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.kinds import Seniority
from copilot_core.entities.resume import Position, Quote
from copilot_core.rules.seniority import read_seniority

FEW, SOME, MANY = 2.0, 5.0, 8.0
"""Years of work that make a title without a level junior, mid, senior at most."""


def level_of(
    held: Sequence[Position], headline: Quote | None, worked: Sequence[tuple[date, date, Evidence]], today: date
) -> Seniority | None:
    """Return the level that the latest title says, else what years of work suggest, None when neither is known."""
    titles = [position.title.value for position in held[:1] if position.title] + ([headline.value] if headline else [])
    said = next((level for title in titles if (level := read_seniority(title, ""))), None)
    if said is not None:
        return said
    if not worked:
        return None
    years = (today - min(start for start, _, _ in worked)).days / 365.25
    return Seniority.JUNIOR if years < FEW else Seniority.MID if years < MANY else Seniority.SENIOR


def steps_apart(person: Seniority, job: Seniority) -> int:
    """Return how many steps the job is above (positive) or below the person; lead and manager are one step."""
    return _STEP[job] - _STEP[person]


_STEP = {
    Seniority.INTERN: 0,
    Seniority.JUNIOR: 1,
    Seniority.MID: 2,
    Seniority.SENIOR: 3,
    Seniority.LEAD: 4,
    Seniority.MANAGER: 4,
    Seniority.DIRECTOR: 5,
    Seniority.EXECUTIVE: 6,
}


def too_far(person: Seniority, job: Seniority) -> bool:
    """Return whether the level rules the job out: three steps, or an internship for somebody with experience."""
    if job is Seniority.INTERN:
        return _STEP[person] >= _STEP[Seniority.MID]
    steps = steps_apart(person, job)
    return steps >= 3 or steps <= -3

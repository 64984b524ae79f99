"""The terms of a job held against the wishes: place, remote work, pay and level."""

from math import prod

from attrs import frozen

from copilot_core.entities.job import JobSummary
from copilot_core.entities.place import Remote
from copilot_core.entities.seeker import Permit, RemoteWish
from copilot_core.rules.fit.levels import steps_apart
from copilot_core.rules.fit.permits import permit_in
from copilot_core.rules.fit.person import Profile
from copilot_core.rules.fit.whereabouts import UNSAID, place_kept

_REMOTE = {
    RemoteWish.ONLY: {Remote.YES: 1.0, Remote.UNKNOWN: 0.4, Remote.HYBRID: 0.1, Remote.NO: 0.1},
    RemoteWish.YES: {Remote.YES: 1.0, Remote.UNKNOWN: 1.0, Remote.HYBRID: 1.0, Remote.NO: 0.95},
    RemoteWish.HYBRID: {Remote.YES: 0.9, Remote.UNKNOWN: 0.9, Remote.HYBRID: 1.0, Remote.NO: 0.7},
    RemoteWish.NO: {Remote.YES: 0.5, Remote.UNKNOWN: 1.0, Remote.HYBRID: 0.85, Remote.NO: 1.0},
}
_ABOVE = (1.0, 0.85, 0.5, 0.2)
_BELOW = (1.0, 0.75, 0.4, 0.15)
SPONSORED = 0.85
"""A job abroad that does not say whether it sponsors."""


@frozen
class Terms:
    """How well each of the wishes is kept, 0..1; None is "cannot tell"."""

    place: float | None
    remote: float
    pay: float | None
    level: float | None
    permit: float
    place_wished: bool = True

    @property
    def kept(self) -> float:
        """All together: a wish that is broken weighs on the whole."""
        place = self.place if self.place is not None else UNSAID if self.place_wished else 1.0
        told = [part for part in (self.remote, self.pay, self.level, self.permit) if part is not None]
        return (0.3 + 0.7 * place) * prod(told)


def terms_of(job: JobSummary, person: Profile) -> Terms:
    """Hold the terms against the wishes."""
    wish = person.wishes.remote
    return Terms(
        place=place_kept(job, person.wishes),
        remote=_REMOTE[wish][job.remote] if wish else 1.0,
        pay=_pay(job, person),
        level=_level(job, person),
        permit=_permit(job, person),
        place_wished=bool(person.wishes.where or person.wishes.lives_in),
    )


def _pay(job: JobSummary, person: Profile) -> float | None:
    least = person.wishes.pay_min
    yearly = job.salary.yearly if job.salary else None
    if not least or yearly is None or job.salary is None:
        return None
    if job.salary.currency and person.wishes.pay_currency and job.salary.currency != person.wishes.pay_currency:
        return None
    share = yearly[1] / least
    return 1.0 if share >= 1 else max(0.35, 1 - 1.6 * (1 - share))


def _level(job: JobSummary, person: Profile) -> float | None:
    if job.seniority is None or person.level is None:
        return None
    steps = steps_apart(person.level, job.seniority)
    return (_ABOVE if steps >= 0 else _BELOW)[min(abs(steps), 3)]


def _permit(job: JobSummary, person: Profile) -> float:
    if job.remote is Remote.YES:
        return 1.0
    permits = [permit_in(place.country, person.wishes) for place in job.places if place.country]
    return SPONSORED if permits and all(one is Permit.NEEDS_SPONSORSHIP for one in permits) else 1.0

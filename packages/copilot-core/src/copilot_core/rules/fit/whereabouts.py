"""Where the work is, held against where the person is and wants to be."""

from collections.abc import Iterable

from copilot_core.entities.job import JobSummary
from copilot_core.entities.place import Place, Remote
from copilot_core.entities.seeker import Wishes
from copilot_core.rules.folding import fold
from copilot_core.rules.regions import region_countries, region_named

NEAR = 0.7
"""The same state, but another city: perhaps around the corner."""

ELSEWHERE = 0.45
"""Outside the places wished for, for somebody who would move."""

UNSAID = 0.7
"""What place counts when the posting or the wishes do not say it."""

_COMMUTED = tuple(
    frozenset(states.split())
    for states in (
        "NY NJ CT", "DC MD VA", "MA NH RI", "PA NJ DE", "IL IN", "IL WI", "MO KS", "MO IL", "OR WA", "OH KY IN",
        "MN WI", "TN MS", "NC SC", "BE BB", "HH SH NI", "HB NI", "BW RP HE", "HE RP",
    )
)  # fmt: skip
"""States whose people work across the border every day."""

_ANYWHERE = frozenset({"anywhere", "worldwide", "world", "global", "remote", "everywhere", "weltweit", "überall"})


def within_reach(job: JobSummary, wishes: Wishes) -> float | None:
    """Return how near the job's places are to those wished for or lived in, 0 elsewhere; None when unknown.

    "Anywhere" means remote work to somebody who does not move.
    """
    wished = [*wishes.where, *([wishes.lives_in] if wishes.lives_in else [])]
    if wishes.relocate is False:
        wished = [wish for wish in wished if fold(wish.text) not in _ANYWHERE]
    found = [near for place in job.places for wish in wished if (near := _nearness(place, wish)) is not None]
    return max(found, default=None)


def allowed_from(job: JobSummary, wishes: Wishes) -> bool | None:
    """Return whether the person may do a remote job from home; None when that cannot be told."""
    home = wishes.lives_in
    if home is None or home.country is None:
        return None
    return job.work_from.allows(home.country, home.region)


def place_kept(job: JobSummary, wishes: Wishes) -> float | None:
    """Return how well the place suits, 0 when it is ruled out, None when it cannot be told."""
    if job.remote is Remote.YES:
        return _from_home(job, wishes)
    near = within_reach(job, wishes)
    if near is None or near > 0:
        return near
    if wishes.relocate is False:
        return 0.0
    return ELSEWHERE if wishes.where or wishes.relocate is None else UNSAID


def _from_home(job: JobSummary, wishes: Wishes) -> float | None:
    allowed = allowed_from(job, wishes)
    if allowed is not None:
        return 1.0 if allowed else 0.0
    countries = {place.country for place in job.places if place.country}
    if not countries or wishes.lives_in is None or wishes.lives_in.country is None:
        return None
    return 0.9 if wishes.lives_in.country in countries else ELSEWHERE


def _nearness(place: Place, wish: Place) -> float | None:
    if wish.country is None:
        return _in_region(place, wish)
    if place.country is None:
        return None
    return _within_country(place, wish) if place.country == wish.country else 0.0


def _within_country(place: Place, wish: Place) -> float | None:
    same_region = place.region is not None and place.region == wish.region
    if wish.city is None:
        return 1.0 if wish.region is None or same_region else _across(place, wish)
    if place.city is not None and fold(place.city) == fold(wish.city) and _same(place.region, wish.region):
        return 1.0
    nowhere = place.city is None and place.region is None
    return NEAR if same_region or nowhere else _across(place, wish)


def _in_region(place: Place, wish: Place) -> float | None:
    said = fold(wish.text)
    if said in _ANYWHERE:
        return 1.0
    countries = region_countries(region_named(said) or "")
    if not countries or place.country is None:
        return None
    return 1.0 if place.country in countries else 0.0


def _across(place: Place, wish: Place) -> float | None:
    if place.region is None or wish.region is None:
        return None
    return NEAR if _both(place.region, wish.region, _COMMUTED) else 0.0


def _both(one: str, other: str, groups: Iterable[frozenset[str]]) -> bool:
    return any(one in group and other in group for group in groups)


def _same(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other

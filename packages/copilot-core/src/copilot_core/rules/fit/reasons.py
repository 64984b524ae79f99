"""Why a job stands where it stands, in sentences."""

from collections.abc import Iterator

from copilot_core.entities.match import JobCard
from copilot_core.rules.fit.person import Profile
from copilot_core.rules.fit.terms import Terms
from copilot_core.rules.fit.trade import Trade
from copilot_core.sentences import Sentence

SAME, NEAR = 0.6, 0.35


def reasons_of(card: JobCard, trade: Trade, terms: Terms, person: Profile) -> tuple[Sentence, ...]:
    """Return the reasons, the weightiest first."""
    return (*_of_trade(trade), *_of_terms(card, terms, person))


def _of_trade(trade: Trade) -> Iterator[Sentence]:
    if trade.title is not None and trade.alike >= NEAR:
        code = "match_same_trade" if trade.alike >= SAME else "match_near_trade"
        yield Sentence(code, {"title": trade.title.text})
    else:
        yield Sentence("match_other_trade")
    if trade.skills:
        yield Sentence("match_skills", {"count": len(trade.skills)})


def _of_terms(card: JobCard, terms: Terms, person: Profile) -> Iterator[Sentence]:
    if terms.place is None and terms.place_wished:
        yield Sentence("match_place_unknown")
    elif terms.place is not None and 0 < terms.place < 1:
        yield Sentence("match_place_other")
    elif terms.place == 1:
        yield Sentence("match_place_kept")
    if terms.pay is not None:
        yield Sentence("match_pay_kept" if terms.pay == 1 else "match_pay_below")
    if terms.level is not None and terms.level < 1 and card.summary.seniority and person.level:
        yield Sentence("match_level_other", {"job": card.summary.seniority.value, "person": person.level.value})

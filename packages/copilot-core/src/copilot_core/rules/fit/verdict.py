"""The verdict on one job: score, confidence, blockers, findings and reasons."""

from collections.abc import Sequence

from copilot_core.entities.match import Finding, JobCard, Match, Met
from copilot_core.entities.requirement import RequirementKind
from copilot_core.rules.fit.asked import finding
from copilot_core.rules.fit.blockers import blockers_of
from copilot_core.rules.fit.person import Profile, Tokens
from copilot_core.rules.fit.reasons import reasons_of
from copilot_core.rules.fit.terms import Terms, terms_of
from copilot_core.rules.fit.trade import Trade, trade_of

NEUTRAL = 0.6
"""What a requirement counts about which nothing can be told, and what a job counts that asks for nothing."""

_WORTH = {Met.YES: 1.0, Met.PARTLY: 0.75, Met.UNKNOWN: NEUTRAL, Met.NO: 0.0}
_WEIGHT = {
    RequirementKind.SKILL: 1.0,
    RequirementKind.EXPERIENCE: 1.5,
    RequirementKind.DEGREE: 1.0,
    RequirementKind.LICENCE: 2.0,
}
_OTHER_WEIGHT = 0.5
_NICE = 0.4
_DOUBT = 3.0
"""So many neutral requirements stand in every advert: few that are met do not make it perfect."""

OF_ASKED, OF_TERMS = 0.3, 0.8
"""How much of the score requirements that are not met, and wishes that are not kept, can take."""

FULL_TRADE = 0.8
"""A job this near is of the person's very trade: resumes and adverts never speak all the same words."""

MOST = 40
"""Requirements of a posting that are looked at."""


def fit(card: JobCard, person: Profile, tokens: Tokens, meaning: float | None = None) -> Match:
    """Hold a job against a person; `meaning` is the cosine of their texts, None when not read."""
    job = card.summary
    trade = trade_of(card, person, tokens, meaning)
    findings = tuple(finding(one, person, tokens, job.language) for one in card.requirements[:MOST])
    terms = terms_of(job, person)
    return Match(
        job=job,
        score=_score(trade, findings, terms),
        confidence=_confidence(card, trade, findings, terms, meaning),
        blockers=blockers_of(job, findings, terms, person),
        findings=findings,
        reasons=reasons_of(card, trade, terms, person),
    )


def _score(trade: Trade, findings: Sequence[Finding], terms: Terms) -> float:
    near = min(1.0, trade.nearness / FULL_TRADE)
    able = _requirements_met(findings)
    return round(100 * near * (1 - OF_ASKED + OF_ASKED * able) * (1 - OF_TERMS + OF_TERMS * terms.kept), 1)


def _requirements_met(findings: Sequence[Finding]) -> float:
    """Return 0..1; proving one more requirement never lowers it, and what cannot be told counts as if not asked."""
    weights = [_weight(one) for one in findings]
    worth = sum(weight * _WORTH[one.met] for weight, one in zip(weights, findings, strict=True))
    neutral = NEUTRAL * _DOUBT
    met = (worth + neutral) / (sum(weights) + _DOUBT)
    return min(1.0, met / 0.8)


def _weight(one: Finding) -> float:
    kind = _WEIGHT.get(one.requirement.kind, _OTHER_WEIGHT)
    return kind if one.requirement.must else kind * _NICE


def _confidence(card: JobCard, trade: Trade, findings: Sequence[Finding], terms: Terms, meaning: float | None) -> float:
    """Return how much of what the score rests on is known."""
    told = [one.met is not Met.UNKNOWN for one in findings]
    asked = sum(told) / len(told) if told else 0.3
    known = [trade.known, terms.place is not None, terms.level is not None, len(card.words) > 600, meaning is not None]
    return round(0.4 * asked + 0.6 * sum(known) / len(known), 2)

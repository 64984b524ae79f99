"""Whether two signatures are one job's: a pure and symmetric decision."""

from collections.abc import Callable
from enum import IntEnum

from copilot_core.rules.same_job.companies import same_company
from copilot_core.rules.same_job.letters import singular
from copilot_core.rules.same_job.places import apart as places_apart
from copilot_core.rules.same_job.places import place_words, same_city
from copilot_core.rules.same_job.signature import Link, Signature
from copilot_core.rules.same_job.texts import HEADLINE, Resemblance, resemblance
from copilot_core.sentences import Sentence

Ratio = Callable[[str, str], float]
"""Similarity of two strings, symmetric, 0..1."""


class Kin(IntEnum):
    """How two titles stand to each other."""

    OTHER = 0
    LONGER = 1
    CLOSE = 2
    SAME = 3


_TYPO = 0.84
SURE = 0.5
"""Links of this strength compare whole texts and places; below it, something is missing on one side."""
_COPY = 0.7
_OWN_COPY = 0.5
"""Share of the shorter text that makes a copy, where nothing else speaks against it; less is asked of one employer."""
_CUT = 0.3
_CUT_ALONE = 9
"""A text cut short has this share in common at least, and at most so many pieces to itself."""
_CUT_LENGTH = 28
"""Pieces of texts as aggregators cut them (700 letters)."""
_PASSAGE = 8
_EDGE = 16
"""Pieces of the longest passages (200 and 400 letters) that both texts of a copy may have to themselves."""


def contradict(left: Signature, right: Signature, ratio: Ratio) -> bool:
    """Whether the two name different work, another level, or other pay; places and texts are weighed apart."""
    return left.levels != right.levels or _pay_differs(left, right) or title_kin(left, right, ratio) < Kin.CLOSE


def told_differently(left: Signature, right: Signature) -> bool:
    """Whether each text has a passage of its own that no copy would have."""
    if not left.chunks or not right.chunks:
        return False
    alike = resemblance(left.chunks, right.chunks)
    if alike.edge > _EDGE or alike.inside > _PASSAGE:
        return True
    whole = not alike.shorter and min(len(left.chunks), len(right.chunks)) > _CUT_LENGTH
    return whole and alike.edge > _PASSAGE and alike.share < _OWN_COPY


def elsewhere(left: Signature, right: Signature, ratio: Ratio) -> bool:
    """Whether the two are in different places; a misspelt city is no other city."""
    if left.places == right.places and left.regions == right.regions:
        return False
    if not places_apart((left.places, left.regions), (right.places, right.regions)):
        return False
    return not any(len(city) > 4 and ratio(city, other) >= _TYPO for city in left.places for other in right.places)


def compare(left: Signature, right: Signature, ratio: Ratio) -> Link | None:
    """Return why the two look like one job, None when they do not."""
    if left.levels != right.levels:
        return None
    kin = title_kin(left, right, ratio)
    if kin is Kin.OTHER or _pay_differs(left, right) or elsewhere(left, right, ratio):
        return None
    employer = same_company(left.company, right.company)
    if min(len(left.chunks), len(right.chunks)) < HEADLINE:
        return _by_facts(left, right, kin, employer=employer)
    alike = resemblance(left.chunks, right.chunks)
    if not _copied(alike, kin, employer=employer) and not _one_address(left, right):
        return None
    strength = alike.share * 0.3 + kin * 0.05 + employer * 0.05
    if not alike.shorter and _place_known(left) == _place_known(right):
        strength += SURE
    return _link(left, right, strength, _reason(left, right, alike.share, employer=employer))


def _copied(alike: Resemblance, kin: Kin, *, employer: bool) -> bool:
    if kin < Kin.CLOSE or _replaced(alike):
        return False
    if employer and alike.shorter and alike.share >= _CUT and alike.alone <= _CUT_ALONE:
        return True
    return alike.share >= (_OWN_COPY if employer else _COPY)


def _replaced(alike: Resemblance) -> bool:
    if alike.late > _EDGE:
        return True
    edge = _EDGE if alike.share >= _COPY or alike.shorter else _PASSAGE
    return alike.inside > _PASSAGE or alike.edge > edge


def title_kin(left: Signature, right: Signature, ratio: Ratio) -> Kin:
    """Compare the words of two titles, those that name employer or place left out."""
    if left.title == right.title:
        return Kin.SAME
    mine, yours = set(left.title).difference(right.title), set(right.title).difference(left.title)
    if len(mine) == len(left.title) and len(yours) == len(right.title):
        return Kin.CLOSE if _typo(mine, yours, ratio) else Kin.OTHER
    known = place_words(left.places, left.regions) | place_words(right.places, right.regions)
    known |= {singular(word) for word in f"{left.company} {right.company}".split()}
    mine, yours = mine - known, yours - known
    if not mine and not yours:
        return Kin.CLOSE
    if mine and yours:
        return Kin.CLOSE if _typo(mine, yours, ratio) else Kin.OTHER
    return Kin.LONGER


def _typo(mine: set[str], yours: set[str], ratio: Ratio) -> bool:
    one, other = " ".join(sorted(mine)), " ".join(sorted(yours))
    return abs(len(one) - len(other)) < 4 and ratio(one, other) >= _TYPO


def _pay_differs(left: Signature, right: Signature) -> bool:
    """Whether both state pay, and the ranges do not meet; on one and the same board, whether they are not equal."""
    pay, other = left.pay, right.pay
    if not pay or not other:
        return False
    if left.source == right.source:
        return pay != other
    return pay[-1] * 1.05 < other[0] or other[-1] * 1.05 < pay[0]


def _one_address(left: Signature, right: Signature) -> bool:
    return not set(left.urls).isdisjoint(right.urls)


def _by_facts(left: Signature, right: Signature, kin: Kin, *, employer: bool) -> Link | None:
    """Compare what comes without a text: one board repeats a job to the letter, another tells it in its own way."""
    if _one_address(left, right):
        return _link(left, right, 0.95, Sentence("merged_address"))
    again = left.source == right.source
    if left.wording == right.wording:
        return _link(left, right, 0.8, Sentence("merged_repost" if again else "merged_exact"))
    if again and not (left.chunks and right.chunks):
        return None
    if kin is not Kin.SAME or not employer:
        return None
    if left.chunks and right.chunks:
        alike = resemblance(left.chunks, right.chunks)
        return _link(left, right, alike.share * 0.4, _said(alike.share)) if alike.share >= _OWN_COPY else None
    return _link(left, right, 0.3, Sentence("merged_facts")) if _one_place(left, right) else None


def _said(share: float) -> Sentence:
    return Sentence("merged_text", {"percent": round(share * 100)})


def _place_known(one: Signature) -> bool:
    return bool(one.places or one.regions)


def _one_place(left: Signature, right: Signature) -> bool:
    if left.places and right.places:
        return any(same_city(city, other) for city in left.places for other in right.places)
    return bool(left.regions) and left.regions == right.regions and left.places == right.places


def _reason(left: Signature, right: Signature, share: float, *, employer: bool) -> Sentence:
    if not set(left.urls).isdisjoint(right.urls):
        return Sentence("merged_address")
    if left.chunks == right.chunks and employer:
        return Sentence("merged_repost" if left.source == right.source else "merged_exact")
    if employer:
        return _said(share)
    return Sentence("merged_agency", {"percent": round(share * 100)})


def _link(left: Signature, right: Signature, strength: float, reason: Sentence) -> Link:
    first, second = sorted((left.sighting, right.sighting))
    return Link(first, second, round(min(strength, 1.0), 4), reason)

"""Whether two signatures are one job's: a pure and symmetric decision."""

from collections.abc import Callable
from enum import IntEnum

from copilot_core.rules.same_job.companies import same_company
from copilot_core.rules.same_job.places import apart as places_apart
from copilot_core.rules.same_job.places import same_city
from copilot_core.rules.same_job.signature import Link, Signature
from copilot_core.rules.same_job.texts import overlap
from copilot_core.sentences import Sentence

Ratio = Callable[[str, str], float]
"""Similarity of two strings, symmetric, 0..1."""


class Kin(IntEnum):
    """How two titles stand to each other."""

    OTHER = 0
    LONGER = 1
    CLOSE = 2
    SAME = 3


_TEXT_NEEDED = {
    # (title, employer is the same): share of the shorter text that must be in the longer one
    (Kin.SAME, True): 0.45,
    (Kin.CLOSE, True): 0.5,
    (Kin.LONGER, True): 0.85,
    (Kin.SAME, False): 0.8,
    (Kin.CLOSE, False): 0.8,
    (Kin.LONGER, False): 0.9,
}
_ENOUGH_TEXT = 6
_TYPO = 0.84


def contradict(left: Signature, right: Signature, ratio: Ratio) -> bool:
    """Whether the two name different work, another level, or other pay; places are weighed apart."""
    if left.levels != right.levels:
        return True
    return title_kin(left, right, ratio) is Kin.OTHER or pay_differs(left.pay, right.pay)


def elsewhere(left: Signature, right: Signature, ratio: Ratio) -> bool:
    """Whether the two are in different places; a misspelt city is no other city."""
    if not places_apart((left.places, left.regions), (right.places, right.regions)):
        return False
    return not any(len(city) > 4 and ratio(city, other) >= _TYPO for city in left.places for other in right.places)


def compare(left: Signature, right: Signature, ratio: Ratio) -> Link | None:
    """Return why the two look like one job, None when they do not."""
    if left.levels != right.levels:
        return None
    kin = Kin.SAME if left.title == right.title else title_kin(left, right, ratio)
    if kin is Kin.OTHER or pay_differs(left.pay, right.pay) or elsewhere(left, right, ratio):
        return None
    employer = same_company(left.company, right.company)
    shorter = min(len(left.chunks), len(right.chunks))
    if shorter < _ENOUGH_TEXT:
        return _by_facts(left, right, kin, employer=employer)
    shared = overlap(left.chunks, right.chunks)
    share = shared / shorter
    if share < _TEXT_NEEDED[kin, employer] and not _one_address(left, right, kin):
        return None
    return _link(left, right, share * 0.6 + kin * 0.1 + employer * 0.1, _reason(left, right, share, employer=employer))


def title_kin(left: Signature, right: Signature, ratio: Ratio) -> Kin:
    """Compare the words of two titles, those that name employer or place left out."""
    if left.title == right.title:
        return Kin.SAME
    known = {word for part in (left.company, right.company, *left.places, *right.places) for word in part.split()}
    mine = [word for word in left.title if word not in right.title and word not in known]
    yours = [word for word in right.title if word not in left.title and word not in known]
    if not mine and not yours:
        return Kin.CLOSE
    if mine and yours:
        return Kin.CLOSE if ratio(" ".join(mine), " ".join(yours)) >= _TYPO else Kin.OTHER
    return Kin.LONGER if len(left.title) > len(mine) and len(right.title) > len(yours) else Kin.OTHER


def pay_differs(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Whether both state pay, and the ranges do not meet."""
    return bool(left and right) and (left[-1] * 1.05 < right[0] or right[-1] * 1.05 < left[0])


def _one_address(left: Signature, right: Signature, kin: Kin) -> bool:
    return kin >= Kin.CLOSE and not set(left.urls).isdisjoint(right.urls)


def _by_facts(left: Signature, right: Signature, kin: Kin, *, employer: bool) -> Link | None:
    if _one_address(left, right, kin):
        return _link(left, right, 0.9, Sentence("merged_address"))
    if kin is Kin.SAME and employer and left.places and _one_city(left, right):
        return _link(left, right, 0.5, Sentence("merged_facts", {"company": left.company}))
    return None


def _one_city(left: Signature, right: Signature) -> bool:
    return any(same_city(city, other) for city in left.places for other in right.places)


def _reason(left: Signature, right: Signature, share: float, *, employer: bool) -> Sentence:
    percent = round(share * 100)
    if not set(left.urls).isdisjoint(right.urls):
        return Sentence("merged_address")
    if left.chunks == right.chunks and employer:
        return Sentence("merged_repost" if left.source == right.source else "merged_exact")
    if employer:
        return Sentence("merged_text", {"percent": percent})
    return Sentence("merged_agency", {"percent": percent})


def _link(left: Signature, right: Signature, strength: float, reason: Sentence) -> Link:
    first, second = sorted((left.sighting, right.sighting))
    return Link(first, second, round(min(strength, 1.0), 4), reason)

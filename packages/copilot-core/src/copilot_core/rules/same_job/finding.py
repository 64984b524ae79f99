"""Finding the links of new sightings among those that share a blocking key."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from copilot_core.entities.identities import SightingId
from copilot_core.rules.same_job.compare import Ratio, compare
from copilot_core.rules.same_job.signature import Link, Signature


def links_among(near: Collection[Signature], new: Collection[SightingId], ratio: Ratio) -> list[Link]:
    """Compare each new sighting with all others that share a key with it, each pair once.

    A private sighting is compared with everybody's and with its owner's, never with another person's.
    """
    return [link for left, right in blocked_pairs(near, new) if (link := compare(left, right, ratio))]


def blocked_pairs(near: Collection[Signature], new: Collection[SightingId]) -> Iterator[tuple[Signature, Signature]]:
    """Yield the pairs to compare, each once."""
    fresh = [one for one in near if one.sighting in new]
    blocks = _blocks(fresh, [one for one in near if one.sighting not in new])
    for one in fresh:
        others: dict[SightingId, Signature] = {}
        for key in blocks.keys() & one.keys:
            others |= blocks[key]
        for sighting, other in others.items():
            once = sighting > one.sighting or sighting not in new
            if once and (one.owner is None or other.owner is None or one.owner == other.owner):
                yield one, other


def _blocks(fresh: Sequence[Signature], known: Sequence[Signature]) -> dict[int, dict[SightingId, Signature]]:
    """Return the groups that share a key of a new sighting. Most keys are one sighting's only: they are left out."""
    times = Counter(chain.from_iterable(one.keys for one in fresh))
    blocks: dict[int, dict[SightingId, Signature]] = {key: {} for key, count in times.items() if count > 1}
    for one in known:
        for key in times.keys() & one.keys:
            blocks.setdefault(key, {})[one.sighting] = one
    for one in fresh:
        for key in blocks.keys() & one.keys:
            blocks[key][one.sighting] = one
    return blocks

"""Finding the links of new sightings among those that share a blocking key."""

from collections.abc import Collection, Iterable, Iterator

from copilot_core.entities.identities import SightingId
from copilot_core.rules.same_job.compare import Ratio, compare
from copilot_core.rules.same_job.signature import Link, Signature


def links_among(near: Iterable[Signature], new: Collection[SightingId], ratio: Ratio) -> list[Link]:
    """Compare each new sighting with all others that share a key with it, each pair once.

    A private sighting is compared with everybody's and with its owner's, never with another person's.
    """
    return [link for left, right in blocked_pairs(near, new) if (link := compare(left, right, ratio))]


def blocked_pairs(near: Iterable[Signature], new: Collection[SightingId]) -> Iterator[tuple[Signature, Signature]]:
    """Yield the pairs to compare, each once."""
    met: set[tuple[SightingId, SightingId]] = set()
    for block in _blocks(near):
        for one in block:
            if one.sighting not in new:
                continue
            for other in block:
                pair = (one.sighting, other.sighting)
                if one is other or pair in met or pair[::-1] in met:
                    continue
                met.add(pair)
                if one.owner is None or other.owner is None or one.owner == other.owner:
                    yield one, other


def _blocks(near: Iterable[Signature]) -> list[list[Signature]]:
    blocks: dict[int, list[Signature]] = {}
    for one in near:
        for key in one.keys:
            blocks.setdefault(key, []).append(one)
    return [block for block in blocks.values() if len(block) > 1]

"""From links to jobs: the same clusters whatever came first."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from copilot_core.entities.identities import JobId, SightingId
from copilot_core.rules.same_job.compare import Ratio, contradict, elsewhere, told_differently
from copilot_core.rules.same_job.signature import Link, Signature

Pair = frozenset[SightingId]


def cluster(
    signatures: Mapping[SightingId, Signature], links: Iterable[Link], apart: Collection[Pair], ratio: Ratio
) -> tuple[tuple[SightingId, ...], ...]:
    """Join sightings along their links, strongest first, unless members of the two sides contradict each other.

    Only links and sightings among `signatures` count. The result depends on nothing but the arguments as sets.
    """
    groups: dict[SightingId, tuple[SightingId, ...]] = {sighting: (sighting,) for sighting in signatures}
    inside = _ordered(link for link in links if link.left in groups and link.right in groups)
    linked = {(link.left, link.right) for link in inside}
    for link in inside:
        left, right = groups[link.left], groups[link.right]
        if left is right or not _fit(left, right, signatures, linked, apart, ratio):
            continue
        joined = tuple(sorted(left + right))
        groups.update(dict.fromkeys(joined, joined))
    return tuple(sorted(set(groups.values())))


def spanning(links: Iterable[Link], homes: Mapping[SightingId, JobId]) -> Iterator[Link]:
    """Yield the strongest links that hold the sightings of each home together, one less than there are sightings."""
    groups: dict[SightingId, SightingId] = {}

    def group(member: SightingId) -> SightingId:
        while (above := groups.get(member, member)) != member:
            member = above
        return member

    for link in _ordered(link for link in links if link.left in homes and homes[link.left] == homes.get(link.right)):
        left, right = group(link.left), group(link.right)
        if left != right:
            groups[max(left, right)] = min(left, right)
            yield link


def _ordered(links: Iterable[Link]) -> list[Link]:
    return sorted(links, key=lambda link: (-link.strength, link.left, link.right))


def _fit(
    left: tuple[SightingId, ...],
    right: tuple[SightingId, ...],
    signatures: Mapping[SightingId, Signature],
    linked: Collection[tuple[SightingId, SightingId]],
    apart: Collection[Pair],
    ratio: Ratio,
) -> bool:
    if apart and any(frozenset((one, other)) in apart for one in left for other in right):
        return False
    ours, theirs = _kinds(left, signatures), _kinds(right, signatures)
    covers = [set(one.places) for one in ours + theirs if len(one.places) > 1]
    for one in ours:
        for other in theirs:
            if (one.sighting, other.sighting) in linked or (other.sighting, one.sighting) in linked:
                continue
            if contradict(one, other, ratio) or told_differently(one, other):
                return False
            if elsewhere(one, other, ratio) and not _covered(one, other, covers):
                return False
    return True


def _covered(one: Signature, other: Signature, covers: list[set[str]]) -> bool:
    both = {*one.places, *other.places}
    return any(both <= cover for cover in covers)


def _kinds(group: tuple[SightingId, ...], signatures: Mapping[SightingId, Signature]) -> list[Signature]:
    """Return one sighting of each kind: copies with the same facts need no second look."""
    kinds = {}
    for sighting in group:
        one = signatures[sighting]
        kinds[one.title, one.levels, one.company, one.places, one.regions, one.pay, one.source, one.chunks] = one
    return list(kinds.values())

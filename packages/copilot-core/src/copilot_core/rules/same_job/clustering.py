"""From links to jobs: the same clusters whatever came first."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen

from copilot_core.entities.identities import JobId, SightingId
from copilot_core.rules.same_job.compare import SURE, Ratio, contradict, elsewhere, told_differently
from copilot_core.rules.same_job.signature import Link, Signature

Pair = frozenset[SightingId]
Cluster = tuple[SightingId, ...]


def cluster(
    signatures: Mapping[SightingId, Signature], links: Iterable[Link], apart: Collection[Pair], ratio: Ratio
) -> tuple[tuple[SightingId, ...], ...]:
    """Join sightings along their links, strongest first, unless members of the two sides contradict each other.

    Sure links come first. What is left is cut short or names no place, and may be a copy of several: among about equal
    links it goes where most copies are. Only links and sightings among `signatures` count, and the result depends on
    nothing but the arguments as sets.
    """
    groups: dict[SightingId, Cluster] = {sighting: (sighting,) for sighting in signatures}
    inside = _ordered(link for link in links if link.left in groups and link.right in groups)
    linked = {(link.left, link.right) for link in inside}
    fits = _Fits(signatures, linked, apart, ratio)
    for link in inside:
        if link.strength >= SURE:
            _join(groups, link, fits)
    sizes = {sighting: len(group) for sighting, group in groups.items()}
    vague = [link for link in inside if link.strength < SURE]
    for link in sorted(vague, key=lambda link: (-round(link.strength, 1), -sizes[link.left] - sizes[link.right])):
        _join(groups, link, fits)
    return tuple(sorted(set(groups.values())))


def _join(groups: dict[SightingId, Cluster], link: Link, fits: "_Fits") -> None:
    left, right = groups[link.left], groups[link.right]
    if left is not right and fits(left, right):
        joined = tuple(sorted(left + right))
        groups.update(dict.fromkeys(joined, joined))


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


@frozen
class _Fits:
    """Whether two groups may be one job."""

    signatures: Mapping[SightingId, Signature]
    linked: Collection[tuple[SightingId, SightingId]]
    apart: Collection[Pair]
    ratio: Ratio

    def __call__(self, left: Cluster, right: Cluster) -> bool:
        if self.apart and any(frozenset((one, other)) in self.apart for one in left for other in right):
            return False
        ours, theirs = _kinds(left, self.signatures), _kinds(right, self.signatures)
        covers = [set(one.places) for one in ours + theirs if len(one.places) > 1]
        return all(self._agree(one, other, covers) for one in ours for other in theirs)

    def _agree(self, one: Signature, other: Signature, covers: list[set[str]]) -> bool:
        if (one.sighting, other.sighting) in self.linked or (other.sighting, one.sighting) in self.linked:
            return True
        if contradict(one, other, self.ratio) or told_differently(one, other):
            return False
        return not elsewhere(one, other, self.ratio) or _covered(one, other, covers)


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

"""The list of occupations, and which of them a title names."""

import heapq
import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter

from attrs import frozen

from copilot_adapters.taxonomies.titles import TitleWords
from copilot_core.entities.skill import Occupation

CONSIDERED = 12
TYPICAL = 0.2
FURTHER_LABEL = 0.985
"""What another label than an occupation's own name counts."""

CANDIDATES = 4000
"""About so many labels are looked at for one title: those that share its rarest words."""


@frozen
class OccupationList:
    """Occupations with all their labels, each label a string of one character a stem; `with_stem` finds the labels.

    `lengths` are half the weights of each label's stems, `favours` a factor for each label.
    """

    ids: Sequence[str]
    names: Sequence[str]
    groups: Sequence[str]
    words: TitleWords
    marks: Mapping[str, str]
    labels: Sequence[str]
    owners: Sequence[int]
    weights: Mapping[str, float]
    lengths: Sequence[float]
    favours: Sequence[float]
    with_stem: Mapping[str, "array[int]"]

    @classmethod
    def of(cls, data: dict[str, object]) -> "OccupationList":
        """Make the list of a data file's content."""
        return _occupation_list(data)

    def occupation(self, number: int) -> Occupation:
        """Return an occupation by its place in the list."""
        return Occupation(self.ids[number], self.names[number], self.groups[number])

    def ranked(self, title: str, count: int) -> list[tuple[float, int]]:
        """Return the nearest occupations as (likeness 0..1, place in the list), best first."""
        asked, whole = self._asked(title)
        best = self._likeness(self._shared(asked), whole)
        nearest = heapq.nlargest(max(count, CONSIDERED), best.items(), key=itemgetter(1))
        scored = [
            (likeness * (1 - TYPICAL) + TYPICAL * self._typical(asked, owner), owner) for owner, likeness in nearest
        ]
        return sorted(scored, key=lambda each: (-each[0], each[1]))[:count]

    def _typical(self, asked: Mapping[str, float], owner: int) -> float:
        """Return how much of what is asked an average label of the occupation says."""
        labels = self.labels[bisect_left(self.owners, owner) : bisect_right(self.owners, owner)]
        whole = sum(asked.values()) or 1.0
        return (
            sum(weight * sum(mark in label for label in labels) for mark, weight in asked.items()) / len(labels) / whole
        )

    def _asked(self, title: str) -> tuple[dict[str, float], float]:
        """Return the weight of each known stem of a title, and of all of it."""
        said = self.words.read(title)
        asked = {
            self.marks[word]: weight * self.weights[self.marks[word]]
            for word, weight in said.items()
            if word in self.marks
        }
        unknown = sum(8.0 * weight for word, weight in said.items() if word not in self.marks)
        return asked, sum(asked.values()) + 0.5 * unknown

    def _shared(self, asked: Mapping[str, float]) -> dict[int, float]:
        """Return how much of what is asked each label says, rarest stems first, about `CANDIDATES` labels."""
        shared: dict[int, float] = {}
        get, looked = shared.get, 0
        for mark in sorted(asked, key=asked.__getitem__, reverse=True):
            found, weight = self.with_stem[mark], asked[mark]
            looked += len(found)
            if looked > CANDIDATES and shared:
                labels = self.labels
                for label in shared:
                    if mark in labels[label]:
                        shared[label] += weight
                continue
            for label in found:
                shared[label] = get(label, 0.0) + weight
        return shared

    def _likeness(self, shared: Mapping[int, float], whole: float) -> dict[int, float]:
        """Return each occupation's likeness: that of its best label. One tight loop, for it runs for every posting."""
        best: dict[int, float] = {}
        get, owners, lengths, favours, half = best.get, self.owners, self.lengths, self.favours, 0.5 * whole
        for label, both in shared.items():
            likeness = favours[label] * both / (half + lengths[label])
            owner = owners[label]
            if likeness > get(owner, 0.0):
                best[owner] = likeness
        return best


def _occupation_list(data: dict[str, object]) -> OccupationList:
    ids, names, groups, labels, marks = (data[key] for key in ("ids", "names", "groups", "labels", "words"))
    owners, short, german = data["owners"], data["short"], data["german"]
    if not (
        isinstance(ids, list)
        and isinstance(names, list)
        and isinstance(groups, list)
        and isinstance(labels, list)
        and isinstance(owners, list)
        and isinstance(marks, dict)
        and isinstance(short, dict)
        and isinstance(german, dict)
    ):
        raise TypeError("occupations.json.gz")
    with_stem: dict[str, array[int]] = {}
    for number, label in enumerate(labels):
        for mark in label:
            with_stem.setdefault(mark, array("H")).append(number)
    weights = {mark: math.log(1 + len(labels) / len(found)) for mark, found in with_stem.items()}
    lengths = array("d", (0.5 * sum(weights[mark] for mark in label) for label in labels))
    firsts = (number == 0 or owners[number - 1] != owner for number, owner in enumerate(owners))
    return OccupationList(
        ids=ids,
        names=names,
        groups=groups,
        words=TitleWords(short, german),
        marks=marks,
        labels=labels,
        owners=array("H", owners),
        weights=weights,
        lengths=lengths,
        favours=array("d", (1.0 if first else FURTHER_LABEL for first in firsts)),
        with_stem=with_stem,
    )

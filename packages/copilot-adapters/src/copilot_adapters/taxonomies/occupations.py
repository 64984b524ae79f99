"""The list of occupations, and which of them a title names."""

import heapq
import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from attrs import frozen

from copilot_adapters.taxonomies.titles import TitleWords
from copilot_core.entities.skill import Occupation

CONSIDERED = 12
TYPICAL = 0.2
CANDIDATES = 4000
"""About so many labels are looked at for one title: those that share its rarest words."""


@frozen
class OccupationList:
    """Occupations with all their labels, each label a string of one character a stem; `with_stem` finds the labels."""

    ids: Sequence[str]
    names: Sequence[str]
    groups: Sequence[str]
    words: TitleWords
    marks: Mapping[str, str]
    labels: Sequence[str]
    owners: Sequence[int]
    weights: Mapping[str, float]
    lengths: Sequence[float]
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
        best: dict[int, float] = {}
        for likeness, label in self._alike(title):
            owner = self.owners[label]
            if likeness > best.get(owner, 0.0):
                best[owner] = likeness
        nearest = heapq.nlargest(max(count, CONSIDERED), best.items(), key=itemgetter(1))
        said = self._asked(title)
        scored = [
            (likeness * (1 - TYPICAL) + TYPICAL * self._typical(said, owner), owner) for owner, likeness in nearest
        ]
        return sorted(scored, key=lambda each: (-each[0], each[1]))[:count]

    def _typical(self, asked: Mapping[str, float], owner: int) -> float:
        """Return how much of what is asked an average label of the occupation says."""
        labels = self.labels[bisect_left(self.owners, owner) : bisect_right(self.owners, owner)]
        whole = sum(asked.values()) or 1.0
        return (
            sum(weight * sum(mark in label for label in labels) for mark, weight in asked.items()) / len(labels) / whole
        )

    def _asked(self, title: str) -> dict[str, float]:
        said = self.words.read(title)
        return {
            self.marks[word]: weight * self.weights[self.marks[word]]
            for word, weight in said.items()
            if word in self.marks
        }

    def _alike(self, title: str) -> Iterator[tuple[float, int]]:
        said = self.words.read(title)
        asked = {
            self.marks[word]: weight * self.weights[self.marks[word]]
            for word, weight in said.items()
            if word in self.marks
        }
        unknown = sum(8.0 * weight for word, weight in said.items() if word not in self.marks)
        whole = sum(asked.values()) + 0.5 * unknown
        shared: dict[int, float] = {}
        get = shared.get
        looked = 0
        for mark in sorted(asked, key=asked.__getitem__, reverse=True):
            labels, weight = self.with_stem[mark], asked[mark]
            looked += len(labels)
            if looked > CANDIDATES and shared:
                for label in shared:
                    if mark in self.labels[label]:
                        shared[label] += weight
                continue
            for label in labels:
                shared[label] = get(label, 0.0) + weight
        for label, both in shared.items():
            yield self._likeness(both, whole, label), label

    def _likeness(self, both: float, whole: float, label: int) -> float:
        preferred = 1.0 if label == 0 or self.owners[label - 1] != self.owners[label] else 0.985
        return preferred * both / (0.5 * whole + 0.5 * self.lengths[label])


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
    lengths = array("f", (sum(weights[mark] for mark in label) for label in labels))
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
        with_stem=with_stem,
    )

"""Tell the labels of a taxonomy apart where its file wrote them one after the other without a mark.

An entry of the file is "preferred label other label other label … Description." The words that labels begin and end
with, the pairs of words within labels, and their lengths are learnt from the entries themselves by a few rounds of
Viterbi decoding; no word stands twice in one label.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence

from attrs import field, frozen, mutable

FUNCTION_WORDS = frozenset(
    [
        "of",
        "in",
        "for",
        "to",
        "and",
        "or",
        "on",
        "with",
        "by",
        "from",
        "at",
        "as",
        "&",
        "/",
        "-",
        "into",
        "the",
        "a",
        "an",
    ]
)
NEVER_LAST = frozenset(
    ["of", "in", "for", "and", "or", "the", "a", "an", "to", "with", "by", "&", "/", "on", "from", "at", "as", "into"]
)
LONGEST = 14


@frozen
class Tuning:
    """How willing the decoder is to begin a label (`eager`), and how the evidence is weighed."""

    eager: float
    repeat: float
    length: float
    unseen_start: float
    unseen_pair: float
    own: float
    rounds: int = 3


SKILLS = Tuning(eager=3, repeat=15, length=0.5, unseen_start=4, unseen_pair=8, own=0.0)
OCCUPATIONS = Tuning(eager=2, repeat=9, length=1.75, unseen_start=0.5, unseen_pair=2, own=1.0)


@mutable
class Counts:
    """What was seen in the labels so far."""

    first: Counter[str] = field(factory=Counter)
    last: Counter[str] = field(factory=Counter)
    pairs: Counter[tuple[str, str]] = field(factory=Counter)
    lengths: Counter[int] = field(factory=Counter)
    before: Counter[str] = field(factory=Counter)


def plain(word: str) -> str:
    """Return the word without case and commas."""
    return word.lower().strip(",;") or "~"


def root(word: str) -> str:
    """Return a crude stem."""
    for end in ("ing", "ers", "ies", "es", "s", "ed", "er"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word


def split_descriptions(texts: Sequence[str]) -> list[tuple[list[str], str]]:
    """Return (words of the labels, description): a description begins with a word only capitals of which start it."""
    after, inside, lower = _capitals(texts)
    return [_split(text.split(), after, inside, lower) for text in texts]


def _capitals(texts: Sequence[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    after, inside, lower = Counter[str](), Counter[str](), Counter[str]()
    for text in texts:
        words = text.split()
        for before, word in itertools.pairwise(words):
            kind = lower if not word[0].isupper() else after if before[-1] in ".!?" else inside
            kind[word] += 1
    return after, inside, lower


def _split(words: list[str], after: Counter[str], inside: Counter[str], lower: Counter[str]) -> tuple[list[str], str]:
    for at, word in enumerate(words):
        bare = word.strip('.,;:()"')
        if not at or not word[0].isupper():
            continue
        starts = lower[bare.lower()] + after[word]
        usual = bare[1:].islower() and starts >= 2 and starts > inside[word] * 0.15 and at + 3 < len(words)
        if usual or bare in ("A", "The", "An") or (word[:3].lower() == words[0][:3].lower() and at + 3 < len(words)):
            return words[:at], " ".join(words[at:])
    return words, ""


def first_label_by_plural(words: Sequence[str], description: str) -> int:
    """Return how many words the first label has when the description begins with its plural, else 0."""
    described = [word.lower().strip(",.") for word in description.split()[:20]]
    for at, (word, other) in enumerate(zip(map(plain, words), described, strict=False)):
        if word == other:
            continue
        plurals = {word + "s", word + "es", word[:-1] + "ies", word.replace("man", "men"), word[:-6] + "people"}
        return _while_equal(words, described, at + 1) if other in plurals else 0
    return 0


def _while_equal(words: Sequence[str], described: Sequence[str], at: int) -> int:
    """Go on while the description does: "managers in metal ores and …"."""
    while at < min(len(words), len(described)) and plain(words[at]) == described[at]:
        at += 1
    return at


def segment(entries: Sequence[Sequence[str]], tuning: Tuning, known: Sequence[int] | None = None) -> list[list[str]]:
    """Return the labels of each entry; `known` is the length of the first one where it is known."""
    known = known or [0] * len(entries)
    words = [[plain(word) for word in entry] for entry in entries]
    usage = Counter(word for entry in words for word in entry)
    counts, share = _first_guess(words, known), 0.7
    cuts: list[list[tuple[int, int]]] = []
    for turn in range(tuning.rounds):
        decoder = _Decoder(
            counts,
            usage,
            tuning,
            turn == 0,
            tuning.own * share,
            usage.total(),
            counts.first.total(),
            counts.lengths.total(),
        )
        cuts = [decoder.cut(raw, entry, first) for raw, entry, first in zip(entries, words, known, strict=True)]
        counts, share = _counted(words, cuts), 1.0
    return [[" ".join(raw[a:b]) for a, b in cut] for raw, cut in zip(entries, cuts, strict=True)]


def _first_guess(words: Sequence[Sequence[str]], known: Sequence[int]) -> Counts:
    counts = Counts(lengths=Counter({1: 10, 2: 30, 3: 40, 4: 30, 5: 20, 6: 10, 7: 6, 8: 4, 9: 2, 10: 1}))
    for entry, first in zip(words, known, strict=True):
        if not entry:
            continue
        counts.first[entry[0]] += 1
        counts.last[entry[-1]] += 3
        for pair in itertools.pairwise(entry):
            counts.pairs[pair] += 1
            counts.before[pair[0]] += 1
        if first:
            counts.last[entry[first - 1]] += 3
        if 0 < first < len(entry):
            counts.first[entry[first]] += 1
    return counts


def _counted(words: Sequence[Sequence[str]], cuts: Sequence[Sequence[tuple[int, int]]]) -> Counts:
    counts = Counts()
    for entry, cut in zip(words, cuts, strict=True):
        for a, b in cut:
            counts.first[entry[a]] += 1
            counts.last[entry[b - 1]] += 1
            counts.lengths[b - a] += 1
            for pair in zip(entry[a : b - 1], entry[a + 1 : b], strict=True):
                counts.pairs[pair] += 1
                counts.before[pair[0]] += 1
    return counts


@frozen
class _Decoder:
    counts: Counts
    usage: Counter[str]
    tuning: Tuning
    first_turn: bool
    own: float
    words: int
    labels: int
    all_lengths: int

    def cut(self, raw: Sequence[str], words: Sequence[str], first: int) -> list[tuple[int, int]]:
        """Return the best division of one entry into labels, as (from, to)."""
        size = len(words)
        roots = [re.sub(r"\W+$", "", root(word)) for word in words]
        ends = [self._end(word) for word in words]
        joins = [self._join(a, b, end) for a, b, end in zip(words, words[1:], ends, strict=False)]
        best, back = [0.0] + [-math.inf] * size, [0] * (size + 1)
        for start in range(size):
            score = best[start] + self._start(words[start], start)
            seen: set[str] = set()
            for stop in range(start, min(size, start + LONGEST)):
                score += joins[stop - 1] if stop > start else 0.0
                if words[stop] not in FUNCTION_WORDS:
                    score -= self.tuning.repeat if roots[stop] in seen else 0.0
                    seen.add(roots[stop])
                if first and ((start == 0 and stop + 1 != first) or 0 < start < first):
                    continue
                total = score + self._length(stop - start + 1) + (math.log(ends[stop]) if stop < size - 1 else 0.0)
                total -= 6 if words[stop] in NEVER_LAST or raw[stop].endswith(",") else 0
                if total > best[stop + 1]:
                    best[stop + 1], back[stop + 1] = total, start
        return _walk(back)

    def _start(self, word: str, at: int) -> float:
        prior = self.tuning.unseen_start * 1000
        seen = self.counts.first[word] + prior * self.usage[word] / self.words
        unlikely = 4 if at and word in FUNCTION_WORDS else 0
        return math.log(seen / (self.labels + prior)) + self.tuning.eager - unlikely

    def _end(self, word: str) -> float:
        seen = self.counts.last[word] + (0.5 if self.first_turn else 0.0)
        return min(max(seen / (self.usage[word] + 1), 0.01), 0.98)

    def _join(self, left: str, right: str, end: float) -> float:
        share = 0.7 if self.first_turn else 1.0
        prior = self.tuning.unseen_pair
        pair = max(self.counts.pairs[left, right] * share - self.own, 0)
        before = max(self.counts.before[left] * share - self.own, 0)
        return math.log(1 - end) + math.log((pair + prior * self.usage[right] / self.words) / (before + prior))

    def _length(self, words: int) -> float:
        lengths = self.counts.lengths
        return self.tuning.length * math.log((lengths[words] + 0.1) / self.all_lengths)


def _walk(back: Sequence[int]) -> list[tuple[int, int]]:
    cuts, at = [], len(back) - 1
    while at > 0:
        cuts.append((back[at], at))
        at = back[at]
    return cuts[::-1]

"""The list of skills, and how they are found in a text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from attrs import frozen

from copilot_adapters.taxonomies.words import DROPPED, MARKS, WORD, folded, stem
from copilot_core.entities.evidence import Evidence
from copilot_core.entities.skill import Skill, SkillMention

UNKNOWN, BREAK, NOTHING = "\x01", "\x02", ""
EXACT_CASE, IN_COMPANY = 1, 2
COMPANY = 8
"""How many words away another technology may stand that vouches for a doubtful name (R, C, Go)."""
REMEMBERED = 100_000


class Marks(dict[str, str]):
    """Word → the character of its stem; worked out once for every word met, and remembered."""

    def __init__(self, stems: Mapping[str, str]) -> None:
        """Take stem → character."""
        super().__init__()
        self.stems = stems

    def __missing__(self, word: str) -> str:
        mark = self._mark(folded(word))
        if len(self) < REMEMBERED:
            self[word] = mark
        return mark

    def _mark(self, word: str) -> str:
        if word in DROPPED:
            return NOTHING
        if word in MARKS:
            return BREAK
        return self.stems.get("and" if word == "&" else stem(word), UNKNOWN)


@frozen
class SkillList:
    """Skills and the patterns that find them: each word is one character, its stem's, so a phrase is a short string.

    `heads` says for two first characters, or one, how long their longest pattern is; `technologies` are the characters of names
    that vouch for a doubtful one. A single word proves a skill only in the forms listed in `singles`.
    """

    ids: Sequence[str]
    labels: Sequence[str]
    marks: Marks
    patterns: Mapping[str, int]
    singles: Mapping[str, int]
    heads: Mapping[str, int]
    rules: Mapping[str, tuple[int, str]]
    technologies: frozenset[str]
    places: Mapping[str, int]

    @classmethod
    def of(cls, data: dict[str, object]) -> "SkillList":
        """Make the list of a data file's content."""
        return _skill_list(data)

    def skill(self, number: int) -> Skill:
        """Return a skill by its place in the list."""
        return Skill(self.ids[number], self.labels[number])

    def named(self, id_or_label: str) -> Skill | None:
        """Return the skill of this id, label or other name."""
        number = self.places.get(id_or_label, self.places.get(id_or_label.strip().lower()))
        if number is None:
            number = self.patterns.get("".join(self.marks[word] for word in WORD.findall(id_or_label)))
        return None if number is None else self.skill(number)

    def found_in(self, text: str, field: str) -> Iterator[SkillMention]:
        """Yield mentions in order; of those that begin at one word the longest."""
        parts = WORD.split(text)
        words = parts[1::2]
        marks = [*map(self.marks.__getitem__, words)]
        kept = [place for place, mark in enumerate(marks) if mark]
        found = [*self._matches("".join(marks), words, kept)]
        starts = [0, *accumulate(map(len, parts))] if found else []
        for begin, end, number in found:
            first, last = starts[2 * kept[begin] + 1], starts[2 * kept[end - 1] + 2]
            yield SkillMention(self.skill(number), Evidence(text[first:last], first, last, field))

    def _matches(self, line: str, words: Sequence[str], kept: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        heads, longest_of = self.heads, self.heads.get
        free = 0
        for at in [place for place, mark in enumerate(line) if mark in heads]:
            longest = longest_of(line[at : at + 2]) or heads[line[at]]
            if not longest or at < free:
                continue
            for length in range(min(longest, len(line) - at), 0, -1):
                number = self._owner(line[at : at + length], at, line, words, kept)
                if number is not None:
                    free = at + length
                    yield at, free, number
                    break

    def _owner(self, pattern: str, at: int, line: str, words: Sequence[str], kept: Sequence[int]) -> int | None:
        """Return whose name this is, None when it is nobody's or not written as it must be."""
        number = self.patterns.get(pattern)
        if number is not None and len(pattern) == 1:
            number = self.singles.get(folded(words[kept[at]]))
        if number is None or (pattern in self.rules and not self._holds(pattern, at, line, words, kept)):
            return None
        return number

    def _holds(self, pattern: str, at: int, line: str, words: Sequence[str], kept: Sequence[int]) -> bool:
        rule, name = self.rules[pattern]
        written = " ".join(words[place] for place in kept[at : at + len(pattern)])
        if written != name:
            return False
        if rule == EXACT_CASE:
            return not self._begins_a_sentence(at, len(pattern), line, words, kept)
        around = line[max(0, at - COMPANY) : at] + line[at + len(pattern) : at + len(pattern) + COMPANY]
        return not self.technologies.isdisjoint(around)

    def _begins_a_sentence(self, at: int, length: int, line: str, words: Sequence[str], kept: Sequence[int]) -> bool:
        """Whether its capital may be that of any first word: "Excel in a team", but not "Excel, Word"."""
        if (at and line[at - 1] != BREAK) or not words[kept[at]].istitle():
            return False
        after = words[kept[at + length]] if at + length < len(kept) else "."
        return after.islower() and after not in ("and", "or", "skills", "knowledge", "experience")


def _skill_list(data: dict[str, object]) -> SkillList:
    ids, labels, patterns = _texts(data["ids"]), _texts(data["labels"]), _texts(data["patterns"])
    heads = _heads(patterns)
    words, rules, owners, singles = data["words"], data["rules"], data["owners"], data["singles"]
    if not (
        isinstance(words, dict) and isinstance(rules, dict) and isinstance(singles, dict) and isinstance(owners, list)
    ):
        raise TypeError("skills.json.gz")
    places = {label.lower(): number for number, label in reversed([*enumerate(labels)])}
    return SkillList(
        ids=ids,
        labels=labels,
        marks=Marks(words),
        patterns=dict(zip(patterns, owners, strict=True)),
        singles=singles,
        heads=heads,
        rules={pattern: (rule, name) for pattern, (rule, name) in rules.items()},
        technologies=frozenset(_texts(data["technologies"])),
        places=places | {each: number for number, each in enumerate(ids)},
    )


def _heads(patterns: Sequence[str]) -> dict[str, int]:
    """Return how long the longest pattern is that begins with two characters; with one alone: 1 if it is a pattern."""
    heads: dict[str, int] = {}
    for pattern in patterns:
        length, pair = len(pattern), pattern[:2]
        heads.setdefault(pattern[0], 0)
        if heads.get(pair, 0) < length:
            heads[pair] = length
    return heads


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return value
    raise TypeError("skills.json.gz")

"""The list of skills, and how they are found in a text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import add

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

    `heads` says for two first characters how long their longest pattern is; `technologies` are the characters of names
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
        line = "".join(marks)
        starts = [0, *accumulate(map(len, parts))]
        for begin, end, number in self._matches(line, words, kept):
            first, last = starts[2 * kept[begin] + 1], starts[2 * kept[end - 1] + 2]
            yield SkillMention(self.skill(number), Evidence(text[first:last], first, last, field))

    def _matches(self, line: str, words: Sequence[str], kept: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        heads, patterns, rules = self.heads, self.patterns, self.rules
        free = 0
        pairs = map(add, line, line[1:] + BREAK)
        for at, pair in [found for found in enumerate(pairs) if found[1] in heads or found[1][0] in patterns]:
            if at < free:
                continue
            for length in range(heads.get(pair, 1), 0, -1):
                pattern = line[at : at + length]
                number = patterns.get(pattern)
                if number is None:
                    continue
                if length == 1:
                    number = self.singles.get(folded(words[kept[at]]), -1)
                if number >= 0 and (pattern not in rules or self._holds(pattern, at, line, words, kept)):
                    free = at + len(pattern)
                    yield at, free, number
                    break

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
    heads: dict[str, int] = {}
    for pattern in patterns:
        head, length = pattern[:2], len(pattern)
        if heads.get(head, 0) < length:
            heads[head] = length
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


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return value
    raise TypeError("skills.json.gz")

"""robots.txt: which paths a site asks programs to leave alone (RFC 9309)."""

from collections.abc import Sequence

from attrs import frozen

MOST_READ = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 kibibytes."""


@frozen
class Rule:
    """One line: whether paths of this pattern are allowed; `*` is any text, a final `$` the end."""

    allowed: bool
    pattern: str

    def matches(self, path: str) -> bool:
        """Match piece by piece from the left, which no pattern can make slow."""
        pattern, ends = (self.pattern[:-1], True) if self.pattern.endswith("$") else (self.pattern, False)
        first, *others = pattern.split("*")
        if not path.startswith(first):
            return False
        at = len(first)
        if not others:
            return at == len(path) or not ends
        *middle, last = others
        for piece in middle:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        if ends:
            return path.endswith(last) and len(path) - len(last) >= at
        return path.find(last, at) >= 0


@frozen
class Robots:
    """The rules that a robots.txt has for one program."""

    rules: tuple[Rule, ...]

    @classmethod
    def read(cls, text: str, program: str) -> "Robots":
        """Take the groups that name the program, else those for all."""
        groups: dict[str, list[Rule]] = {}
        names: list[str] = []
        between_names = False
        for key, value in _lines(text):
            if key == "user-agent":
                names = [*names, value.lower()] if between_names else [value.lower()]
                groups.setdefault(names[-1], [])
                between_names = True
            elif key in {"allow", "disallow"}:
                between_names = False
                for name in names:
                    groups[name] += [Rule(key == "allow", value)] if value else []
        named = [rules for name, rules in groups.items() if name != "*" and _names(name, program)]
        return cls(tuple(rule for rules in named or [groups.get("*", [])] for rule in rules))

    def allow(self, path: str) -> bool:
        """Tell whether a path (with its query) may be read: the longest rule decides, `Allow` when they are equal."""
        found = [(len(rule.pattern), rule.allowed) for rule in self.rules if rule.matches(path)]
        return max(found)[1] if found else True


def _lines(text: str) -> Sequence[tuple[str, str]]:
    parted = [line.partition("#")[0].partition(":") for line in text.removeprefix("\ufeff").splitlines()]
    return [(key.strip().lower(), value.strip()) for key, colon, value in parted if colon]


def _names(name: str, program: str) -> bool:
    return name.partition("/")[0].strip() == program.lower()

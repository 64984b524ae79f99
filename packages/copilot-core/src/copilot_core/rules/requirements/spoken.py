"""Languages that a posting asks for."""

import re
from collections.abc import Iterator

from copilot_core.rules.fit.languages import NAMES
from copilot_core.rules.patterns import alternatives

_NAME = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(NAMES, key=len, reverse=True))})(?:kenntnisse\w*|sprachig\w*|e[nrsm]?)?(?!\w)"
)
_SPEAKS = re.compile(
    r"fluen|proficien|native|mother tongue|speak|spoken|verbal|written|writing|oral|communicat|conversational|bilingual|multilingual|command of|language"
    r"|kenntnisse|fließend|verhandlungssicher|muttersprach|sprach|wort und schrift|niveau|level|\b[abc][12]\b|sicher|beherrsch|nivel|idioma|courant|maîtrise|hablad|read"
)
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (level, re.compile(alternatives(block)))
    for level, block in (
        ("native", r"native(?! or|/| level or)|mother tongue|muttersprach|lengua materna|langue maternelle"),
        ("C2", r"\bc2\b"),
        ("C1", r"""
        \bc1\b|fluen|verhandlungssicher|fließend|business[- ]level|proficien|full professional|excellent|outstanding|bilingual|near[- ]native|sehr gut
        very good|strong|advanced|courant|fluido|fluidez|avanzado|hervorragend|ausgezeichnet|exceptional|impeccable
    """),
        ("B2", r"\bb2\b|good|gute|working|professional|upper[- ]intermediate|solid|sicher|confident|effective|clear"),
        ("B1", r"\bb1\b|conversational|intermediate"),
        ("A2", r"\ba[12]\b|basic|grundkenntnisse|elementary|some"),
    )
)  # fmt: skip
_NOT_SPOKEN = re.compile(
    r"\b(?:teacher|class|department|literature|degree|major|market|customers?|studies|lessons?|tutor|cuisine|food|restaurant|law|subsidiary|team)\b"
)
_STUDIED = re.compile(r"\b(?:degree|bachelor\S*|major|certification|literature|teach\w*) (?:in |of )?(?:\w+ )?$")
_AND = re.compile(r"\band\b|\bund\b|,|;|\bor\b|\boder\b|\bsowie\b|\by\b|\bet\b")
_CEFR = re.compile(r"\b([abc][12])\b")

NEAR = 60
"""A word of ability counts this many characters before or after a language's name."""


def languages_asked(lower: str, *, in_section: bool) -> Iterator[tuple[str, int, int]]:
    """Yield (`de:C1`, start, end) for every language a clause asks for; the level is left out where none is said."""
    names = list(_NAME.finditer(lower))
    for at, match in enumerate(names):
        before = lower[names[at - 1].end() if at else 0 : match.start()]
        after = lower[match.end() : names[at + 1].start() if at + 1 < len(names) else len(lower)]
        code = NAMES.get(_stem(match.group()), "")
        if code and _is_spoken(lower, match, bare=in_section and len(lower) < 40):
            level = _level(before[-NEAR:], after[:NEAR], lower)
            yield (f"{code}:{level}" if level else code), match.start(), match.end()


def _is_spoken(lower: str, match: re.Match[str], *, bare: bool) -> bool:
    before, after = lower[max(0, match.start() - NEAR) : match.start()], lower[match.end() : match.end() + NEAR]
    if _NOT_SPOKEN.search(after[:24]) or _STUDIED.search(before):
        return False
    return bare or _SPEAKS.search(before + match.group() + after) is not None


def _stem(word: str) -> str:
    for ending in (
        "kenntnissen",
        "kenntnisse",
        "kenntnis",
        "sprachigen",
        "sprachige",
        "sprachig",
        "en",
        "er",
        "es",
        "em",
        "e",
        "s",
    ):
        if word.endswith(ending) and word[: -len(ending)] in NAMES:
            return word[: -len(ending)]
    return word


def _level(before: str, after: str, clause: str) -> str:
    """Return the level: a grade right after the name, else words before it, after it, anywhere in the clause."""
    own = _AND.split(after)[0]
    grade = _CEFR.search(own[:30])
    if grade:
        return grade[1].upper()
    for words in (before, own, clause):
        found = next((level for level, pattern in _LEVELS if pattern.search(words)), "")
        if found:
            return found
    return ""

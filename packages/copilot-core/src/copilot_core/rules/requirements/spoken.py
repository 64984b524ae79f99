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
_CEFR = re.compile(r"\b([abc][12])\b")

NEAR = 60
"""A word of ability counts this many characters before or after a language's name."""


def languages_asked(lower: str, *, in_section: bool) -> Iterator[tuple[str, int, int]]:
    """Yield (`de:C1`, start, end) for every language a clause asks for; the level is left out where none is said."""
    names = list(_NAME.finditer(lower))
    for at, match in enumerate(names):
        begin = names[at - 1].end() if at and match.start() - names[at - 1].end() > 12 else 0
        finish = (
            names[at + 1].start() if at + 1 < len(names) and names[at + 1].start() - match.end() > 12 else len(lower)
        )
        around = lower[max(begin, match.start() - NEAR) : min(finish, match.end() + NEAR)]
        after = lower[match.end() : match.end() + 24]
        code = NAMES.get(_stem(match.group()), "")
        bare = in_section and len(lower) < 40
        if code and (bare or _SPEAKS.search(around) or _SPEAKS.search(match.group())) and not _NOT_SPOKEN.search(after):
            level = _level(lower, match, around)
            yield (f"{code}:{level}" if level else code), match.start(), match.end()


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


def _level(lower: str, match: re.Match[str], around: str) -> str:
    """Return the level: the grade right after the name, else the strongest word near it."""
    grade = _CEFR.search(lower, match.end(), match.end() + 30)
    if grade:
        return grade[1].upper()
    return next((level for level, words in _LEVELS if words.search(around)), "")

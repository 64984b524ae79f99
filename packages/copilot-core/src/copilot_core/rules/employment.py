"""How a person is employed."""

from collections.abc import Iterable, Sequence

from copilot_core.entities.kinds import Employment
from copilot_core.rules.patterns import words
from copilot_core.rules.requirements.lines import Line

_WORDS: tuple[tuple[Employment, str], ...] = (
    (Employment.FULL_TIME, r"""
        full[\s_-]?time|fulltime\w*|vollzeit|tiempo completo|temps plein|jornada completa|permanent
        festanstellung|unbefristet\w*|regular|cdi|fte|정규직|full_time_permanent
    """),
    (Employment.PART_TIME, r"""
        part[\s_-]?time|parttime\w*|teilzeit|tiempo parcial|temps partiel|media jornada|minijob|450-euro
    """),
    (Employment.CONTRACT, r"""
        contract|contractor|contracts|freelance[rs]?|freiberuflich\w*|1099|c2c|w2 contract|b2b
        contract-to-hire|consultancy|autónomo|independent contractor|per[\s-]?diem|gig
    """),
    (Employment.TEMPORARY, r"""
        temporary|temp|befristet\w*|seasonal|fixed[\s-]?term|saison\w*|zeitarbeit|term|interim|cdd|temporal
        casual|aushilfe
    """),
    (Employment.INTERNSHIP, r"""
        intern|interns|internships?|praktikum|praktikant(?:in)?|werkstudent(?:in)?|working student|prácticas
        stage|stagiaire|co-?op
    """),
    (Employment.VOLUNTEER, r"""
        volunteer|voluntary|ehrenamt\w*|unpaid volunteer
    """),
    (Employment.APPRENTICESHIP, r"""
        apprentice|apprentices|apprenticeships?|ausbildung|auszubildende[rn]?|azubi|lehrling|alternance
    """),
)  # fmt: skip

_PATTERNS = tuple((kind, words(block)) for kind, block in _WORDS)

_IN_TITLES = words(r"""
    full[\s-]?time|part[\s-]?time|vollzeit|teilzeit|minijob|freelance[rs]?|contract(?:or)?(?=\W*$|\W*\))|\(contract\)
    temporary|seasonal|befristet|intern|internship|praktikum|praktikant(?:in)?|werkstudent(?:in)?|working student
    apprentice(?:ship)?|ausbildung|auszubildende[rn]?|azubi|volunteer|per diem|fixed[\s-]term
""")
_LABELS = frozenset(
    [
        "employment type",
        "job type",
        "position type",
        "type of employment",
        "contract type",
        "schedule",
        "work schedule",
        "appointment type",
        "work type",
        "anstellungsart",
        "beschäftigungsart",
        "arbeitszeit",
        "vertragsart",
        "type",
        "job status",
    ]
)
"""What stands before a kind of employment in a description."""


def read_employment(board_words: Iterable[str], title: str, lines: Sequence[Line]) -> frozenset[Employment]:
    """Return the kinds of employment: the board's words and the title, else a labelled line of the description."""
    said = " , ".join([*board_words, *_IN_TITLES.findall(title[:300].lower())])
    return _kinds(said[:300]) or _in_description(lines)


def _kinds(said: str) -> frozenset[Employment]:
    lower = said.lower()
    return frozenset(kind for kind, pattern in _PATTERNS if pattern.search(lower)) if lower else frozenset()


def _in_description(lines: Sequence[Line]) -> frozenset[Employment]:
    for at, line in enumerate(lines):
        label, colon, value = line.lower[:90].partition(":")
        if label.strip(" *_") not in _LABELS:
            continue
        following = lines[at + 1].lower[:60] if at + 1 < len(lines) and not colon else ""
        kinds = _kinds(value or following)
        if kinds:
            return kinds
    return frozenset()

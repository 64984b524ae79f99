"""Which level a position has."""

import re

from copilot_core.entities.kinds import Seniority
from copilot_core.rules.patterns import words

_TITLES: tuple[tuple[Seniority, str], ...] = (
    (Seniority.INTERN, r"""
        intern|interns|internship|trainee|praktikum|praktikant(?:in)?|werkstudent(?:in)?|working student
        apprentice(?:ship)?|ausbildung|auszubildende[rn]?|azubi|student(?=\W*$)|stagiaire|stage(?= (?:en|de))|alternance
        becari[oa]|co-?op|volontariat|volontär(?:in)?|duales studium|student assistant|summer associate
        pasante|estágio
    """),
    (Seniority.EXECUTIVE, r"""
        chief (?:\w+ ){1,3}officer|chief executive|c[efotmips]o|cxo|ciso|geschäftsführer(?:in)?|president(?! of)|evp|svp
        vice president|vp|managing director|executive director|general counsel|superintendent of schools
        founder|co-founder
    """),
    (Seniority.DIRECTOR, r"""
        director|chief(?! of staff| petty)|direktor(?:in)?|directeur|directrice|head of|head(?! chef| nurse| cook| baker| barista| coach)|leiter(?:in)?|bereichsleit\w+|leitung|dean
        principal of|provost|jefe de|responsable de
    """),
    (Seniority.LEAD, r"""
        lead|leads|principal
        staff(?= (?:[\w-]+ ){0,3}(?:engineer|developer|designer|scientist|architect|manager|researcher|analyst))
        teamlead|teamleit\w+|team leader|tech lead|foreman|forewoman|vorarbeiter(?:in)?|charge nurse|chefarzt
        oberarzt|oberärztin|distinguished|sous chef|head (?:chef|nurse|cook|baker|barista|coach)|supervisor\w*|supervisory|schichtleit\w+
    """),
    (Seniority.MANAGER, r"""
        manager(?:in)?|management|managers|filialleit\w+|abteilungsleit\w+|gerente|assistant principal
    """),
    (Seniority.SENIOR, r"""
        senior|sr|snr|experienced|iii|iv|v|expert|experte|expertin|erfahrene[rn]?|sénior|confirmé|advanced|l5
        l6
    """),
    (Seniority.JUNIOR, r"""
        junior|jr|jnr|entry[\s-]level|graduate|new grad|grad|berufseinsteiger(?:in)?|einsteiger
        beginner|absolvent(?:in)?|early[\s-]career|i
        associate (?!director|dean|professor|general|vice|manager|principal)[\w-]+|débutant|trainee program|berufsanfänger
    """),
    (Seniority.MID, r"""
        mid|mid[\s-]level|midlevel|intermediate|ii|medior|midweight|regular
    """),
)  # fmt: skip

_PATTERNS = tuple((level, words(block, r"(?<![\w&])", r"(?![\w&])")) for level, block in _TITLES)

_NOT_A_MANAGER = words(r"""
    (?:product|project|program|programme|account|case|community)(?: \w+)? manager(?:in)?
    (?:customer success|category|brand|content|property)(?: \w+)? manager(?:in)?
    (?:campaign|social media|marketing|partner|partnership|relationship|events?)(?: \w+)? manager(?:in)?
    (?:asset|portfolio|produkt|projekt)(?: \w+)? manager(?:in)?
    (?:success|release|change|delivery|client|accounts|territory|sales|engagement)(?: \w+)? manager(?:in)?
    (?:vendor|contracts?|grants?|risk)(?: \w+)? manager(?:in)?
    (?:quality|facility|office|care|fund|business development|channel)(?: \w+)? manager(?:in)?
    risk management|project management|product management
    management (?:consultant|trainee|analyst|accountant|and program analyst)
""")
"""Titles with "manager" in them that manage things, not people: their level is said elsewhere or unknown."""

_SERVED = re.compile(r"(?<!\w)(?:assistant|assistenz|secretary|reporting|referent(?:in)?) (?:to|der|des|of|für) .*")
_NOT_A_LEAD = re.compile(
    r"(?<!\w)lead (?:generation|gen|abatement|paint|hazard|testing|inspector)|principal investigator"
)
_NOT_A_DIRECTOR = re.compile(r"(?<!\w)(?:art|creative|funeral|music|stage|film) director|head start")
_PLAIN_NUMERALS = re.compile(
    r"(?<!\w)(?:world war|title|phase|type|class|tier|level|stage|part|industrie) (?:i{1,3}|iv|v)(?!\w)"
)

_BOARD_WORDS: dict[str, Seniority] = {
    "entry-level": Seniority.JUNIOR, "entry level": Seniority.JUNIOR, "entry": Seniority.JUNIOR,
    "entry_level": Seniority.JUNIOR, "no_experience": Seniority.JUNIOR, "student": Seniority.INTERN,
    "junior": Seniority.JUNIOR, "associate": Seniority.JUNIOR, "internship": Seniority.INTERN, "intern": Seniority.INTERN,
    "mid": Seniority.MID, "mid-level": Seniority.MID, "mid level": Seniority.MID, "midweight": Seniority.MID,
    "mid_level": Seniority.MID, "intermediate": Seniority.MID, "experienced": Seniority.MID,
    "mid-senior level": Seniority.SENIOR, "mid-senior": Seniority.SENIOR, "senior": Seniority.SENIOR,
    "senior level": Seniority.SENIOR, "senior-level": Seniority.SENIOR, "senior_level": Seniority.SENIOR,
    "lead": Seniority.LEAD, "staff": Seniority.LEAD, "principal": Seniority.LEAD, "manager": Seniority.MANAGER,
    "management": Seniority.MANAGER, "director": Seniority.DIRECTOR, "executive": Seniority.EXECUTIVE,
    "c-level": Seniority.EXECUTIVE, "vp": Seniority.EXECUTIVE, "berufserfahren": Seniority.MID,
    "berufseinsteiger": Seniority.JUNIOR, "berufseinstieg": Seniority.JUNIOR,
}  # fmt: skip


def read_seniority(title: str, board_words: str = "", years: float | None = None) -> Seniority | None:
    """Tell the level: by the title, else by the board's words, else by the years asked; None when nothing says it."""
    return _of_title(title) or _of_board(board_words) or _of_years(years)


def _of_title(title: str) -> Seniority | None:
    lower = " ".join(title[:300].lower().replace(".", " ").replace("/", " / ").split())
    for trap in (_SERVED, _NOT_A_LEAD, _NOT_A_DIRECTOR, _PLAIN_NUMERALS, _NOT_A_MANAGER):
        lower = trap.sub(" ", lower)
    return next((level for level, pattern in _PATTERNS if pattern.search(lower)), None)


def _of_board(board_words: str) -> Seniority | None:
    for word in board_words.lower().split(","):
        if word.strip() in _BOARD_WORDS:
            return _BOARD_WORDS[word.strip()]
    return None


def _of_years(years: float | None) -> Seniority | None:
    if years is None:
        return None
    if years < 2:
        return Seniority.JUNIOR
    return Seniority.MID if years < 5 else Seniority.SENIOR

"""Licences and certificates: which names mean the same."""

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.resume import Quote, Reading
from copilot_core.rules.subdivisions import subdivision_named

_SAME: tuple[tuple[str, str], ...] = (
    ("rn", r"r\.?n\.?|registered nurse|registered nursing|nursing licen[cs]e|registration as (?:a )?(?:graduate )?(?:professional )?nurse"),
    ("lpn", r"lpn|lvn|licensed (?:practical|vocational) nurse|practical nurse"),
    ("np", r"nurse practitioner|aprn|crnp|fnp|advanced practice"),
    ("cna", r"cna|certified nurs(?:ing|e) (?:assistant|aide)"),
    ("md", r"medical licen[cs]e|licen[cs]ed physician|licen[cs]e to practice medicine|approbation"),
    ("pharmacist", r"pharmacist licen[cs]e|licensed pharmacist|rph"),
    ("dental", r"licensed dentist|dental licen[cs]e|dental hygienist"),
    ("pt", r"licensed physical therapist|physical therapy licen[cs]e"),
    ("ot", r"licensed occupational therapist|otr|nbcot"),
    ("rrt", r"rrt|registered respiratory therapist|crt"),
    ("lmhc", r"lmhc|lcmhc|lpc|lpcc|licensed (?:mental health|professional) counselor"),
    ("lcsw", r"lcsw|licsw|lisw|licensed (?:clinical|independent) (?:clinical )?social worker"),
    ("lmsw", r"lmsw|licensed master social worker"),
    ("lmft", r"lmft|licensed marriage and family therapist"),
    ("casac", r"casac|cadc|ladc|lcdc|substance (?:abuse|use) counselor"),
    ("psychologist", r"licensed psychologist|psychology licen[cs]e"),
    ("cpa", r"c\.?p\.?a\.?|certified public accountant|wirtschaftsprüfer"),
    ("steuerberater", r"steuerberater\w*|enrolled agent"),
    ("bar", r"bar admission|admitted to (?:the|practice)|member of (?:the|a) (?:state )?bar|active bar|bar licen[cs]e|licensed attorney"),
    ("pe", r"p\.?e\.?(?= licen| registr|\b)|professional engineer(?:ing)?(?: licen[cs]e| registration)?"),
    ("eit", r"e\.?i\.?t\.?|fundamentals of engineering|engineer in training"),
    ("ra", r"registered architect|architect licen[cs]e"),
    ("teacher", r"teach(?:ing|er)s? (?:licen[cs]e|certifica\w+|credential)|licensed teacher|lehramt|qts"),
    ("electrician", r"(?:master|journeyman|licensed) electrician|electric(?:al|ian)(?:['’]?s)? licen[cs]e"),
    ("plumber", r"(?:master|journeyman|licensed) plumber|plumb(?:ing|er)(?:['’]?s)? licen[cs]e"),
    ("hvac", r"epa 608|hvac licen[cs]e|refrigera\w+ licen[cs]e"),
    ("cdl-a", r"cdl[\s-]*(?:class[\s-]*)?a|class[\s-]*a[\s-]*cdl|class[\s-]a (?:driver|licen)|führerschein(?:klasse)? (?:ce|c\+e)|klasse ce"),
    ("cdl", r"cdl|commercial driver['’]?s? licen[cs]e|führerschein(?:klasse)? c1?\b|hgv|lgv"),
    ("driving", r"driv(?:er|ing)(?:['’]?s)?['’]? licen[cs]e|führerschein\w*|driver licen[cs]e|class [bd] licen[cs]e|permis b|fahrerlaubnis"),
    ("forklift", r"fork[\s-]?lift|staplerschein|gabelstapler\w*"),
    ("security", r"security guard (?:licen[cs]e|card)|guard card|sia licen[cs]e|§\s?34a"),
    ("food", r"servsafe|food (?:handler|safety|protection)(?:['’]?s)? (?:card|certifica\w+|manager)"),
    ("bls", r"bls|basic life support|cpr"),
    ("acls", r"acls|advanced cardiac life support"),
    ("real-estate", r"real estate licen[cs]e|makler\w*"),
    ("insurance", r"(?:insurance|producer|adjuster) licen[cs]e|property (?:and|&) casualty"),
    ("series-7", r"series 7|finra"),
    ("pmp", r"pmp|project management professional"),
    ("cissp", r"cissp"),
    ("security+", r"security\+|sec\+"),
)  # fmt: skip
STATUTORY = frozenset(
    [
        "rn",
        "lpn",
        "np",
        "cna",
        "md",
        "pharmacist",
        "dental",
        "pt",
        "ot",
        "rrt",
        "lmhc",
        "lcsw",
        "lmsw",
        "lmft",
        "casac",
        "psychologist",
        "cpa",
        "steuerberater",
        "bar",
        "pe",
        "ra",
        "teacher",
        "electrician",
        "plumber",
        "cdl",
        "cdl-a",
        "real-estate",
        "series-7",
    ]
)
"""Without these the law forbids the work; other certificates can be had soon, or are seldom written down."""

_PATTERNS = tuple((name, re.compile(rf"(?<![\w.])(?:{words})(?![\w+])", re.IGNORECASE)) for name, words in _SAME)
_COVERS = {
    "cdl-a": {"cdl", "driving"},
    "cdl": {"driving"},
    "np": {"rn"},
    "acls": {"bls"},
    "pe": {"eit"},
    "lcsw": {"lmsw"},
}
_CAPITAL = re.compile(r"(?<!\w)[A-Z][a-z]+(?!\w)")
LONGEST = 2000
"""Longer texts about a licence are read so far."""


@frozen
class Licence:
    """A licence the person holds; `states` are subdivisions (`NY`) where it says so."""

    text: str
    names: frozenset[str]
    states: frozenset[str]
    evidence: Evidence | None = None


def licence_names(text: str) -> frozenset[str]:
    """Return the normal names of the licences that a text speaks of."""
    return frozenset(name for name, pattern in _PATTERNS if pattern.search(text[:LONGEST]))


def states_named(text: str) -> frozenset[str]:
    """Return the codes of the US states that a text names."""
    capitals = _CAPITAL.findall(text[:LONGEST])
    pairs = [f"{one} {other}" for one, other in pairwise(capitals)]
    found = (subdivision_named(word, "US") for word in (*capitals, *pairs))
    return frozenset(place[1] for place in found if place)


def licences_of(wished: Sequence[str], reading: Reading) -> tuple[Licence, ...]:
    """Return the licences a person has: those named in the wishes, and the certificates of the resume."""
    said = tuple(_licence(text, _found_in(reading, text)) for text in wished)
    shown = tuple(_licence(quote.value, _quoted(quote)) for quote in reading.certificates)
    return tuple(one for one in said + shown if one.text.strip())


def _licence(text: str, evidence: Evidence | None) -> Licence:
    names = licence_names(text)
    covered = frozenset(name for held in names for name in _COVERS.get(held, ()))
    return Licence(text, names | covered, states_named(text), evidence)


def _quoted(quote: Quote) -> Evidence | None:
    return Evidence(quote.value, quote.start, quote.end, "text") if quote.start >= 0 else None


def _found_in(reading: Reading, text: str) -> Evidence | None:
    for name in licence_names(text):
        pattern = dict(_PATTERNS)[name]
        if found := pattern.search(reading.text):
            return Evidence.of(reading.text, found.start(), found.end(), "text")
    return None

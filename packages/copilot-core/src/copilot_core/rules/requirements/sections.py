"""The parts of an advert: what it asks, what it would like, what it offers."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from copilot_core.rules.folding import lowered
from copilot_core.rules.patterns import alternatives
from copilot_core.rules.requirements.lines import LONGEST_LABEL, LONGEST_LINE, Kind, Line, clauses_of, part_of
from copilot_core.rules.signs import ASKED


class Part(Enum):
    """What a section speaks of."""

    MUST = 1
    NICE = 2
    DUTIES = 3
    OFFER = 4
    OTHER = 5


_HEADINGS: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(rf"(?<!\w)(?:{alternatives(block)})"))
    for part, block in (
        (Part.OFFER, r"""
            why (?:join|work|us|you.ll love)|what we(?:.ll| can| do)? offer|we offer|our offer|benefits|perks|compensation|salary|pay\b
            wir bieten|was wir bieten|unser angebot|deine vorteile|ihre vorteile|benefit|what.s in it for|rewards|equal opportunit|eeo
            about us|about the (?:company|team)|about [A-Z]|who we are|über uns|wer wir sind|our (?:values|mission|story|culture|company|team)
            how to apply|application process|hiring process|interview process|next steps?|(?:our|selection|recruit\w*) process|what happens next|disclaimer|additional information|life at|diversity|wir sind
            kontakt|contact|bewerbung|so bewirbst|what you(?:.ll| will| can)? (?:get|gain|look forward)|das bieten|offrons|ofrecemos
        """),
        (Part.NICE, r"""
            nice[ -]to[ -]ha|bonus|prefer|desir(?:ed|able)|plus(?:es|\b)|good to have|extra credit|would be (?:great|nice)|optional
            wünschenswert|von vorteil|pluspunkte|idealerweise|even better|additional qualifications that|ideal(?:ly)? (?:qualif|skill|exper)
            stand out|it.s a plus|deseable|valorable|souhait
        """),
        (Part.DUTIES, r"""
            (?:\w+ )*responsibilit|duties|what you.{0,8}(?:do\b|be doing|work on|be responsible)|your (?:role|mission|impact|tasks|day)
            the role|about the (?:role|job|position)|aufgaben|deine rolle|tätigkeit|das erwartet|was (?:dich|sie) erwartet|job (?:description|summary|purpose)
            position (?:summary|purpose|overview)|role (?:summary|overview|purpose)|essential functions|accountabilit|overview|tasks|funciones
            missions|key objectives|what success looks like|in this role|day[- ]to[- ]day|scope of work|typical day
        """),
        (Part.MUST, r"""
            (?:\w+ )*(?:require|qualif|requisit|anforderung|voraussetzung)|what you.{0,10}(?:bring|need|have)|what (?:will )?you need|you(?:.ll)? (?:bring|have|are|need)
            who you are|about you\b|must[- ]ha|(?:\w+,? |& )*skills|(?:\w+ )*experience|(?:\w+ )*education|(?:what|who) (?:we.?re|we are|are we|we) look
            looking for|your (?:profile|background|skills|experience|strengths)|ihr profil|dein profil|profil\b|das bringst|mitbring|bringst du|bringen sie
            qualifikation|kenntnisse|erfahrung|(?:\w+ )*licen[cs]|(?:\w+ )*certificat|knowledge|competenc|abilities|background|(?:the )?ideal candidate
            expect from you|we expect|wir erwarten|wen wir suchen|was wir suchen|wir wünschen|das solltest|damit überzeug|perfil|exigences|profile
            what we (?:ask|want|need|require|seek|.re after|are after)|we ask (?:for|of)|what (?:it|the job|this job) takes|what is asked
            basic|minimum|essential|eligib|conditions of employment|to (?:be successful|succeed)|the person|candidate|we.d love|you might be|you should
        """),
    )
)  # fmt: skip
_INLINE = re.compile(
    r"(?:^|(?<=[.!?•])|(?<=[.!?•]\s))((?:minimum |basic |required |preferred |desired |key |job )?(?:requirements?|qualifications?|responsibilities|"
    r"duties|benefits|skills|experience|education|nice to haves?|what you.{1,5}(?:need|bring|do)|what we offer|about you)[^.:\n]{0,30}):",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def part_of_heading(heading: str) -> Part:
    """Tell what a heading announces."""
    lower = lowered(heading).strip(" :*_#-–—?!.…")
    if lower.startswith("about ") and lower not in (
        "about you",
        "about the role",
        "about the job",
        "about the position",
    ):
        return Part.OFFER
    best = min(
        ((match.start(), rank, part) for rank, (part, words) in enumerate(_HEADINGS) if (match := words.search(lower))),
        default=(0, 0, Part.OTHER),
        key=lambda found: found[1] if found[2] in (Part.OFFER, Part.NICE) else found[0] * 10 + found[1],
    )
    return best[2]


SHORT_BULLET = 160
"""A bullet up to this length is one clause."""


def clauses_by_part(lines: Sequence[Line]) -> Iterator[tuple[Part, Line]]:
    """Yield the clauses of an advert that may matter with the part they stand in; headings are left out.

    Outside of sections of requirements only lines with a sign of something asked are taken apart. Where a list has
    begun, a paragraph after it ends the section.
    """
    part, bulleted = Part.OTHER, False
    for at, line in enumerate(lines):
        following = lines[at + 1].kind if at + 1 < len(lines) else Kind.TEXT
        if _is_heading(line, following):
            part, bulleted = part_of_heading(line.text), False
            continue
        if bulleted and line.kind is Kind.TEXT:
            part = Part.OTHER
        bulleted = bulleted or line.kind is Kind.BULLET
        if part in (Part.MUST, Part.NICE) or line.signs & ASKED or len(line.text) > LONGEST_LINE:
            if line.kind is Kind.BULLET and len(line.text) <= SHORT_BULLET:
                yield part, line
            else:
                yield from _within(line, part)


def _is_heading(line: Line, following: Kind) -> bool:
    if line.kind is Kind.HEADING:
        return True
    if line.kind is Kind.BULLET or len(line.text) > LONGEST_LABEL or line.text[-1] in ".,;":
        return False
    if following is not Kind.BULLET and not _PLAIN_HEADING.fullmatch(line.lower):
        return False
    return _COUNTED.search(line.text) is None and part_of_heading(line.text) is not Part.OTHER


_PLAIN_HEADING = re.compile(
    r"(?:(?:minimum|basic|required|preferred|desired|key|job|your|our|the|additional|essential|core|main) ){0,2}(?:requirements?|qualifications?|responsibilities|duties"
    r"|benefits|perks|skills|experience|education|nice[- ]to[- ]haves?|must[- ]haves?|bonus(?: points)?|compensation|salary|profile?|anforderungen|aufgaben|qualifikationen)"
    r"|(?:what|who|why|how) (?:you|we|to|will)\b.{0,40}|about (?:you|us|the \w+|\w+)|(?:ihr|dein) profil|(?:ihre|deine) aufgaben|wir (?:bieten|erwarten)|(?:was|das) .{3,40}|we offer|you (?:bring|have|are)"
    r"|minimum qual requirements|job (?:summary|description|type|purpose)|how to apply|equal opportunity.{0,30}"
)
"""A heading that is written as a plain line and not followed by a list."""

_COUNTED = re.compile(r"\d|\b(?:required|preferred|is a plus|a must|degree|diploma)\W*$", re.IGNORECASE)


def _within(line: Line, part: Part) -> Iterator[tuple[Part, Line]]:
    """Yield a line's clauses; a paragraph may carry headings within ("Requirements: …")."""
    at = 0
    if ":" in line.text and line.kind is Kind.TEXT and len(line.text) > LONGEST_LABEL:
        for match in _INLINE.finditer(line.text):
            yield from _clauses(line, at, match.start(), part)
            part, at = part_of_heading(match[1]), match.end()
    yield from _clauses(line, at, len(line.text), part)


def _clauses(line: Line, start: int, end: int, part: Part) -> Iterator[tuple[Part, Line]]:
    for whole in part_of(line, start, end):
        for clause in clauses_of(whole):
            if part in (Part.MUST, Part.NICE) or clause.signs & ASKED:
                yield part, clause

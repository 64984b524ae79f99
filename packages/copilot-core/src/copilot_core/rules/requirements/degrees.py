"""Degrees that a posting asks for."""

import re
from collections.abc import Iterator

from copilot_core.rules.patterns import alternatives

_TABLE = (
    ("doctorate", r"""
        \bph\.?\s?d\b\.?|\bdoctora(?:te|l)\b|\bdoctor of\b|\bjuris doctor\b|\bj\.?d\.?(?= )|\bpharm\.?d\b|\bpromotion (?:in|im)\b|\bpromoviert
        \bdoktortitel|\bm\.?d\.? degree|\bdnp\b|\bpsy\.?d\b
    """),
    ("master", r"""
        \bmaster(?:['’]?s)?['’]? (?:degree|of|in\b|level|or\b|and\b|required|preferred|studium)|\bmasters?(?:['’]s)(?= |,|/|\)|$)|\bmasters\b|\bm\.?sc\b\.?|\bm\.s\.|\bms\b(?=[ /,]\w*(?:degree|in|or|ph))
        \bmba\b|\bm\.?eng\b|\bmpa\b|\bmph\b|\bmsw\b|\bmsn\b|\bdiplom\b(?! ?a)|\bmagister\b|\bmasterabschluss|\bmaster-?studium|(?:graduate|advanced|postgraduate) degree|\bstaatsexamen
        (?<=/)master\b|(?<=/ )master\b
    """),
    ("bachelor", r"""
        \bbachelor(?:['’]?s)?\b|\bbaccalaureate|\bb\.?sc\b\.?|\bb\.?s\.?(?=[ /,](?:\w+ )?(?:degree|in\b|or\b|ms\b|m\.s|ba\b))|\bb\.s\.|\bb\.a\.|\bba\b(?=[ /](?:degree|in\b|or\b|bs\b))
        \bbs\b(?=[ /,](?:degree|in\b|or\b|ms\b|ba\b))|\bbsn\b|\bb\.?eng\b|\bb\.?tech\b|\bundergraduate degree|\b(?:four|4)[- ]year (?:college )?degree|\b(?:university|college|academic) degree
        \bdegree (?:in|from)\b|\bdegree (?:required|preferred)|\b(?:relevant|technical|engineering|related) degree|(?:fach)?hochschulabschluss|\b(?:abgeschlossenes )?(?:\w+)?studium\b|\bhochschulstudium
        \bstudienabschluss|\buniversitätsabschluss|\blicenciatura|\bgrado en|\btitulación|\bdiplôme|\bbac ?\+ ?[345]
    """),
    ("associate", r"\bassociate(?:['’]?s)?['’]?(?: of \w+)? degree|\bassociate(?:['’]s|s['’])(?= )|\ba\.?a\.?s\b\.?(?= )|\b(?:two|2)[- ]year degree|\bassociates degree"),
    ("vocational", r"""
        \b(?:abgeschlossene\w* )?(?:berufs|fach)?ausbildung\b(?! zum führ)|\bvocational (?:training|qualification|degree|education)|\btrade school|\btechnical school|\bmeister(?:brief|titel|prüfung)
        \bgesellenbrief|\bapprenticeship (?:completed|program|certificate)|\bcompleted apprenticeship|\bberufsabschluss|\bdiploma in\b|\bnvq\b
    """),
    ("school", r"\bhigh school\b|\bg\.?e\.?d\b\.?|\bsecondary (?:school|education)|\babitur\b|\bschulabschluss|\bmittlere reife|\bfachabitur|\ba[- ]levels\b|\bgcses?\b|\bhs diploma"),
)  # fmt: skip
_DEGREES = tuple(
    (name, re.compile(r"(?<!\w)(?:" + alternatives(block).replace(r"|\b", "|").removeprefix(r"\b") + ")"))
    for name, block in _TABLE
)

_FALSE = re.compile(
    r"\b(?:high|large|great|some|certain|360|strong|significant) degree of|degrees? (?:of|fahrenheit|celsius)\b|\bdegree (?:view|feedback)|scrum master|master data|master class|masters? of (?:your|their)"
)
_STUDENT = re.compile(
    r"\b(?:pursuing|earning|enrolled|currently studying|working towards|student|eingeschrieben|immatrikuliert)\b"
)
_PAID = re.compile(r"\btuition|\breimburse|\bscholarship|\bweiterbildung")


def degree_asked(lower: str) -> Iterator[tuple[str, int, int]]:
    """Yield the lowest degree that will do, as (name, start, end); nothing when none is asked."""
    if _FALSE.search(lower) or _PAID.search(lower) or _STUDENT.search(lower):
        return
    found = [(name, match.start(), match.end()) for name, words in _DEGREES if (match := words.search(lower))]
    if found:
        yield found[-1]

"""Whether work is done away from the employer's place, and from where it may be done."""

import re
from collections.abc import Sequence

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.place import Remote, WorkFrom
from copilot_core.entities.posting import Posting
from copilot_core.rules.place import Cities, read_places
from copilot_core.rules.reach import read_reach
from copilot_core.rules.remote_part import REMOTE_WORD
from copilot_core.rules.requirements.lines import Line
from copilot_core.rules.signs import MODE
from copilot_core.rules.work_from import read_work_from, united

_HYBRID = re.compile(
    r"\bhybrid|\bhíbrido|teilweise (?:remote|homeoffice|home office|mobil)|part(?:ly|ial(?:ly)?)?[ -]remote|"
    r"\d\s?(?:-\s?\d\s?)?(?:days?|x|tage)\b[^.\n]{0,20}(?:in[ -](?:the |our )?office|on-?site|im büro|home ?office|remote)"
)
_REMOTE = re.compile(
    r"\b(?:fully|100 ?%|completely|permanently|entirely)[ -]remote|\bremote[ -](?:position|role|job|opportunity|based)\b"
    r"|\b(?:this|the) (?:position|role|job) is (?:fully |100% )?remote\b|\bwork(?:ing)? (?:from anywhere|remotely from)\b"
    r"|location:?\W{0,6}remote\b|\btelework eligible:? yes|vollständig remote|100 ?% (?:home ?office|mobil)"
)
_ON_SITE = re.compile(
    r"\bon-?\s?site (?:position|role|only|job)\b|\b(?:not|no) (?:a )?remote\b|\bin[ -]person (?:position|role|only)\b"
    r"|\bremote (?:work )?(?:is )?not (?:available|possible|permitted)|\bvor ort in\b|\blocation:?\W{0,6}on-?site\b"
)
_ON_SITE_LINE = re.compile(r"\bon-?\s?site\b|\bin[ -](?:office|person)\b|\bvor ort\b")


def read_remote(
    posting: Posting, lines: Sequence[Line], cities: Cities
) -> tuple[Remote, WorkFrom, tuple[Evidence, ...]]:
    """Tell the mode and, for remote work, from where; with the words of the description that say so."""
    mode = _mode(posting, lines)
    said = _said_by_board(posting, cities)
    if mode is not Remote.YES and not said.known:
        return mode, WorkFrom(), ()
    if mode is Remote.NO:
        return mode, WorkFrom(), ()
    told = read_reach(posting.description, lines, cities)
    if not said.known:
        return mode, told.work_from, told.evidence
    return mode, _narrowed(said, told.work_from), told.evidence


def _mode(posting: Posting, lines: Sequence[Line]) -> Remote:
    """Believe the board's flags, then the title and the place lines, then the description."""
    if posting.hybrid:
        return Remote.HYBRID
    said = " | ".join([posting.title, *posting.places]).lower()
    remote = posting.remote or bool(REMOTE_WORD.search(said))
    if _HYBRID.search(said):
        return Remote.HYBRID
    if remote:
        return Remote.YES
    if _ON_SITE_LINE.search(said) or posting.remote is False:
        return Remote.NO
    if posting.work_from:
        return Remote.YES
    return _mode_told(lines)


def _mode_told(lines: Sequence[Line]) -> Remote:
    """Tell the mode by the description; the first statement counts, but "on-site only" above all."""
    found = Remote.UNKNOWN
    for line in lines:
        if not line.signs & MODE:
            continue
        if _ON_SITE.search(line.lower):
            return Remote.NO
        if found is Remote.UNKNOWN:
            found = _mode_in(line.lower)
    return found


def _mode_in(lower: str) -> Remote:
    remote, hybrid = _REMOTE.search(lower), _HYBRID.search(lower)
    if hybrid and not (remote and remote.start() < hybrid.start()):
        return Remote.HYBRID
    return Remote.YES if remote else Remote.UNKNOWN


def _said_by_board(posting: Posting, cities: Cities) -> WorkFrom:
    """Read the board's lines on who may apply, else its remote place lines, else the title."""
    said = read_work_from(posting.work_from, cities)
    if said.known:
        return said
    remote_lines = [line for line in posting.places if REMOTE_WORD.search(line)]
    said = read_work_from(remote_lines, cities)
    if not said.known and posting.remote:
        said = read_work_from([line for line in posting.places if _is_wide(line, cities)], cities)
    if not said.known and REMOTE_WORD.search(posting.title):
        said = read_work_from([posting.title], cities)
    return said


def _is_wide(line: str, cities: Cities) -> bool:
    """Whether a place line of a remote job names a country or more, and no city."""
    return not any(place.city for place in read_places((line,), cities))


def _narrowed(said: WorkFrom, told: WorkFrom) -> WorkFrom:
    """Add what the description says more exactly: states of the same countries, hours, exceptions."""
    finer = said if said.states or not told.states or said.anywhere else united([said, told], said.text)
    inside = {state[:2] for state in told.states} <= said.countries
    chosen = finer if inside else said
    return WorkFrom(
        anywhere=said.anywhere,
        countries=said.countries,
        regions=said.regions,
        states=chosen.states,
        excluded=said.excluded | (frozenset() if said.countries and said.countries <= told.excluded else told.excluded),
        timezones=said.timezones or told.timezones,
        text=said.text,
    )

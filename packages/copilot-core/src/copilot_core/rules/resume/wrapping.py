"""Lines that the page's edge broke, made whole again: text, dates in narrow columns, hyphens."""

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from copilot_core.entities.document import TextLine
from copilot_core.rules.resume.dates import dates_in, is_dates_only

_KEEPS_HYPHEN = re.compile(
    r"(?:"
    r"all|anti|back|best|client|co|cost|cross|customer|data|day|e|end|event|ex|face|first|five|four|front|"
    r"full|half|hands|high|in|inter|large|long|low|mid|multi|non|object|on|on-the|one|open|part|peer|post|"
    r"pre|re|real|second|self|semi|server|short|six|small|state|sub|team|test|third|three|time|top|two|"
    r"user|web|well"
    r")",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\[\d{1,2}\]|\d{1,2}[.)])\s")
_JOINT_END = re.compile(r"\s*(?:[-–—]|\bto|\bbis|\buntil)\s*$", re.IGNORECASE)
_UNENDED = re.compile(r"(?:\b(?:und|and|of|für|for|the|oder|or|zum|zur|der|des|mit|with|in)|[&,/])$")
LONGEST_DATES = 34
FULL_LINES = 3
WORDS_OF_PROSE = 5
WORDS_OF_NARROW_PROSE = 2
_ENDED = re.compile(r"[.!?:;]$")


@frozen
class _Open:
    """A line that may go on, and the last of its physical lines."""

    index: int
    last: TextLine


def join_wrapped(lines: Sequence[TextLine]) -> list[TextLine]:
    """Join what was wrapped; the order stays."""
    edges = _Edges(lines)
    joined: list[TextLine] = []
    above: list[_Open] = []
    here: list[_Open] = []
    older: list[_Open] = []
    row: object = None
    for line in lines:
        if line.row < 0 or line.row != row:
            older, above, here, row = above, (here or above), [], line.row
        opened = next((o for o in above if not here and _goes_on(o.last, line, edges)), None)
        opened = opened or next((o for o in (*above, *older) if _dates_go_on(joined[o.index], o.last, line)), None)
        if opened is not None:
            joined[opened.index] = _appended(joined[opened.index], line)
            here.append(_Open(opened.index, evolve(line, kind=joined[opened.index].kind)))
            above, older = ([o for o in opens if o is not opened] for opens in (above, older))
        else:
            here.append(_Open(len(joined), line))
            joined.append(line)
    return joined


def _dates_go_on(whole: TextLine, last: TextLine, line: TextLine) -> bool:
    """Whether a range of dates was broken over lines of a narrow column: "January 2021 –" above "today"."""
    if max(len(whole.text), len(line.text)) > LONGEST_DATES or line.column != last.column or line.bold != last.bold:
        return False
    if not (line.width and last.width) or not 0.7 * last.size <= line.y - last.y <= 2.6 * last.size:
        return False
    if not _is_under(last, line):
        return False
    if not is_dates_only(whole.text) and not dates_in(whole.text) and not is_dates_only(f"{whole.text} 2000"):
        return False
    return not _is_one_range(whole.text) and (
        _is_joint(line.text) or _is_one_range("".join(_glued(whole.text, line.text)) + line.text)
    )


def _is_under(last: TextLine, line: TextLine) -> bool:
    """Whether both begin, end or are centred at the same place."""
    centre = abs((last.x + last.width / 2) - (line.x + line.width / 2)) < 3
    right = abs((last.x + last.width) - (line.x + line.width)) < 3
    return abs(last.x - line.x) < 3 or centre or right


def _is_joint(text: str) -> bool:
    return _JOINT_END.fullmatch(f" {text}") is not None


def _is_one_range(text: str) -> bool:
    spans = dates_in(text)
    return len(spans) == 1 and spans[0].is_range and spans[0].last is not None and is_dates_only(text)


class _Edges:
    """How far to the right text reaches, by where it starts."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        """Note the edges of all lines."""
        self._by_start: dict[tuple[int, int, int], list[float]] = {}
        self._by_column: dict[tuple[int, int], float] = {}
        self._prose: dict[tuple[int, int], list[float]] = {}
        self.dated_rows = {line.row for line in lines if line.row >= 0 and is_dates_only(line.text)}
        for line in lines:
            right = line.x + line.width
            column = (line.page, line.column)
            if line.text.count(" ") >= (WORDS_OF_PROSE if line.column == 0 else WORDS_OF_NARROW_PROSE):
                self._by_start.setdefault((*column, round(line.x / 3)), []).append(right)
                self._prose.setdefault(column, []).append(right)
            self._by_column[column] = max(self._by_column.get(column, 0.0), right)

    def proven(self, line: TextLine) -> bool:
        """Whether several lines of the column reach as far as its widest: then that is where lines are wrapped."""
        column = (line.page, line.column)
        whole = self._by_column[column]
        return sum(right > whole - 0.12 * (whole - line.x) for right in self._prose.get(column, [])) >= FULL_LINES - 1

    def of(self, line: TextLine, *, sure: bool) -> float:
        """Return the right edge of what starts where `line` starts; the column's where that edge is not `sure`."""
        at = round(line.x / 3)
        near = [right for s in (-1, 0, 1) for right in self._by_start.get((line.page, line.column, at + s), [])]
        edge = max(near, default=0.0)
        whole = self._by_column[line.page, line.column]
        if edge - line.x < 0.6 * (whole - line.x) or line.x + line.width > edge:
            return whole
        full = sum(right > edge - 0.12 * (edge - line.x) for right in near)
        return edge if full >= FULL_LINES or not sure else whole


def _goes_on(above: TextLine, line: TextLine, edges: _Edges) -> bool:
    if not (_is_of_a_kind(above, line) and _is_below(above, line)):
        return False
    if above.kind == "bullet" and abs(line.x - above.x) < 2.5 and line.page == above.page:
        return not is_dates_only(line.text)
    return _is_aligned(above, line) and _was_full(above, line, edges)


def _is_of_a_kind(above: TextLine, line: TextLine) -> bool:
    """Whether both look like one text."""
    if line.kind != "text" or above.kind not in {"text", "bullet"} or line.role:
        return False
    if not (line.width and above.width) or line.column != above.column:
        return False
    if abs(line.size - above.size) > 0.06 * above.size or _stands_alone(line.text):
        return False
    if line.bold_ends and above.bold_ends:
        return line.bold_ends[0] == above.bold_ends[1]
    return line.bold == above.bold or bool(line.breaks or above.breaks)


def _stands_alone(text: str) -> bool:
    """Whether a line is an address or a short label, which start anew wherever they stand."""
    return ("@" in text and " " not in text) or (text.endswith(":") and text.count(" ") < 4)


def _is_below(above: TextLine, line: TextLine) -> bool:
    if line.page != above.page:
        return line.page == above.page + 1 and line.text[:1].islower()
    return 0.7 * above.size <= line.y - above.y <= 1.75 * above.size


def _is_aligned(above: TextLine, line: TextLine) -> bool:
    hanging = 2.4 * above.size if above.kind == "bullet" or _NUMBERED.match(above.text) else 0.25 * above.size
    left = above.x - (hanging if above.kind == "bullet" else 2.5)
    right = above.x + (hanging if above.kind != "bullet" else 0.4 * above.size)
    centred = abs((above.x + above.width / 2) - (line.x + line.width / 2)) < 2
    return left <= line.x <= right or centred


def _was_full(above: TextLine, line: TextLine, edges: _Edges) -> bool:
    """Whether the first word of `line` would not have had room above: then the line was wrapped, not ended."""
    first = line.text.split(maxsplit=1)[0]
    needed = line.width * (len(first) + 1) / max(1, len(line.text))
    right = above.x + above.width
    ended = _ENDED.search(above.text) is not None
    flowing = (line.text[:1].islower() and not ended) or _UNENDED.search(above.text) is not None
    edge = edges.of(above, sure=not flowing)
    if abs(above.x - line.x) < 12:
        edge = max(edge, edges.of(line, sure=not flowing))
    if flowing:
        return right + needed > above.x + 0.85 * (edge - above.x)
    if above.row in edges.dated_rows:
        return False
    if not edges.proven(above) and edge == edges.of(above, sure=True):
        return False
    return right + needed > edge + 0.5 and not (ended and right < edge - 2 * needed)


def _appended(whole: TextLine, line: TextLine) -> TextLine:
    base, glue = _glued(whole.text.rstrip(), line.text.lstrip())
    shift = len(base) + len(glue)
    style = (shift,) if whole.bold != line.bold and not (whole.breaks or line.breaks) else ()
    return evolve(
        whole,
        text=base + glue + line.text.lstrip(),
        bold_ends=(whole.bold_ends[0], line.bold_ends[1]) if whole.bold_ends and line.bold_ends else None,
        width=max(whole.width, line.width),
        breaks=whole.breaks + style + tuple(offset + shift for offset in line.breaks),
        links=whole.links + line.links,
    )


def _glued(above: str, below: str) -> tuple[str, str]:
    """Return the upper line without its hyphen where that only parted a word, and what stands between."""
    if not above.endswith(("-", "\u2010")) or not below[:1].islower():
        return above, "" if above.endswith(("/", "\u2010")) and below[:1].isalnum() else " "
    if below.split(maxsplit=1)[0] in {"und", "oder", "and", "or", "bzw.", "sowie"}:
        return above, " "
    head = above[:-1].rsplit(maxsplit=1)[-1] if above[:-1].strip() else ""
    if _KEEPS_HYPHEN.fullmatch(head) or not head[-1:].isalpha() or "-" in head:
        return above, ""
    return above[:-1], ""

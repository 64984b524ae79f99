"""Entries of a section: which lines make one position or degree, where its heading ends and its highlights begin."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from attrs import field, frozen

from copilot_core.rules.resume.dates import DateSpan, dates_in, is_dates_only, without_dates
from copilot_core.rules.resume.lines import Line

LONG = 90
_SENTENCE = re.compile(r"[.;!?]$")
_MARK = re.compile(r"[-–—*•·▪◦]\s+\S")


_Signature = tuple[float, bool, int]


@frozen
class Row:
    """Lines beside each other: `main` ones tell, `side` ones (at the right of a highlight) only date and place."""

    lines: tuple[Line, ...]
    bullet: bool
    prose: bool
    dated: bool

    @property
    def first(self) -> Line:
        """The leftmost line."""
        return self.lines[0]

    @property
    def is_head(self) -> bool:
        """Whether it could stand in an entry's heading."""
        return not (self.bullet or self.prose)

    @property
    def signature(self) -> _Signature:
        """How it looks: size, weight, where it starts."""
        return self.first.size, self.first.bold, round(self.first.x / 4)


@frozen
class Entry:
    """One position or degree: the rows of its heading, what stands beside, and the lines below."""

    head: tuple[Row, ...]
    side: tuple[Line, ...] = ()
    body: tuple[Line, ...] = field(default=())

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines that may hold title, employer, place and dates."""
        return tuple(line for row in self.head for line in row.lines) + self.side


def entries(lines: Sequence[Line], telling: re.Pattern[str] | None = None) -> list[Entry]:
    """Part a section's lines into entries; a line with `telling` words belongs to a heading however long it is."""
    found = rows(lines, telling)
    blocks = _blocks(found)
    offset = _date_offset(blocks)
    usual = Counter(block[1][0].signature for block in blocks if _dates(block))
    reference = usual.most_common(1)[0][0] if usual else None
    starts = [start for block in blocks for start in _starts(block, offset, reference)]
    if not starts:
        return []
    return [
        _entry(found[start:end]) for start, end in zip(starts, [*starts[1:], len(found)], strict=True) if end > start
    ]


def rows(lines: Sequence[Line], telling: re.Pattern[str] | None = None) -> list[Row]:
    """Group lines that stand beside each other."""
    grouped: dict[int, list[Line]] = {}
    for line in lines:
        grouped.setdefault(line.row, []).append(line)
    return [_row(tuple(members), telling) for members in grouped.values()]


def _row(lines: tuple[Line, ...], telling: re.Pattern[str] | None) -> Row:
    main = [line for line in lines if not is_dates_only(line.text)] or list(lines)
    bullet = any(line.bullet or _MARK.match(line.text) for line in main) and not (len(lines) > 1 and main[0].bold)
    dated = any(_heads(line) for line in lines)
    told = telling is not None and telling.search(main[0].text) is not None
    prose = not (bullet or told) and _is_prose(main[0]) and len(main) == 1
    return Row(lines, bullet, prose, dated)


def _is_prose(line: Line) -> bool:
    words = line.text.split()
    if len(line.text) > LONG and not line.breaks and not _heads(line):
        return True
    return bool(_SENTENCE.search(line.text)) and len(words) >= 7 and not _heads(line)


def _heads(line: Line) -> bool:
    """Whether a line's dates date an entry: a range, or a date at its beginning or end, not one within a sentence."""
    spans = dates_in(line.text)
    if not spans or line.bullet:
        return bool(spans) and is_dates_only(line.text)
    rest = without_dates(line.text)
    words = len(re.findall(r"\w+", rest))
    if len(rest.strip()) > LONG or words > 16:
        return _at_edge(line.text, spans) and any(span.is_range for span in spans) and words <= 30
    return any(span.is_range for span in spans) or _at_edge(line.text, spans)


def _at_edge(text: str, spans: tuple[DateSpan, ...]) -> bool:
    before = re.search(r"\w", text[: spans[0].start]) is None
    after = re.search(r"\w", text[spans[-1].end :]) is None
    return before or after or text[spans[-1].end :].lstrip(" )")[:1] in {"|", "•", "·", ",", "–", "-", ":"}


_Block = tuple[int, list[Row]]
"""Where it starts, and its rows."""


def _blocks(found: list[Row]) -> list[_Block]:
    """Part rows where a heading follows highlights."""
    blocks: list[_Block] = []
    for position, row in enumerate(found):
        if not blocks or (row.is_head and not found[position - 1].is_head):
            blocks.append((position, []))
        blocks[-1][1].append(row)
    return _joined(blocks)


def _joined(blocks: list[_Block]) -> list[_Block]:
    """Give undated blocks back to the one before, unless they look like the start of an entry."""
    starts = Counter(block[1][0].signature for block in blocks if _dates(block))
    if not starts and blocks:
        starts[blocks[0][1][0].signature] += 1
    joined: list[_Block] = []
    for block in blocks:
        if joined and not _dates(block) and not _is_alike(block[1], starts):
            joined[-1][1].extend(block[1])
        else:
            joined.append(block)
    return joined


def _is_alike(block: list[Row], starts: Counter[_Signature]) -> bool:
    row = block[0]
    return row.is_head and row.first.bold and starts[row.signature] > 0 and len(row.first.text) < 60


def _dates(block: _Block) -> list[int]:
    """Return the positions of rows that date an entry."""
    return [position for position, row in enumerate(block[1]) if row.dated]


def _date_offset(blocks: list[_Block]) -> int:
    """Return how many rows after an entry's first its dates stand, as most blocks with one date tell."""
    offsets = Counter(dates[0] for block in blocks if len(dates := _dates(block)) == 1 and block[1][0].is_head)
    if not offsets:
        first = next((dates[0] for block in blocks if (dates := _dates(block))), 0)
        return min(first, 3)
    return offsets.most_common(1)[0][0]


def _starts(block: _Block, offset: int, reference: _Signature | None) -> list[int]:
    start, members = block
    dates = _merged(_dates(block), members)
    if not dates:
        return [start]
    firsts = [0]
    for before, date in pairwise(dates):
        firsts.append(_first_of(members, before, date, offset, reference))
    return [start + first for first in sorted(set(firsts))]


def _merged(dates: list[int], members: list[Row]) -> list[int]:
    """Leave out a row of dates right after another: a range over several rows, or a length of time."""
    kept: list[int] = []
    for date in dates:
        if kept and date - kept[-1] == 1 and _only_dates(members[date]) and not _only_dates(members[kept[-1]]):
            continue
        kept.append(date)
    return kept


def _only_dates(row: Row) -> bool:
    return all(is_dates_only(line.text) for line in row.lines)


def _first_of(members: list[Row], before: int, date: int, offset: int, reference: _Signature | None) -> int:
    alike = [
        position
        for position in range(max(before + 1, date - 3), date + 1)
        if members[position].signature == reference and all(row.is_head for row in members[position : date + 1])
    ]
    if len(alike) == 1:
        return alike[0]
    first = date
    while first > before + 1 and date - first < offset and members[first - 1].is_head:
        first -= 1
    if first == date and _only_dates(members[date]) and offset and members[date - 1].is_head and date - 1 > before:
        first = date - 1
    return first


def _entry(members: list[Row]) -> Entry:
    dated = next((position for position, row in enumerate(members) if row.dated), 0)
    end = next((position for position, row in enumerate(members) if not row.is_head), len(members))
    head, rest = members[:end], members[end:]
    head_end = end if dated >= end else min(end, _usual_head(head, dated))
    side, body = _sides([line for row in (*members[head_end:end], *rest) for line in row.lines], members[0])
    return Entry(tuple(head[:head_end]), tuple(side), tuple(body))


def _usual_head(head: list[Row], dated: int) -> int:
    """Return how many rows belong to the heading: those after the date that are short."""
    count = dated + 1
    for row in head[dated + 1 :]:
        if count >= dated + 3 or sum(len(line.text) for line in row.lines) > LONG:
            break
        count += 1
    return count


def _sides(lines: list[Line], first: Row) -> tuple[list[Line], list[Line]]:
    """Tell dates and places beside the highlights from the highlights."""
    side: list[Line] = []
    body: list[Line] = []
    rows_of = Counter(line.row for line in lines)
    columns = [line for line in first.lines if len(first.lines) > 1 and is_dates_only(line.text)]
    for line in lines:
        right = rows_of[line.row] > 1 and line.x > first.first.x + 100
        beside = (
            (right or any(_same_column(line, dates) for dates in columns)) and not line.bullet and len(line.text) < 45
        )
        (side if beside or (is_dates_only(line.text) and len(line.text) < 45) else body).append(line)
    return side, body


def _same_column(line: Line, dates: Line) -> bool:
    return abs(line.x - dates.x) < 3 or (line.right > line.x and abs(line.right - dates.right) < 3)

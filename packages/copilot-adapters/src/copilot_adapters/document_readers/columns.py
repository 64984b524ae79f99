"""In which order a page is read: columns one after the other, tables row by row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from copilot_adapters.document_readers.fragments import Fragment
from copilot_core.rules.resume.dates import dates_in, without_dates
from copilot_core.rules.resume.headings import kind_of

MOST_CANDIDATES = 40
FEWEST_ROWS = 3
SAME_EDGE = 3.0
SAME_GUTTER = 14.0


@frozen
class Band:
    """A stretch of a page: one side where rows are read across, two where columns are read down."""

    sides: tuple[tuple[Fragment, ...], ...]
    gutter: float = 0.0


def bands(page: Sequence[Fragment]) -> list[Band]:
    """Part a page into bands, top to bottom."""
    split = _best_split(page)
    if split is None:
        return [Band((_by_rows(page),))] if page else []
    above, left, right, below, gutter = split
    return [*bands(above), Band((tuple(left), tuple(right)), gutter), *bands(below)]


def flows(pages: Iterable[Sequence[Fragment]]) -> list[tuple[int, tuple[Fragment, ...]]]:
    """Return what is read in one go, with the number of its column; a column goes on over the page's end."""
    merged: list[Band] = []
    for page in pages:
        for position, band in enumerate(bands(page)):
            last = merged[-1] if merged else None
            if position == 0 and last and len(last.sides) == 2 and (joined := _continued(last, band)):
                merged[-1] = joined
            else:
                merged.append(band)
    return list(_numbered(merged))


def _continued(last: Band, band: Band) -> Band | None:
    left, right = last.sides
    if len(band.sides) == 2 and abs(last.gutter - band.gutter) < SAME_GUTTER:
        return Band((left + band.sides[0], right + band.sides[1]), last.gutter)
    if len(band.sides) == 1:
        fragments = band.sides[0]
        if all(fragment.x0 > last.gutter - SAME_EDGE for fragment in fragments):
            return Band((left, right + fragments), last.gutter)
        if all(fragment.x1 < last.gutter + SAME_EDGE for fragment in fragments):
            return Band((left + fragments, right), last.gutter)
    return None


def _numbered(merged: list[Band]) -> Iterator[tuple[int, tuple[Fragment, ...]]]:
    column = 0
    for band in merged:
        parted = len(band.sides) > 1 and all(_headings(side) for side in band.sides)
        for position, side in enumerate(band.sides):
            column += bool(parted and (position or column or len(merged) > 1))
            for flow in _within(side) if len(band.sides) > 1 else [side]:
                yield column, flow


def _within(side: tuple[Fragment, ...]) -> Iterator[tuple[Fragment, ...]]:
    for page in sorted({fragment.page for fragment in side}):
        for band in bands([fragment for fragment in side if fragment.page == page]):
            yield from band.sides


_Split = tuple[list[Fragment], list[Fragment], list[Fragment], list[Fragment], float]


def _best_split(page: Sequence[Fragment]) -> _Split | None:
    found: list[tuple[int, _Split]] = []
    for gutter in _candidates(page):
        for split in _free_runs(page, gutter):
            weight = min(len(_rows_of(split[1])), len(_rows_of(split[2])))
            if weight >= FEWEST_ROWS:
                found.append((weight, split))
    found.sort(key=lambda entry: -entry[0])
    return next((split for _, split in found if _reads_down(split[1], split[2])), None)


def _candidates(page: Sequence[Fragment]) -> list[float]:
    starts = Counter(round(fragment.x0) for fragment in page)
    near = {x: sum(starts[x + shift] for shift in (-2, -1, 0, 1, 2)) for x in starts}
    usual = [x for x, count in sorted(near.items(), key=lambda item: (-item[1], item[0])) if count >= FEWEST_ROWS]
    leftmost = min((fragment.x0 for fragment in page), default=0)
    return [x - 2.5 for x in usual if x > leftmost + 20][:MOST_CANDIDATES]


def _free_runs(page: Sequence[Fragment], gutter: float) -> Iterator[_Split]:
    """Yield the stretches of rows in which no fragment lies across the gutter."""
    rows: dict[int, list[Fragment]] = {}
    for fragment in page:
        rows.setdefault(fragment.row, []).append(fragment)
    numbers = sorted(rows)
    across = [any(f.x0 < gutter - 1 and f.x1 > gutter + 1 for f in rows[number]) for number in numbers]
    start = 0
    for position in range(len(numbers) + 1):
        if position < len(numbers) and not across[position]:
            continue
        run = _trimmed(rows, numbers[start:position], gutter)
        start = position + 1
        if run:
            inside = [fragment for number in run for fragment in rows[number]]
            yield (
                [fragment for fragment in page if fragment.row < run[0]],
                [fragment for fragment in inside if fragment.x0 < gutter],
                [fragment for fragment in inside if fragment.x0 >= gutter],
                [fragment for fragment in page if fragment.row > run[-1]],
                gutter,
            )


def _trimmed(rows: dict[int, list[Fragment]], run: list[int], gutter: float) -> list[int]:
    """Leave out rows at the end that stand on the left only: they come after both columns in any order."""
    right = [number for number in run if any(fragment.x0 >= gutter for fragment in rows[number])]
    return run if right else []


def _rows_of(fragments: Iterable[Fragment]) -> set[int]:
    return {fragment.row for fragment in fragments}


def _reads_down(left: list[Fragment], right: list[Fragment]) -> bool:
    narrow, wide = sorted((left, right), key=_mean_length)
    headings_narrow, headings_wide = _headings(narrow, wide), _headings(wide, narrow)
    if _mostly_dates(narrow):
        return False
    if (headings_narrow and headings_wide) or (_headings(narrow) and _headings(wide)):
        return True
    shared = len(_rows_of(left) & _rows_of(right)) / min(len(_rows_of(left)), len(_rows_of(right)))
    if headings_narrow:
        return not _labels_rows(narrow, wide, headings_narrow)
    if sum(f.bullet for f in left) > len(left) / 3 and sum(f.bullet for f in right) > len(right) / 3:
        return True
    return shared < 0.6


def _labels_rows(narrow: list[Fragment], wide: list[Fragment], headings: list[Fragment]) -> bool:
    """Whether what stands in the narrow side begins rows of a table: beside a text, or right below such a label."""
    others = sorted((f for f in narrow if f not in headings), key=lambda f: f.row)
    rows = _rows_of(wide)
    beside = 0
    last: Fragment | None = None
    for fragment in others:
        below = last is not None and fragment.baseline - last.baseline < 1.8 * fragment.size
        if fragment.row in rows or below:
            beside, last = beside + 1, fragment
    if others:
        return beside >= 0.8 * len(others)
    return len(_rows_of(headings) & rows) == len(headings) > 1


def _mean_length(fragments: list[Fragment]) -> float:
    return sum(len(fragment.text) for fragment in fragments) / len(fragments)


def _mostly_dates(fragments: list[Fragment]) -> bool:
    dated = [f for f in fragments if dates_in(f.text) and len(without_dates(f.text).strip(" -–—,()|")) < 25]
    return len(_rows_of(dated)) >= 0.4 * len(_rows_of(fragments))


def _headings(fragments: Sequence[Fragment], beside: Sequence[Fragment] = ()) -> list[Fragment]:
    """Return what reads and looks like a heading: larger, bold or in capitals, and not beside a text of its size."""
    body = Counter(round(f.size, 1) for f in fragments for _ in f.text).most_common(1)
    size = body[0][0] if body else 0.0
    rows = Counter((fragment.page, fragment.row) for fragment in (*fragments, *beside))
    return [
        fragment
        for fragment in fragments
        if kind_of(fragment.text)
        and not fragment.text.rstrip().endswith(":")
        and (
            fragment.size > size * 1.08
            or (rows[fragment.page, fragment.row] == 1 and (fragment.bold or fragment.text.isupper()))
        )
    ]


def _by_rows(page: Sequence[Fragment]) -> tuple[Fragment, ...]:
    return tuple(sorted(page, key=lambda fragment: (fragment.row, fragment.x0)))

"""Words of a page put together: fragments (words without a wide gap between them) in rows of one baseline."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from copilot_adapters.document_readers.glyphs import BULLETS, Glyph, Habits, Word, words
from copilot_core.rules.resume.dates import is_dates_only

WIDE_GAP = 1.0
"""In letter sizes: a gap as wide as this parts two things that stand beside each other."""
DOT_GAP = 0.45
"""In letter sizes: a gap as wide as this before a dot makes the dot one of a time line."""
DOTS = frozenset("●○•◉◦⬤■◆")
SAME_BASELINE = 0.3


@frozen(kw_only=True)
class Fragment:
    """Words that belong together in one row; `row` numbers the page's baselines from the top."""

    text: str
    page: int
    row: int
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool = False
    bullet: bool = False
    bold_ends: tuple[bool, bool] = (False, False)
    breaks: tuple[int, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.baseline - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.baseline + 0.25 * self.size


@frozen
class LinkArea:
    """Where on a page a link can be clicked."""

    url: str
    x0: float
    top: float
    x1: float
    bottom: float


def fragments(glyphs: Sequence[Glyph], page: int, areas: tuple[LinkArea, ...] = ()) -> list[Fragment]:
    """Put a page's glyphs together, rows from the top, each from the left."""
    habits = Habits(glyphs)
    rows = [list(words(row, habits)) for row in _rows(glyphs)]
    found = [fragment for number, row in enumerate(rows) for fragment in _parted(row, page, number, frozenset())]
    starts = _usual_starts(found)
    if starts:
        found = [fragment for number, row in enumerate(rows) for fragment in _parted(row, page, number, starts)]
    return [evolve(fragment, links=_links(fragment, areas)) for fragment in found]


def _usual_starts(found: list[Fragment]) -> frozenset[int]:
    """Return where (in half points) at least three fragments start that do not start their row."""
    firsts: dict[int, float] = {}
    for fragment in found:
        firsts[fragment.row] = min(firsts.get(fragment.row, fragment.x0), fragment.x0)
    inner = Counter(round(2 * fragment.x0) for fragment in found if fragment.x0 > firsts[fragment.row] + 1)
    return frozenset(x for x, count in inner.items() if count >= 3)


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        for index in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            baseline, size, members = rows[index]
            if abs(glyph.baseline - baseline) <= SAME_BASELINE * min(size, glyph.size):
                members.append(glyph)
                break
        else:
            rows.append((glyph.baseline, glyph.size, [glyph]))
    rows = _with_raised(rows)
    for _, _, members in sorted(rows, key=lambda row: row[0]):
        yield sorted(members, key=lambda glyph: (glyph.x0, glyph.order))


def _with_raised(rows: list[tuple[float, float, list[Glyph]]]) -> list[tuple[float, float, list[Glyph]]]:
    """Put superscripts (1st) back into their row."""
    kept: list[tuple[float, float, list[Glyph]]] = []
    for position, (baseline, size, members) in enumerate(rows):
        host = rows[position + 1] if position + 1 < len(rows) else None
        if host and len(members) <= 12 and size < 0.85 * host[1] and host[0] - baseline < 0.5 * host[1]:
            apart = [glyph for glyph in members if not _touches(glyph, host[2] + members)]
            if not apart:
                host[2].extend(members)
                continue
        kept.append((baseline, size, members))
    return kept


def _touches(glyph: Glyph, others: list[Glyph]) -> bool:
    return any(
        other is not glyph and other.size > glyph.size and -0.1 * other.size <= glyph.x0 - other.x1 <= 1.2 * other.size
        for other in others
    )


def _parted(row: list[Word], page: int, number: int, starts: frozenset[int]) -> Iterator[Fragment]:
    held: list[Word] = []
    for position, word in enumerate(row):
        gap = word.x0 - held[-1].x1 if held else 0.0
        size = min(max(word.size, held[-1].size), 14) if held else word.size
        wide = gap > WIDE_GAP * size or (gap > DOT_GAP * size and word.text in DOTS)
        wide = wide or (round(2 * word.x0) in starts and _says_dates(held) and not _says_dates(row[position:]))
        if held and wide and not _lone_bullet(held):
            yield _fragment(held, page, number)
            held = []
        held.append(word)
    if held:
        yield _fragment(held, page, number)


def _says_dates(held: list[Word]) -> bool:
    """Whether what was held so far is a date, perhaps the first half of a range."""
    text = " ".join(word.text for word in held)
    return len(text) < 40 and (is_dates_only(text) or is_dates_only(f"{text} 2000"))


def _lone_bullet(held: list[Word]) -> bool:
    return len(held) == 1 and held[0].text in BULLETS


def _fragment(held: list[Word], page: int, number: int) -> Fragment:
    bullet = len(held) > 1 and held[0].text in BULLETS
    body = held[1:] if bullet else held
    text, breaks = "", []
    for position, word in enumerate(body):
        if position and not word.glued:
            text += " "
        if position and (word.bold, word.italic) != (body[position - 1].bold, body[position - 1].italic):
            breaks.append(len(text))
        text += word.text
    letters = sum(len(word.text) for word in body)
    return Fragment(
        text=text,
        page=page,
        row=number,
        x0=body[0].x0,
        x1=body[-1].x1,
        baseline=body[0].baseline,
        size=max(word.size for word in body),
        bold=2 * sum(len(word.text) for word in body if word.bold) > letters,
        bullet=bullet,
        bold_ends=(body[0].bold, body[-1].bold),
        breaks=tuple(breaks),
    )


def _links(fragment: Fragment, areas: tuple[LinkArea, ...]) -> tuple[str, ...]:
    middle = (fragment.top + fragment.bottom) / 2
    return tuple(
        area.url
        for area in areas
        if area.top <= middle <= area.bottom and area.x0 < fragment.x1 and area.x1 > fragment.x0
    )

"""Glyphs on a page, and what they say: icons, ligatures, words between gaps."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

BULLETS = frozenset("•◦▪▫■□●○◆◇▶►▸‣⁃∙·–—-*➢➤✓✔»›→\uf0b7\uf0a7\uf0d8\uf0fc\uf111\uf0da\uf105\uf054∗⋄◾◼☐❖⚫⬤")
ICON_FONTS = ("awesome", "icon", "dingbat", "webdings", "emoji", "academicons", "glyph", "marvosym")
SYMBOL_FONTS = ("wingdings", "webdings")
_SPOKEN_LABEL = re.compile(r"[\\\w ]{1,24}:\s*")
FEWEST_PAIRS = 8
OVERHANG = 0.1
"""In letter sizes: a letter that others overlap by less is merely kerned."""
WORD_GAP = 0.12
"""A gap wider than the row's usual one by this share of the size parts two words (narrow fonts use a fifth)."""


@frozen(kw_only=True)
class Glyph:
    """One character as drawn; y grows downwards."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    order: int = 0


@frozen(kw_only=True)
class Word:
    """Glyphs without a gap between them, all of one style."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    glued: bool = False
    order: int = 0

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.baseline - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.baseline + 0.25 * self.size


def is_icon(glyph: Glyph) -> bool:
    """Tell a pictogram from a letter."""
    if _is_icon_font(glyph.font):
        return not " " <= glyph.text <= "~"
    return len(glyph.text) == 1 and unicodedata.category(glyph.text) in {"Co", "Cn", "Cs"}


def readable(glyph: Glyph) -> Glyph | None:
    """Spell out ligatures, turn bullets of symbol fonts into bullets, drop icons and control characters."""
    if is_icon(glyph):
        return _with(glyph, "•") if glyph.text in BULLETS else None
    if glyph.text == "\u00ad":
        return _with(glyph, "-")
    if glyph.text in "\u200b\ufeff\ufffe\u0002\uffff" or unicodedata.category(glyph.text[:1] or "\0") == "Cc":
        return None
    if "\ufb00" <= glyph.text <= "\ufb06":
        return _with(glyph, unicodedata.normalize("NFKC", glyph.text))
    if any(name in glyph.font.lower() for name in SYMBOL_FONTS) and glyph.text in "lnqvoØ§ü":
        return _with(glyph, "•")
    return glyph


def words(row: list[Glyph], habits: "Habits") -> Iterator[Word]:
    """Part a row's glyphs (by x) into words at spaces, gaps and changes of style."""
    usual = _usual_gaps(row)
    held: list[Glyph] = []
    spaced = True
    for glyph in row:
        if glyph.text.isspace():
            if held:
                yield _word(held, glued=not spaced)
                held = []
            spaced = True
            continue
        if held:
            before = held[-1]
            expected = usual[round(before.size)] + habits.after(before)
            apart = glyph.x0 - before.x1 > expected + WORD_GAP * before.size
            if apart or _style(glyph) != _style(before):
                yield _word(held, glued=not spaced)
                held, spaced = [], apart
        held.append(glyph)
    if held:
        yield _word(held, glued=not spaced)


class Habits:
    """How much closer than others a page's letters sit after certain letters (kerning, overhanging letters)."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        """Look at all pairs of letters drawn one after the other."""
        gaps: dict[tuple[int, str], list[float]] = {}
        every: dict[int, list[float]] = {}
        for before, glyph in pairwise(glyphs):
            gap, size = glyph.x0 - before.x1, before.size
            beside = abs(glyph.baseline - before.baseline) < 1 and -0.5 * size < gap < 0.5 * size
            if beside and not (before.text.isspace() or glyph.text.isspace()):
                gaps.setdefault((round(size), before.text), []).append(gap)
                every.setdefault(round(size), []).append(gap)
        usual = {size: median(found) for size, found in every.items()}
        shifts = {key: median(found) - usual[key[0]] for key, found in gaps.items() if len(found) >= FEWEST_PAIRS}
        self._shifts = {key: shift for key, shift in shifts.items() if shift < -OVERHANG * key[0]}

    def after(self, glyph: Glyph) -> float:
        """Return how much closer (0 or less) the next letter sits."""
        return self._shifts.get((round(glyph.size), glyph.text), 0.0)


def _usual_gaps(row: list[Glyph]) -> dict[int, float]:
    gaps: dict[int, list[float]] = {}
    for before, after in pairwise(row):
        if not (before.text.isspace() or after.text.isspace()):
            gaps.setdefault(round(before.size), []).append(after.x0 - before.x1)
    sizes = {round(glyph.size) for glyph in row}
    return {size: _usual(gaps.get(size, []), size) for size in sizes}


def _usual(gaps: list[float], size: int) -> float:
    near = [gap for gap in gaps if gap < size]
    return min(median(near), 0.5 * size) if len(near) > 2 else 0.03 * size


def _word(glyphs: list[Glyph], *, glued: bool) -> Word:
    first, last = glyphs[0], glyphs[-1]
    return Word(
        text=unicodedata.normalize("NFC", "".join(glyph.text for glyph in glyphs)),
        x0=first.x0,
        x1=last.x1,
        baseline=first.baseline,
        size=first.size,
        bold=first.bold,
        italic=first.italic,
        glued=glued,
        order=first.order,
    )


def _style(glyph: Glyph) -> tuple[bool, bool]:
    return glyph.bold, glyph.italic


def _with(glyph: Glyph, text: str) -> Glyph:
    return Glyph(
        text=text,
        x0=glyph.x0,
        x1=glyph.x1,
        baseline=glyph.baseline,
        size=glyph.size,
        font=glyph.font,
        bold=glyph.bold,
        italic=glyph.italic,
        order=glyph.order,
    )


def _is_icon_font(font: str) -> bool:
    return any(name in font.lower() for name in ICON_FONTS)


def readable_all(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return what can be read of `glyphs`; of a pictogram's spoken text ("email: …") the label is left out."""
    kept = [glyph for glyph in map(readable, glyphs) if glyph is not None]
    spoken: list[Glyph] = []
    found: list[Glyph] = []
    for glyph in kept:
        if _is_icon_font(glyph.font) and glyph.text != "•":
            spoken.append(glyph)
            continue
        found += _without_label(spoken)
        spoken = []
        found.append(glyph)
    return found + _without_label(spoken)


def _without_label(spoken: list[Glyph]) -> list[Glyph]:
    text = "".join(glyph.text[:1] for glyph in spoken)
    label = _SPOKEN_LABEL.match(text)
    rest = spoken[label.end() :] if label else spoken
    return rest if len(rest) > 2 else []

"""What is listed rather than told: skills, languages, certificates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from copilot_core.entities.resume import Quote
from copilot_core.rules.resume.lines import Line
from copilot_core.rules.resume.vocabulary import HUMAN_LANGUAGES

_SEPARATORS = re.compile(r"\s*[,;|•·●▪/]\s+|\s*[;|•●▪]\s*|\t|\s+[·–—]\s+|,(?=\S)|\s{3,}")
_LABEL = re.compile(r"^[^:,;•|]{2,40}:\s+")
_RATED = re.compile(r"[●○★☆■□▪▫◆◇⬤◯ ]{2,30}$|\s\d{1,3}\s?%$|\s\d\s?/\s?\d{1,2}$|^[●○★☆■□▪▫◆◇⬤◯]{1,30}")
_LEVEL = re.compile(
    r"\s*[(\-–:]?\s*\b(?:native|mother tongue|bilingual|fluent|proficient|advanced|intermediate|basic|beginner|"
    r"elementary|conversational|professional|working|limited|full|muttersprache|fließend|verhandlungssicher|gut|sehr gut|"
    r"grundkenntnisse|fortgeschritten|konversationssicher|[abc][12])\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES = re.compile(r"(?:languages?|sprachen|sprachkenntnisse|fremdsprachen)\b", re.IGNORECASE)
_AND = re.compile(r"^(?:and|und|sowie|&)\s+", re.IGNORECASE)


def skills(lines: Sequence[Line]) -> tuple[Quote, ...]:
    """Return the skills listed: labels ("Tools:") left out, sentences kept whole."""
    labels = _labels(lines)
    found: dict[str, Quote] = {}
    for line in lines:
        if line.start in labels:
            continue
        for quote in _items(line):
            found.setdefault(quote.value.casefold(), quote)
    return tuple(found.values())


def _labels(lines: Sequence[Line]) -> set[int]:
    """Find the first cells of rows that only name what stands beside them, and lines that name what is below."""
    by_row: dict[int, list[Line]] = {}
    for line in lines:
        by_row.setdefault(line.row, []).append(line)
    several = [row for row in by_row.values() if len(row) > 1]
    named = [row for row in several if "," in row[1].text or row[0].text.endswith(":") or row[0].bold > row[1].bold]
    labels = {row[0].start for row in named} if 2 * len(named) >= len(several) else set()
    plain = any(not line.bold for line in lines)
    for position, line in enumerate(lines[:-1]):
        below = lines[position + 1]
        apart = plain and line.bold and not line.breaks and not below.bold and "," not in line.text and not line.bullet
        if line.text.endswith(":") or (apart and len(by_row[line.row]) == 1 and _any_list(lines)):
            labels.add(line.start)
    return labels


def _any_list(lines: Sequence[Line]) -> bool:
    return any(len(_SEPARATORS.findall(line.text)) > 1 or line.bullet for line in lines)


def _items(line: Line) -> Iterator[Quote]:
    text = line.text
    label = _LABEL.match(text)
    position = label.end() if label else 0
    if not label and len(line.breaks) == 1 and _is_label(text[: line.breaks[0]], text[line.breaks[0] :]):
        position = line.breaks[0]
    for start, end in _between(text, position):
        yield from _item(line, start, end)


def _is_label(first: str, rest: str) -> bool:
    """Whether words set apart by their style only name the list after them."""
    return first.rstrip().endswith(":") or ("," in rest and "," not in first and len(first) <= 40)


def _between(text: str, position: int) -> Iterator[tuple[int, int]]:
    for match in _SEPARATORS.finditer(text, position):
        if not _inside_brackets(text, match.start()):
            yield position, match.start()
            position = match.end()
    yield position, len(text)


def _inside_brackets(text: str, offset: int) -> bool:
    return text.count("(", 0, offset) > text.count(")", 0, offset) and ")" in text[offset:]


def _item(line: Line, start: int, end: int) -> Iterator[Quote]:
    words = _RATED.sub(lambda match: " " * len(match[0]), line.text[start:end])
    lead = _AND.match(words)
    if lead:
        start, words = start + lead.end(), words[lead.end() :]
    start += len(words) - len(words.lstrip(" -–:*()"))
    trimmed = words.strip(" -–:*").rstrip(".")
    if trimmed.startswith("(") and trimmed.endswith(")"):
        trimmed = trimmed[1:-1]
    if any(map(str.isalpha, trimmed)) and trimmed:
        start = line.text.index(trimmed, max(0, start - 2)) if trimmed in line.text[max(0, start - 2) :] else start
        yield Quote(trimmed, line.start + start, line.start + start + len(trimmed))


def languages(lines: Iterable[Line]) -> tuple[Quote, ...]:
    """Return the human languages named, each with its level as written."""
    found: dict[str, Quote] = {}
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.row, []).append(line)
    for row in rows.values():
        for position, line in enumerate(row):
            beside = row[position + 1] if position + 1 < len(row) else None
            for code, quote in _named(line, beside):
                found.setdefault(code, quote)
    return tuple(found.values())


def _named(line: Line, beside: Line | None) -> Iterator[tuple[str, Quote]]:
    spans = [
        (match.start(), HUMAN_LANGUAGES[match[0].casefold()])
        for match in _WORD.finditer(line.text)
        if match[0].casefold() in HUMAN_LANGUAGES
    ]
    for (start, code), following in zip(spans, [*[at for at, _ in spans[1:]], len(line.text)], strict=False):
        words = line.text[start:following].rstrip(" ,;|•·/–—-\t")
        words = words.rstrip("(").rstrip()
        words = re.sub(r"[\s,;]+(?:and|und)$", "", words)
        if len(spans) == 1 and beside is not None and " " not in words and _is_level(line, beside):
            yield code, Quote(f"{words}\t{beside.text}", line.start + start, beside.end)
            continue
        yield code, Quote(words, line.start + start, line.start + start + len(words))


def _is_level(line: Line, beside: Line) -> bool:
    return beside.start == line.end + 1 and _LEVEL.match(beside.text) is not None and not _has_language(beside)


def _has_language(line: Line) -> bool:
    return any(match[0].casefold() in HUMAN_LANGUAGES for match in _WORD.finditer(line.text))


def labelled_languages(lines: Sequence[Line]) -> list[Line]:
    """Return lines of other sections that list human languages ("Languages: German, English"), label beside or not."""
    found = [line for line in lines if _LANGUAGES.match(line.text) and _has_language(line)]
    for label, line in pairwise(lines):
        if label.row == line.row and _LANGUAGES.fullmatch(label.text.rstrip(": ")) and _has_language(line):
            found += [label, line]
    return found


def certificates(lines: Sequence[Line]) -> tuple[Quote, ...]:
    """Return each certificate as written, with its year."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.row, []).append(line)
    return tuple(
        Quote("\t".join(line.text for line in row), row[0].start, row[-1].end)
        for row in rows.values()
        if any(map(str.isalpha, row[0].text)) or len(row) > 1
    )

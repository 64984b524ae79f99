"""Who it is about: name, e-mail, phone, links, place, headline."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from copilot_core.entities.resume import Quote
from copilot_core.rules.resume.dates import dates_in
from copilot_core.rules.resume.headings import kind_of, unspaced
from copilot_core.rules.resume.lines import Line
from copilot_core.rules.resume.places import is_address, is_place
from copilot_core.rules.resume.sections import Part
from copilot_core.rules.resume.vocabulary import title_score

_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w/.@#])(?:\(?\+|00|\()?\d[\d\s()./\-–]{5,20}\d(?![\w@])")
_URL = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>\"|,;]{3,200}|www\.[^\s<>\"|,;]{3,200}|"
    r"(?:[a-z0-9\-]{1,40}\.){1,3}(?:com|org|net|io|dev|de|at|ch|eu|me|co|uk|ai|app|info|edu|fr|nl|us|ca|tech|design|blog|xyz|in|page|cc|gg|be|it|es|se)"
    r"(?:/[^\s<>\"|,;]{0,200})?)(?![\w@])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:name|e-?mail|mail|phone|telephone|tel|mobile|cell|telefon|handy|mobil|address|adresse|anschrift|web|website|"
    r"location|wohnort|ort|linkedin|github|xing|homepage|portfolio|url)\.?\s*[:.]\s*",
    re.IGNORECASE,
)
_TITLE_OF_DOCUMENT = re.compile(
    r"\s*(?:curriculum vitae|lebenslauf|resume|résumé|resumé|cv|bewerbung|bewerbungsunterlagen|last updated.*|stand:.*)\s*",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.\-]*|\([^\W\d_]+\)")
_DEGREE_AFTER = re.compile(
    r",?\s+(?:ph\.?d|m\.?d|mba|rn|cpa|pmp|esq|b\.?sc|m\.?sc|jr|sr|dipl\.?-?\w*)\.?$", re.IGNORECASE
)
_UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
_SMALL = frozenset(
    ["von", "van", "der", "den", "de", "del", "la", "le", "di", "da", "bin", "al", "el", "zu", "zur", "y", "und", "dos"]
)
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\t|\s{3,}|\s+[–—-]\s+")


@frozen(kw_only=True)
class Contact:
    """What is known of the person."""

    name: Quote | None = None
    email: Quote | None = None
    phone: Quote | None = None
    place: Quote | None = None
    headline: Quote | None = None
    links: tuple[Quote, ...] = ()


def contact(parts: Sequence[Part], lines: Sequence[Line]) -> Contact:
    """Look for the person in the parts about them, then everywhere."""
    about = [line for part in parts if part.kind in {"top", "contact", "links"} for line in _all(part)]
    near = [line for line in about if line.page == 0] or list(lines[:12])
    email = _first(_EMAIL, near) or _first(_EMAIL, lines)
    name = _name(near, email) or _name(lines[:30], email)
    return Contact(
        name=name,
        email=email,
        phone=_phone(near) or _phone(lines[:40]),
        place=_place(near),
        headline=_headline(near, name),
        links=tuple(_links(near)),
    )


def _all(part: Part) -> Iterator[Line]:
    if part.heading is not None and part.kind == "top":
        yield part.heading
    yield from part.lines


def _first(pattern: re.Pattern[str], lines: Iterable[Line]) -> Quote | None:
    return next((_quote(line, *match.span()) for line in lines for match in pattern.finditer(line.text)), None)


def _quote(line: Line, start: int, end: int) -> Quote:
    return Quote(line.text[start:end], line.start + start, line.start + end)


def _phone(lines: Iterable[Line]) -> Quote | None:
    for line in lines:
        for match in _PHONE.finditer(line.text):
            digits = sum(map(str.isdigit, match[0]))
            if 7 <= digits <= 15 and not _is_date(match[0]) and not _in_address(line.text, match):
                return _quote(line, *match.span())
    return None


def _is_date(text: str) -> bool:
    return any(span.is_range or len(text) - (span.end - span.start) < 3 for span in dates_in(text))


def _in_address(text: str, match: re.Match[str]) -> bool:
    return any(url.start() < match.end() and match.start() < url.end() for url in _URL.finditer(text))


def _links(lines: Iterable[Line]) -> Iterator[Quote]:
    seen: set[str] = set()
    for line in lines:
        taken = [match.span() for match in _EMAIL.finditer(line.text)]
        for match in _URL.finditer(line.text):
            inside = any(start <= match.start() < end for start, end in taken)
            end = match.start() + len(match[0].rstrip(".)]"))
            if not inside and (key := _key(line.text[match.start() : end])) not in seen:
                seen.add(key)
                yield _quote(line, match.start(), end)
        for url in line.links:
            if url.lower().startswith(("http://", "https://")) and (key := _key(url)) not in seen:
                seen.add(key)
                yield Quote(url)


def _key(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.casefold()).rstrip("/")


def _place(lines: Iterable[Line]) -> Quote | None:
    for line in lines:
        for start, end in _parts(line.text):
            label = _LABEL.match(line.text[start:end])
            first = start + (label.end() if label else 0)
            if is_address(line.text[first:end]):
                return _quote(line, first, end)
    return None


def _parts(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for match in _SEPARATOR.finditer(text):
        if match.start() > position:
            yield position, match.start()
        position = match.end()
    if position < len(text):
        yield position, len(text)


def _name(lines: Sequence[Line], email: Quote | None) -> Quote | None:
    best: tuple[float, Quote | None] = (0.0, None)
    largest = max((line.size for line in lines), default=0.0)
    for position, line in enumerate(lines):
        for start, end in _name_spans(line):
            score = _name_score(line.text[start:end], email)
            if score > 0:
                score += 2.0 * (line.size >= 0.97 * largest > 0) + 1.0 * bool(line.heading) - 0.08 * position
                score += 0.5 * line.bold + 4.0 * _is_labelled(lines, position)
                if score > best[0]:
                    best = (score, _joined_name(lines, position, start, end))
    return best[1]


_LABELS = frozenset(
    [
        "name",
        "address",
        "phone",
        "email",
        "mail",
        "e-mail",
        "telefon",
        "anschrift",
        "adresse",
        "telephone",
        "mobile",
        "mobil",
        "handy",
        "contact",
        "kontakt",
        "wohnort",
        "geburtsdatum",
        "geboren",
        "nationality",
        "nationalität",
        "linkedin",
        "github",
        "website",
        "location",
        "links",
        "profile",
    ]
)


def _is_labelled(lines: Sequence[Line], position: int) -> bool:
    """Whether the cell before says that this is the name."""
    before = lines[position - 1] if position else None
    if before is None or before.row != lines[position].row:
        return False
    return re.fullmatch(r"(?:full |voller |vor- und (?:zu|nach))?name:?", before.text, re.IGNORECASE) is not None


def _name_spans(line: Line) -> Iterator[tuple[int, int]]:
    for start, end in _parts(line.text):
        label = _LABEL.match(line.text[start:end])
        first = start + (label.end() if label else 0)
        after = _DEGREE_AFTER.search(line.text[first:end])
        yield first, first + after.start() if after else end
    if "," in line.text:
        yield 0, line.text.index(",")


def _name_score(text: str, email: Quote | None) -> float:
    words = unspaced(text).split()
    if not 1 <= len(words) <= 6 or len(text) > 60 or _TITLE_OF_DOCUMENT.fullmatch(text) or kind_of(text):
        return 0.0
    if len(words) == 1 and words[0].casefold().strip(":") in _LABELS:
        return 0.0
    if not all(_NAME_WORD.fullmatch(word) for word in words) or is_place(text):
        return 0.0
    if not all(
        word[:1].isupper() or word.casefold() in _SMALL or word.startswith("(") or not word.isascii() for word in words
    ):
        return 0.0
    score = (1.0 if len(words) > 1 else 0.1) - 1.5 * (title_score(text) > 0.9)
    if email is not None:
        local = re.sub(r"[^a-z]", "", email.value.partition("@")[0].casefold())
        score += 1.5 * any(len(word) > 2 and _plain(word) in local for word in words)
    return score


def _plain(word: str) -> str:
    folded = word.casefold().translate(_UMLAUTS)
    return re.sub(r"[^a-z]", "", folded) or "\0"


def _joined_name(lines: Sequence[Line], position: int, start: int, end: int) -> Quote:
    """Take the next line too where a name was set large on two."""
    line = lines[position]
    following = lines[position + 1] if position + 1 < len(lines) else None
    alone = start == 0 and end == len(line.text) and len(line.text.split()) == 1
    if (
        alone
        and following
        and abs(following.size - line.size) < 0.5
        and len(following.text.split()) <= 2
        and _NAME_WORD.fullmatch(following.text.split()[0])
        and line.size > 0
    ):
        return Quote(f"{line.text} {following.text}", line.start, following.end)
    return _quote(line, start, end)


def _headline(lines: Sequence[Line], name: Quote | None) -> Quote | None:
    if name is None:
        return None
    after = [line for line in lines if line.end > name.end][:4]
    for line in after:
        text = line.text[max(0, name.end - line.start) :] if line.start < name.end else line.text
        shift = len(line.text) - len(text.lstrip(" |•·–—-,"))
        words = line.text[shift:]
        if 0 < len(words) <= 90 and title_score(words) > 0.5 and not _EMAIL.search(words) and not kind_of(words):
            return _quote(line, shift, len(line.text))
    return None

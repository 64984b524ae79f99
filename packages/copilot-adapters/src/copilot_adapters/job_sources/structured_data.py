"""Structured data in a web page: JSON-LD and microdata, as people really write them."""

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from attrs import define, frozen

from copilot_adapters.job_sources.microdata import Item, microdata

DEEPEST: Final = 6
MOST: Final = 200
"""Things of a page that are read."""

MARK: Final = re.compile(r"<!--|-->|<script\b(?P<attributes>[^<>]{0,2000})>|</script", re.IGNORECASE)
BEFORE: Final = re.compile(r"(?:\s|\ufeff|//|/\*|\*/|<!--|<!\[CDATA\[|-->|\]\]>)*+")
BEHIND: Final = re.compile(r"(?:\s|//|\*/|/\*|>--|>\]\]|;)*+")
"""What scripts are wrapped in; the second is read backwards from the end, so that no text makes it slow."""

BETWEEN: Final = re.compile(r"[ \t\r\n,;]*+")

STRAY_COMMA: Final = re.compile(r'("(?:[^"\\]++|\\.)*+")|,(?=\s*+[\]}])', re.DOTALL)


@frozen
class Found:
    """Things of one type in a page; `problem` is why a script that names the type could not be read."""

    items: tuple[Item, ...]
    problem: str = ""
    cut: bool = False


def find(page: str, kind: str) -> Found:
    """Find the things of a schema.org type (`JobPosting`): in JSON-LD, else in microdata."""
    documents, problem, cut = [], "", False
    for script in _scripts(page):
        try:
            documents.append(_loads(script))
        except (ValueError, RecursionError) as error:
            if kind in script:
                problem, cut = str(error) or "nested too deeply", _is_cut(script, error)
    things = [thing for document in documents for thing in _things(document)]
    known = {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 1}
    resolver = Resolver(known)
    items = [resolver.resolved(thing) for thing in islice((thing for thing in things if _is_a(thing, kind)), MOST)]
    if not items and not problem:
        items = list(islice(microdata(page, kind), MOST))
    return Found(tuple(item for item in items if isinstance(item, dict)), problem, cut)


def _scripts(page: str) -> Iterator[str]:
    """Yield what stands in `application/ld+json` scripts; the last one may be cut."""
    start, wanted, in_comment = -1, False, False
    for mark in MARK.finditer(page):
        word = mark[0][:4].lower()
        if start >= 0:
            if word == "</sc":
                if wanted:
                    yield page[start : mark.start()]
                start = -1
        elif in_comment or word == "<!--":
            in_comment = word != "-->"
        elif word == "<scr":
            start, wanted = mark.end(), "ld+json" in mark["attributes"].lower()
    if start >= 0 and wanted:
        yield page[start:]


def _unwrapped(script: str) -> str:
    inner = BEFORE.sub("", script, count=1)
    return BEHIND.sub("", inner[::-1], count=1)[::-1]


def _loads(script: str) -> list[object]:
    """Read one script: wrapped in comments or CDATA, escaped, with stray commas, or several values one after another."""
    text = _unwrapped(script)
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    try:
        return _values(text)
    except ValueError:
        return _values(STRAY_COMMA.sub(lambda match: match[1] or "", text).replace("\\'", "'"))


def _values(text: str) -> list[object]:
    decoder = json.JSONDecoder(strict=False)
    values: list[object] = []
    start = 0
    while start < len(text):
        value, end = decoder.raw_decode(text, start)
        values.append(value)
        start = BETWEEN.match(text, end).end()  # type: ignore[union-attr]  # it matches nothing, too
    return values


def _is_cut(script: str, error: Exception) -> bool:
    """Tell whether reading failed where the script ends: the page was cut in the middle of it."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or error.pos >= len(error.doc.rstrip()) - 1 or not script.strip()


def _things(document: object) -> Iterator[Item]:
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _is_a(thing: Item, kind: str) -> bool:
    named = thing.get("@type")
    names = named if isinstance(named, list) else [named]
    return any(isinstance(name, str) and re.split(r"[/#:]", name)[-1] == kind for name in names)


@define
class Resolver:
    """Puts things in the place of their mere `@id`, as long as `left` lasts: they may name each other without end."""

    known: dict[str, Item]
    left: int = 50_000

    def resolved(self, value: object, deep: int = 0) -> object:
        """Return the value with what it names put in."""
        self.left -= 1
        if self.left < 0 or deep >= DEEPEST:
            return value
        if isinstance(value, list):
            return [self.resolved(entry, deep + 1) for entry in value[: MOST if deep < 2 else MOST // 10]]
        if not isinstance(value, dict):
            return value
        if set(value) <= {"@id", "@type"} and "@id" in value:
            value = self.known.get(str(value["@id"]), value)
        return {name: self.resolved(entry, deep + 1) for name, entry in value.items()}

"""Structured data in a web page: JSON-LD and microdata, as people really write them."""

import html
import json
import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen
from selectolax.lexbor import LexborHTMLParser, LexborNode

Item = dict[str, object]
"""A thing with its properties, as JSON gives it."""

DEEPEST: Final = 6
WRAPPERS: Final = re.compile(r"\A(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[|-->|\]\]>)+|(?:\s|//|/\*|\*/|-->|\]\]>|;)+\Z")
STRAY_COMMA: Final = re.compile(r'("(?:[^"\\]++|\\.)*+")|,(?=\s*+[\]}])', re.DOTALL)


@frozen
class Found:
    """Things of one type in a page; `problem` is why a script that names the type could not be read."""

    items: tuple[Item, ...]
    problem: str = ""
    cut: bool = False


def find(page: str, kind: str) -> Found:
    """Find the things of a schema.org type (`JobPosting`): in JSON-LD, else in microdata."""
    tree = LexborHTMLParser(page)
    scripts = [node.text() for node in tree.css("script") if "ld+json" in (node.attributes.get("type") or "").lower()]
    documents, problem, cut = [], "", False
    for script in scripts:
        try:
            documents.append(_loads(script))
        except (ValueError, RecursionError) as error:
            if kind in script:
                problem, cut = str(error) or "nested too deeply", _is_cut(script, error)
    things = [thing for document in documents for thing in _things(document)]
    known = {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 1}
    items = [_resolved(thing, known) for thing in things if _is_a(thing, kind)]
    if not items and not problem:
        items = [_microdata(node) for node in tree.css(f'[itemtype$="schema.org/{kind}"]')]
    return Found(tuple(item for item in items if isinstance(item, dict)), problem, cut)


def _loads(script: str) -> list[object]:
    """Read one script: wrapped in comments or CDATA, escaped, with stray commas, or several values one after another."""
    text = WRAPPERS.sub("", WRAPPERS.sub("", script))
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
        start = end + len(text[end:]) - len(text[end:].lstrip(" \t\r\n,;"))
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


def _resolved(value: object, known: dict[str, Item], deep: int = 0) -> object:
    """Put in the place of a mere `@id` the thing it names."""
    if isinstance(value, list):
        return [_resolved(entry, known, deep + 1) for entry in value] if deep < DEEPEST else value
    if not isinstance(value, dict) or deep >= DEEPEST:
        return value
    if set(value) <= {"@id", "@type"} and "@id" in value:
        value = known.get(str(value["@id"]), value)
    return {name: _resolved(entry, known, deep + 1) for name, entry in value.items()}


def _microdata(scope: LexborNode) -> Item:
    """Read an element with `itemscope`; a property that is given more than once becomes a list."""
    found: dict[str, list[object]] = {}
    waiting = [(child, 0) for child in scope.iter()]
    while waiting:
        node, deep = waiting.pop(0)
        inner = "itemscope" in node.attributes
        name = node.attributes.get("itemprop")
        if name:
            found.setdefault(name, []).append(_microdata(node) if inner else _value(name, node))
        if not inner and deep < 100:
            waiting.extend((child, deep + 1) for child in node.iter())
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _value(name: str, node: LexborNode) -> str:
    attributes = node.attributes
    for attribute in ("content", "datetime", "href"):
        if attributes.get(attribute):
            return str(attributes[attribute])
    return (node.html or "") if name == "description" else node.text().strip()

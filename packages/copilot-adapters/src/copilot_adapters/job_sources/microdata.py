"""Microdata in a web page, read in one pass: a parser's tree of a hostile page may take minutes to build."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from attrs import define, field

Item = dict[str, object]

TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]{0,30})"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"<>]*+\"|'[^'<>]*+')*+)>"
)
"""A tag; nothing in it reaches over the next `<`, so that no page makes it slow."""

ATTRIBUTE: Final = re.compile(
    r"(?P<name>[a-zA-Z-]{1,30})(?:\s{0,20}=\s{0,20}(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"']+)))?"
)
VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
DEEPEST: Final = 300
LONGEST: Final = 400_000
"""Letters of a description that are read; elements within elements share them."""


@define
class Element:
    """An element that is still open: the item its properties belong to, and what its text is to become."""

    name: str
    start: int
    scope: Item | None
    into: Item | None
    prop: str


@define
class Reader:
    """Walks over the tags of a page and gathers the items of one type."""

    page: str
    kind: str
    found: list[Item] = field(factory=list)
    open: list[Element] = field(factory=list)
    names: Counter[str] = field(factory=Counter)

    def read(self) -> list[Item]:
        """Return the items."""
        for tag in TAG.finditer(self.page):
            name = tag["name"].lower()
            if tag["close"]:
                self._close(name, tag.start())
            else:
                self._open(name, _attributes(tag["attributes"]), tag)
        while self.open:
            self._finish(self.open.pop(), len(self.page))
        return self.found

    def _open(self, name: str, attributes: dict[str, str], tag: re.Match[str]) -> None:
        scope = self.open[-1].scope if self.open else None
        prop = attributes.get("itemprop", "") if scope is not None else ""
        told = next(filter(None, (attributes.get(key) for key in ("content", "datetime", "href"))), "")
        item: Item | None = {} if "itemscope" in attributes else None
        if item is not None and attributes.get("itemtype", "").rstrip("/").endswith(f"schema.org/{self.kind}"):
            self.found.append(item)
        at_once = item is not None or told or name in VOID
        if scope is not None and prop and at_once:
            _add(scope, prop, told if item is None else item)
        if name not in VOID and len(self.open) < DEEPEST:
            self.names[name] += 1
            into = None if at_once else scope
            self.open.append(Element(name, tag.end(), scope if item is None else item, into, prop))

    def _close(self, name: str, end: int) -> None:
        """Close the nearest element of that name, and what was left open in it."""
        if not self.names[name]:
            return
        while self.open:
            element = self.open.pop()
            self._finish(element, end)
            if element.name == name:
                return

    def _finish(self, element: Element, end: int) -> None:
        self.names[element.name] -= 1
        if element.into is not None and element.prop:
            inner = self.page[element.start : min(end, element.start + LONGEST)].strip()
            _add(element.into, element.prop, inner if element.prop == "description" else _plain(inner))


def microdata(page: str, kind: str) -> Iterator[Item]:
    """Yield the items of a schema.org type; a property that is given more than once is a list."""
    if f"schema.org/{kind}" not in page:
        return
    yield from Reader(page, kind).read()


def _attributes(text: str) -> dict[str, str]:
    if "item" not in text.lower():
        return {}
    return {
        found["name"].lower(): html.unescape(found["double"] or found["single"] or found["bare"] or "")
        for found in ATTRIBUTE.finditer(text)
    }


def _add(item: Item, prop: str, value: object) -> None:
    earlier = item.get(prop)
    if earlier is None:
        item[prop] = value
    elif isinstance(earlier, list):
        earlier.append(value)
    else:
        item[prop] = [earlier, value]


def _plain(inner: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^<>]*>", " ", inner[:20_000]).split()))

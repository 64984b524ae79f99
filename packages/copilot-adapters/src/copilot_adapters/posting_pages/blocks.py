"""What a reader of a page sees, block by block."""

import re
from collections import Counter
from html import unescape

from attrs import define, field

UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "select", "svg", "iframe", "object", "textarea"})
REPEATED = frozenset({"li", "table", "nav", "footer", "aside", "blockquote"})
"""Where pages show what is not about the posting itself: other postings, links, quotations."""

INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "u", "small", "mark", "font", "abbr", "time"})
VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"})
HIDING = frozenset({"hidden", "hide", "d-none", "invisible", "is-hidden", "sr-only", "visually-hidden", "display-none"})
MOST = 1_000_000
"""Letters of a page that are looked at."""

MOST_SEEN = 200_000
"""Letters that are read of it, without scripts and comments."""

_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]{0,40})(?P<attributes>[^<>]{0,4000})>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,40})(?:\s{0,5}=\s{0,5}(\"[^\"]*\"|'[^']*'|[^\s\"']+))?")
LEFT_OUT = {"<script": "</script[^<>]{0,100}>?", "<style": "</style[^<>]{0,100}>?", "<!--": "-->"}
_BEGINNING = re.compile("|".join(LEFT_OUT), re.IGNORECASE)
_ENDS = {begins: re.compile(ends, re.IGNORECASE) for begins, ends in LEFT_OUT.items()}


@define
class _Reader:
    """Collects the texts of blocks; `depths` are the open elements, and whether what is in them is left out."""

    blocks: list[str] = field(factory=list)
    words: list[str] = field(factory=list)
    depths: list[tuple[str, bool]] = field(factory=list)
    open_tags: Counter[str] = field(factory=Counter)

    @property
    def leaves_out(self) -> bool:
        return bool(self.depths) and self.depths[-1][1]

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in INLINE:
            self.end_block()
        if tag not in VOID:
            left_out = self.leaves_out or tag in UNSEEN or tag in REPEATED or _is_hidden(tag, attributes)
            self.depths.append((tag, left_out))
            self.open_tags[tag] += 1

    def closed(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_block()
        name = "" if self.open_tags[tag] else tag
        while name != tag:
            name, _ = self.depths.pop()
            self.open_tags[name] -= 1

    def said(self, text: str) -> None:
        if not self.leaves_out:
            self.words.append(unescape(text))

    def end_block(self) -> None:
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text:
            self.blocks.append(text)


def visible_blocks(page: str) -> list[str]:
    """Return the texts of a page's blocks, without what is hidden, repeated or not for readers."""
    reader, told, start = _Reader(), _told(page[:MOST])[:MOST_SEEN], 0
    for mark in _TAG.finditer(told):
        reader.said(told[start : mark.start()])
        start = mark.end()
        name = mark["name"].lower()
        if mark["closes"]:
            reader.closed(name)
        else:
            found = _ATTRIBUTE.findall(mark["attributes"])
            reader.opened(name, {key.lower(): value.strip("\"'") for key, value in found})
    reader.said(told[start:])
    reader.end_block()
    return reader.blocks


def _told(page: str) -> str:
    """Return a page without its scripts, styles and comments; one that does not end takes the rest with it."""
    parts: list[str] = []
    start = 0
    while begins := _BEGINNING.search(page, start):
        parts.append(page[start : begins.start()])
        ends = _ENDS[begins[0].lower()].search(page, begins.end())
        if ends is None:
            return "".join(parts)
        start = ends.end()
    return "".join([*parts, page[start:]])


def _is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or "display:none" in style
        or "visibility:hidden" in style
        or (tag in {"dialog", "details"} and "open" not in attributes)
        or not HIDING.isdisjoint(attributes.get("class", "").lower().split())
    )

"""What a reader of a page sees, block by block."""

from html.parser import HTMLParser

from attrs import define, field

UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "select", "svg", "iframe", "object", "textarea"})
REPEATED = frozenset({"li", "table", "nav", "footer", "aside", "blockquote"})
"""Where pages show what is not about the posting itself: other postings, links, quotations."""

INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "u", "small", "mark", "font", "abbr", "time"})
VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"})
HIDING = frozenset({"hidden", "hide", "d-none", "invisible", "is-hidden", "sr-only", "visually-hidden", "display-none"})
MOST = 1_000_000
"""Letters of a page that are read."""


@define
class _Reader:
    """Collects the texts of blocks; `depths` are the open elements, and whether what is in them is left out."""

    blocks: list[str] = field(factory=list)
    words: list[str] = field(factory=list)
    depths: list[tuple[str, bool]] = field(factory=list)

    @property
    def leaves_out(self) -> bool:
        return bool(self.depths) and self.depths[-1][1]

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in INLINE:
            self.end_block()
        if tag not in VOID:
            left_out = self.leaves_out or tag in UNSEEN or tag in REPEATED or _is_hidden(tag, attributes)
            self.depths.append((tag, left_out))

    def closed(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_block()
        open_tags = [name for name, _ in self.depths]
        if tag in open_tags:
            last = len(open_tags) - 1 - open_tags[::-1].index(tag)
            del self.depths[last:]

    def end_block(self) -> None:
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text:
            self.blocks.append(text)


class _Parser(HTMLParser):
    def __init__(self, reader: _Reader) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.opened(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's
        if tag not in INLINE:
            self.reader.end_block()

    def handle_endtag(self, tag: str) -> None:
        self.reader.closed(tag)

    def handle_data(self, data: str) -> None:
        if not self.reader.leaves_out:
            self.reader.words.append(data)


def visible_blocks(page: str) -> list[str]:
    """Return the texts of a page's blocks, without what is hidden, repeated or not for readers."""
    reader = _Reader()
    parser = _Parser(reader)
    parser.feed(page[:MOST])
    parser.close()
    reader.end_block()
    return reader.blocks


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

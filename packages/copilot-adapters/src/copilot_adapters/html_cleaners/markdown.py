"""HTML into Markdown that is safe in any renderer, because nothing but text and checked links is ever written."""

import html

from attrs import frozen

from copilot_adapters.html_cleaners.escaping import escaped_plain
from copilot_adapters.html_cleaners.tokens import (
    ANY_TAG,
    ESCAPED_MARKUP,
    KNOWN,
    TOKEN,
    VOID,
    is_hidden,
    link_target,
)
from copilot_adapters.html_cleaners.writer import Writer
from copilot_core.rules.gate import UNSEEN


@frozen
class Markdown:
    """The port `HtmlCleaner`. Time grows with the length of the text and with nothing else."""

    def to_markdown(self, html: str) -> str:
        source = UNSEEN.sub(
            "", html.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        )
        if not ANY_TAG.search(source):
            source = _resolved(source)
        return _from_html(source) if ANY_TAG.search(source) else escaped_plain(UNSEEN.sub("", source)).strip("\n")


def _resolved(text: str) -> str:
    """Resolve entities of a text without tags; of markup that was escaped as a whole, twice."""
    return html.unescape(text) if "&" in text or ESCAPED_MARKUP.search(text) else text


def _from_html(source: str) -> str:
    writer = Writer()
    hidden, depth = "", 0
    for token in TOKEN.finditer(source):
        name = (token["name"] or "").lower()
        if hidden:
            depth += (name == hidden) * (-1 if token["end"] else 1)
            hidden = hidden if depth > 0 else ""
        elif text := token["text"]:
            writer.text(UNSEEN.sub("", html.unescape(text)) if "&" in text else text)
        elif not name:
            continue
        elif name not in KNOWN:
            writer.text("" if ":" in name or "-" in name else token[0])
        elif token["end"]:
            writer.end(name)
        elif name not in VOID and is_hidden(token["attributes"]):
            hidden, depth = name, 1
        else:
            writer.start(name, link_target(token["attributes"]) if name == "a" else "")
    return writer.markdown()

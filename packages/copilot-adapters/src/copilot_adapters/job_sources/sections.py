"""One description out of several parts, as boards keep them apart."""

import html
import re
from collections.abc import Iterable
from typing import Final

TAG: Final = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>]{0,2000})?/?>")
"""Enough of HTML to tell it from plain text."""


def is_html(text: str) -> bool:
    """Tell whether a text holds tags."""
    return TAG.search(text) is not None


def as_html(text: str) -> str:
    """Return HTML as it is, and plain text escaped with its paragraphs and lines."""
    if is_html(text):
        return text
    blocks = re.split(r"\n[ \t\r]*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{html.escape(block, quote=False).replace(chr(10), '<br>')}</p>" for block in blocks if block)


def section(heading: str, body: str | Iterable[str]) -> str:
    """Return a part under its heading, empty when there is no body; several bodies become a list."""
    if isinstance(body, str):
        inner = as_html(body) if body.strip() else ""
    else:
        inner = "".join(f"<li>{as_html(entry)}</li>" for entry in body if entry.strip())
        inner = f"<ul>{inner}</ul>" if inner else ""
    if not inner:
        return ""
    return f"<h3>{html.escape(heading, quote=False)}</h3>\n{inner}" if heading else inner


def document(*parts: str) -> str:
    """Join the parts that say something."""
    return "\n".join(part for part in parts if part.strip())

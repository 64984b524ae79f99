"""Text as Markdown that says just this text, in any renderer."""

import re
from typing import Final

SPECIAL: Final = re.compile(r"[\\`*_\[\]<&]")
"""A plain set of characters, which is found fast; what stands around them decides."""

ENTITY: Final = re.compile(r"&#?\w{1,31};")
BULLET: Final = re.compile(r"^[ \t]{0,20}[*](?=[ \t])", re.MULTILINE)

BEGINNING: Final = re.compile(r"#{1,6}(?=\s|$)|>|=+\s*$|-{2,}|~{3,}|:?-+:?\s*\|")
"""What would make something else of a line than a text."""

FENCE: Final = "~~~"
"""Would make code of all that follows, in lists and quotes as well."""

IN_ADDRESS: Final = {ord(char): f"%{ord(char):02X}" for char in " <>()[]{}|\\^`\"'*"}


def escaped(text: str) -> str:
    """Escape a piece of inline text."""
    return SPECIAL.sub(_escape, text)


def escaped_plain(text: str) -> str:
    """Escape a whole plain text, its lines kept; a star that begins a line is a bullet and becomes a dash."""
    return escaped(BULLET.sub(lambda found: found[0][:-1] + "-", text)).replace(FENCE, "\\" + FENCE)


def escaped_line(line: str) -> str:
    """Escape what would begin a heading, a quote, a rule, a fence or a table."""
    return "\\" + line if BEGINNING.match(line) else line


def escaped_address(address: str) -> str:
    """Write an address so that it ends where it ends."""
    return ENTITY.sub(_escape, address.translate(IN_ADDRESS))


def _escape(found: re.Match[str]) -> str:
    char, text, at = found[0][0], found.string, found.start()
    match char:
        case "<":
            return "&lt;"
        case "&":
            return "&amp;" + found[0][1:] if ENTITY.match(text, at) else char
        case "_" if text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum():
            return char
        case "\\" if text[at + 1 : at + 2].isalnum() or text[at + 1 : at + 2] == " ":
            return char
        case _:
            return "\\" + char

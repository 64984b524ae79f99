"""Text as Markdown that says just this text, in any renderer."""

import re
from typing import Final

SPECIAL: Final = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[`*\[\]<]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w{1,31};)", re.MULTILINE
)
SPECIAL_IN_PLAIN: Final = re.compile(rf"(?m:^[ \t]{{0,20}}\*[ \t])|{SPECIAL.pattern}", re.MULTILINE)
"""A star that begins a line is a bullet."""

BEGINNING: Final = re.compile(r"#{1,6}(?=\s|$)|>|=+\s*$|-{2,}|~{3,}|:?-+:?\s*\|")
"""What would make something else of a line than a text."""

CONTROL: Final = {code: None for code in (*range(9), *range(11, 13), *range(14, 32), *range(127, 160))}
IN_ADDRESS: Final = {ord(char): f"%{ord(char):02X}" for char in " <>()[]{}|\\^`\"'*"}


def escaped(text: str) -> str:
    """Escape a piece of inline text."""
    return SPECIAL.sub(_escape, text)


def escaped_plain(text: str) -> str:
    """Escape a whole plain text, its lines and bullets kept."""
    return SPECIAL_IN_PLAIN.sub(_escape, text)


def escaped_line(line: str) -> str:
    """Escape what would begin a heading, a quote, a rule, a fence or a table."""
    return "\\" + line if BEGINNING.match(line) else line


def escaped_address(address: str) -> str:
    """Write an address so that it ends where it ends."""
    return re.sub(r"&(?=#?\w{1,31};)", "&amp;", address.translate(IN_ADDRESS))


def _escape(found: re.Match[str]) -> str:
    match found[0]:
        case "<":
            return "&lt;"
        case "&":
            return "&amp;"
        case one if len(one) == 1:
            return "\\" + one
        case bullet:
            return bullet

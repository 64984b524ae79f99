"""What commands print: one JSON document, or tables for people."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from copilot_adapters.cli.harmless import harmless, harmless_json

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 160
"""Columns of what is written to a pipe or a file."""


def emit(document: object, *, as_json: bool, show: "Callable[[Console], None]") -> None:
    """Print the document as JSON on stdout, or show it to a person."""
    if as_json:
        import msgspec

        body = msgspec.json.format(msgspec.json.encode(document, order="deterministic"), indent=2)
        sys.stdout.write(harmless_json(body.decode()) + "\n")
    else:
        show(console())


def console(*, stderr: bool = False) -> "Console":
    """Return a console; colours and width follow the terminal."""
    from copilot_adapters.cli.text_console import TextConsole

    made = TextConsole(stderr=stderr)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = PIPED_WIDTH
    return made


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Any:  # noqa: ANN401 - rich's
    """Make a table; cells are data, never markup, and ids stay whole to be copied."""
    from rich.table import Table
    from rich.text import Text

    made = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold", no_wrap=column == "id")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(harmless(str(cell))) for cell in row))
    return made

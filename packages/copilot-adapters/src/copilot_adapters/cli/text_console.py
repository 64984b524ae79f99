"""A console on which everything printed is data."""

from typing import Any

from rich.console import Console
from rich.text import Text

from copilot_adapters.cli.harmless import harmless


class TextConsole(Console):
    """Takes no markup and no emoji codes, and lets nothing through that steers the terminal."""

    def __init__(self, *, stderr: bool) -> None:
        """Write to standard output, or to standard error."""
        super().__init__(stderr=stderr, highlight=False, markup=False, emoji=False)

    def render_str(self, text: str, **options: Any) -> Text:  # noqa: ANN401 - rich's own
        """Turn a text into what is printed."""
        return super().render_str(harmless(text), **options)

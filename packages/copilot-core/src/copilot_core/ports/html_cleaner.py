"""Making adverts safe to show."""

from typing import Protocol


class HtmlCleaner(Protocol):
    """Turns a stranger's HTML into Markdown that is safe to render.

    No script, style, form, frame, event handler or `javascript:`/`data:` link survives; lists, headings, emphasis
    and http(s)/mailto links do. Text that is no HTML passes unchanged but for escaping. Never raises on any input.
    """

    def to_markdown(self, html: str) -> str:
        """Return Markdown."""
        ...

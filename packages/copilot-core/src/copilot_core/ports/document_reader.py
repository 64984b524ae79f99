"""Reading files."""

from typing import Protocol

from copilot_core.entities.document import Document


class DocumentReader(Protocol):
    """Reads one family of formats (`suffixes`, lower case with the dot).

    Dangerous files are read apart from this process, within limits of time and memory. Raises `Rejected` with
    `document_not_a`, `document_encrypted`, `document_empty`, `document_no_text`, `document_too_large`,
    `document_too_long`, naming the file and the remedy.
    """

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes of the files it reads."""
        ...

    async def read(self, data: bytes, name: str) -> Document:
        """Return the lines of `data`; `name` is for messages."""
        ...

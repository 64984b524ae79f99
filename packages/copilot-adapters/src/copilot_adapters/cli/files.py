"""Files that commands write."""

import sys
from pathlib import Path

import typer


def write_out(content: bytes, into: Path | None) -> None:
    """Write a file that is not there yet, or to standard output."""
    if into is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        with into.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise typer.BadParameter(f"{into} cannot be written: {error.strerror or error}") from error

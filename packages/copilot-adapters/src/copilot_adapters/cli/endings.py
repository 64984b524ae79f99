"""How a command ends: 0 done, 1 failed, 2 misused, 130 interrupted."""

import os
import sys

import typer

from copilot_adapters.cli.harmless import harmless
from copilot_core.errors import CopilotError

INTERRUPTED = 130

MISUSE = frozenset(
    {
        "plugin_unknown",
        "setting_wrong",
        "setting_file_wrong",
        "setting_file_not_yours",
        "plugin_setting_unknown",
        "wish_unreadable",
        "cursor_wrong",
        "note_empty",
        "note_long",
        "reason_unfitting",
        "reminder_when",
        "task_kind_unknown",
        "task_value_wrong",
        "search_nameless",
        "search_exists",
        "timetable_unreadable",
        "timetable_pace",
        "zone_unknown",
        "address_not_local",
        "address_taken",
        "email_wrong",
        "password_weak",
        "token_nameless",
        "token_useless",
        "token_days_wrong",
        "token_needless",
    }
)
"""Errors that another way of calling would mend."""


def ended(app: typer.Typer) -> int:
    """Run the app, tell on stderr what went wrong, and return the exit code."""
    if not all(map(_is_text, sys.argv)):
        print("copilot: an argument is not in UTF-8: rename the file, or type it anew", file=sys.stderr)  # noqa: T201 - this is the command line
        return 2
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except CopilotError as error:
        print(f"copilot: {harmless(str(error))}", file=sys.stderr)  # noqa: T201 - this is the command line
        return 2 if error.code in MISUSE else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _is_text(argument: str) -> bool:
    """Tell whether every byte of an argument could be read; others could be neither kept nor printed."""
    return not any("\ud800" <= char <= "\udfff" for char in argument)

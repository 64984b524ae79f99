"""How a command ends: 0 done, 1 failed, 2 misused, 130 interrupted."""

import sys

import click
import typer

from copilot_core.errors import CopilotError

MISUSE = frozenset(
    {
        "plugin_unknown",
        "setting_wrong",
        "setting_file_wrong",
        "plugin_setting_unknown",
        "wish_unreadable",
        "cursor_wrong",
    }
)
"""Errors that another way of calling would mend."""


def ended(app: typer.Typer) -> int:
    """Run the app, tell on stderr what went wrong, and return the exit code."""
    try:
        code = app(standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CopilotError as error:
        print(f"copilot: {error}", file=sys.stderr)  # noqa: T201 - this is the command line
        return 2 if error.code in MISUSE else 1
    except (KeyboardInterrupt, click.Abort):
        print("copilot: stopped; what was stored is kept", file=sys.stderr)  # noqa: T201 - as above
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code if isinstance(code, int) else 0

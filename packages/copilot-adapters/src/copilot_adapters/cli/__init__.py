"""`copilot …`: the command line."""

import os
import sys

OWNER_ONLY = 0o077
"""What others may not do with any file a command makes: resumes and wishes are in them."""


def main() -> None:
    """Run the command line."""
    from copilot_adapters.cli.app import build_app
    from copilot_adapters.cli.endings import ended

    os.umask(OWNER_ONLY)
    sys.exit(ended(build_app()))

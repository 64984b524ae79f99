"""`copilot …`: the command line."""

import sys


def main() -> None:
    """Run the command line."""
    from copilot_adapters.cli.app import build_app
    from copilot_adapters.cli.endings import ended

    sys.exit(ended(build_app()))

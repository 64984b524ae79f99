"""`copilot …`: the command line."""

import sys


def main() -> None:
    """Run the command line."""
    from copilot_adapters.cli.app import build_app  # noqa: PLC0415 - `import copilot_adapters.cli` stays light
    from copilot_adapters.cli.endings import ended  # noqa: PLC0415 - as above

    sys.exit(ended(build_app()))

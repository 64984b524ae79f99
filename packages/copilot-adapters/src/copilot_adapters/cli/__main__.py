"""`python -m copilot_adapters.cli`."""

from copilot_adapters.cli import main

main()

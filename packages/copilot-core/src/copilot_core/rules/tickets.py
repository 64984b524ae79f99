"""How long a ticket holds."""

from datetime import timedelta

HOLDS = timedelta(seconds=30)

"""What a personal token may be."""

from collections.abc import Collection

from copilot_core.entities.account import Scope
from copilot_core.errors import Rejected
from copilot_core.rules.accounts import account_name

PREFIX = "copilot_"
"""Begins every secret, so that those who search for leaked ones find it."""

MOST = 50
"""Tokens of one person."""

LONGEST_NAME = 60
LONGEST = 3650
"""Days."""


def token_name(said: str) -> str:
    """Return the name to keep; raise `Rejected("token_nameless")`."""
    named = account_name(said[: LONGEST_NAME + 1])
    if not 1 <= len(named) <= LONGEST_NAME:
        raise Rejected("token_nameless", most=LONGEST_NAME)
    return named


def token_scopes(said: Collection[Scope]) -> frozenset[Scope]:
    """Return them, and reading, without which none is of use; raise `Rejected("token_useless")` for none."""
    if not said:
        raise Rejected("token_useless", known=", ".join(Scope))
    return frozenset({Scope.READ, *said})


def token_days(said: int | None) -> int | None:
    """Return how long it lasts; raise `Rejected("token_days_wrong")`."""
    if said is not None and not 1 <= said <= LONGEST:
        raise Rejected("token_days_wrong", days=said, most=LONGEST)
    return said

"""How long to wait before trying again."""

import hashlib

FIRST = 2.0
LONGEST = 900.0
"""Seconds."""


def wait_before(attempt: int, name: str, retry_after: float | None = None) -> float:
    """Return seconds: doubling from `FIRST` to `LONGEST`, spread over ±25 % by name, never sooner than asked for.

    The spread is drawn from the name and the attempt, so that the same input gives the same wait, and many that
    failed together don't come back together (exponential backoff with jitter).
    """
    grown: float = min(FIRST * 2.0 ** max(attempt - 1, 0), LONGEST)
    digest = hashlib.blake2b(f"{name}:{attempt}".encode(), digest_size=4).digest()
    spread = 0.75 + 0.5 * int.from_bytes(digest, "big") / 2**32
    return max(grown * spread, retry_after or 0.0)

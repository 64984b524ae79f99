"""What keeps a lease alive."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from copilot_core.entities.task import Claim
from copilot_core.ports.leases import Standing


class Heart(Protocol):
    """Renews leases from outside the event loop, so that work which blocks it keeps its claim."""

    def beat(self, claim: Claim, tell: Callable[[Standing], None]) -> AbstractContextManager[None]:
        """Renew while open; `tell` hears, in the caller's event loop, when the claim was lost or is to be cancelled."""
        ...

"""Reminders that have come."""

from copilot_adapters.container import Container
from copilot_core.entities.payload import Payload
from copilot_core.ports.deeds import Work


async def remind(container: Container, _work: Work) -> Payload:
    """Remind people; what was told in an attempt before is not told again."""
    told: Payload = await container.tell_reminders()()
    return told

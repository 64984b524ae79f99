"""Forgetting what nobody needs any more."""

from copilot_adapters.container import Container
from copilot_core.entities.payload import Payload
from copilot_core.ports.deeds import Work


async def clean_up(container: Container, _work: Work) -> Payload:
    """Forget tasks, events and runs of long ago, what is left over, and what of people who are gone."""
    gone = {"tasks": await container.purge_tasks()(), "events": await container.forget_events()()}
    return {**gone, **await container.forget_leftovers()(), "strangers": await container.erase_strangers()()}

"""Holding new jobs against people."""

from copilot_adapters.container import Container
from copilot_core.entities.payload import Payload
from copilot_core.ports.deeds import Work


async def match_new_jobs(container: Container, work: Work) -> Payload:
    """Tell people of new jobs that fit them; who was told in an attempt before is not told again."""
    told: Payload = await container.tell_new_matches()(progress=work.progress)
    return told

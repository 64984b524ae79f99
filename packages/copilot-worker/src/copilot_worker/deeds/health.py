"""Looking after the sources."""

from copilot_adapters.container import Container
from copilot_core.entities.payload import Payload
from copilot_core.ports.deeds import Work


async def review_sources(container: Container, _work: Work) -> Payload:
    """Hold the sources against their history; what was told in an attempt before is not told again."""
    told: Payload = await container.review_sources()()
    return told

"""Look which postings have closed."""

from attrs import asdict

from copilot_adapters.container import Container
from copilot_core.entities.payload import Payload
from copilot_core.ports.deeds import Work


async def check_closing(container: Container, work: Work) -> Payload:
    """Do one round."""
    return asdict(await container.check_closings()(progress=work.progress))

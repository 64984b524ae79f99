"""Upkeep of what is stored: backups, and reading again."""

from copilot_adapters.container import Container
from copilot_core.entities.payload import Payload
from copilot_core.ports.deeds import Work


async def back_up(container: Container, work: Work) -> Payload:
    """Write a backup into the folder of backups, named by the task's time: begun again it is the same one."""
    return {"file": str(await container.keep_backups()(work.task.created_at))}


async def read_again(container: Container, work: Work) -> Payload:
    """Read stored postings again that other versions of the rules read; a task of `every` begins anew when it is started again."""
    return {"read": await container.read_again()(every=bool(work.task.payload.get("every")), progress=work.progress)}

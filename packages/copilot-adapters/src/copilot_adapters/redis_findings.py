"""What `doctor` finds of the Redis that carries tasks."""

from attrs import field, frozen

from copilot_adapters.diagnosis import Finding
from copilot_core.errors import CopilotError

REMEDY = "start it, or correct COPILOT_REDIS_URL; until it answers no task begins"


@frozen
class RedisFindings:
    """Asks the server how many messages wait; changes nothing."""

    url: str = field(repr=False)

    async def __call__(self) -> list[Finding]:
        """Return the finding; none where the database carries everything."""
        if not self.url:
            return []
        from copilot_adapters.task_queues.dramatiq import Dramatiq  # noqa: PLC0415 - an extra

        queue = Dramatiq(self.url)
        try:
            waiting = sum((await queue.depths()).values())
        except CopilotError as error:
            return [Finding(state="fail", what="redis", detail=str(error), remedy=REMEDY)]
        finally:
            await queue.close()
        return [Finding(state="ok", what="redis", detail=f"answers; {waiting} messages wait")]

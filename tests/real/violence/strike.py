"""The work that is struck: it takes its time, stumbles now and then, and leaves one effect."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from attrs import frozen

from copilot_adapters.clocks import SystemClock
from copilot_adapters.container import Container
from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Kind, Queue
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.deeds import Work

STRIKE = "strike"
EFFECT = "effect"
KIND = Kind(queue=Queue.MAINTAIN, most_attempts=6, time_limit=60)
PEOPLE = tuple(PersonId(f"person-{number}") for number in range(10))


def payload(seed: int, number: int) -> Payload:
    """Return what task `number` is to go through."""
    chance = Random(f"{seed}/{number}")
    stumbles = chance.choices([0, 1, 2], [85, 10, 5])[0]
    return {"seconds": chance.uniform(0, 1.2), "stumbles": stumbles, "refused": chance.random() < 0.02}


async def strike(_container: Container, work: Work) -> Payload:
    """Take some time, stumble, and leave an effect in the transaction that ends the task."""
    given = work.task.payload
    await asyncio.sleep(float(str(given["seconds"])))
    if given["refused"]:
        raise Rejected("setting_wrong", setting="strike", problem="it is meant to be refused")
    if len(work.task.story) < int(str(given["stumbles"])):
        raise Unavailable("board_unreachable", retry_after=0.1, board="strike", problem="it is meant to stumble")
    assert work.task.person is not None
    async with work.finishing({"struck": True}) as books:
        await books.events.add(work.task.person, EFFECT, {"task": work.task.id})
    return {}


@frozen
class JumpingClock:
    """Tells the time, plus the seconds that stand in a file."""

    file: Path

    def now(self) -> datetime:
        told = self.file.read_text() if self.file.exists() else ""
        return SystemClock().now() + timedelta(seconds=float(told or 0))

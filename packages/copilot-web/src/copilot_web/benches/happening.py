"""Things that happen for a bench, as a worker lets them happen, and who may hear of them."""

import asyncio
import secrets
import time

from copilot_adapters.container import Container
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.ticket import Ticket
from copilot_core.rules.fingerprints import fingerprint_of
from copilot_core.rules.tickets import HOLDS
from copilot_core.use_cases.accounts.adopt_local import LOCAL_SESSION
from copilot_core.use_cases.platform.wake_people import WakePeople
from copilot_web.benches.listening import OpenPages

EVENTS = 100
PAUSE = 0.03
"""Seconds between two events that are timed, in the mean: each comes alone."""

TEXT = "What happened, in as many words as the progress of a task has."


async def from_commits(container: Container, pages: OpenPages, person: PersonId = LOCAL_PERSON) -> list[float]:
    """Let things happen one by one, as a worker does; return the seconds until the first page has each."""
    spent = []
    for _ in range(EVENTS):
        await pause()
        number, committed = await commit(container, 1, person)
        spent.append((await pages.hear(number)).times[number].first - committed)
    return spent


async def commit(container: Container, count: int, person: PersonId = LOCAL_PERSON) -> tuple[int, float]:
    """Let so many things happen at once; return the last one's number, and when they were committed."""
    async with container.storage().transaction(serial=False) as books:
        await books.events.add_many(person, "bench", [{"text": TEXT}] * (count - 1))
        event = await books.events.add(person, "bench", {"text": TEXT})
    committed = time.monotonic()
    await WakePeople(container.event_bus())([person])
    return event.number, committed


async def tickets(container: Container, count: int) -> list[str]:
    """Return a ticket for a page of each of so many invented people."""
    given = {secrets.token_urlsafe(32): PersonId(f"person-{number}") for number in range(count)}
    until = container.clock().now() + HOLDS
    async with container.storage().transaction() as books:
        for secret, person in given.items():
            await books.tickets.add(fingerprint_of(secret), Ticket(person=person, session=LOCAL_SESSION), until)
    return list(given)


async def pause() -> None:
    """Wait a little, never as long as before."""
    await asyncio.sleep(PAUSE * (0.5 + secrets.randbelow(1000) / 1000))

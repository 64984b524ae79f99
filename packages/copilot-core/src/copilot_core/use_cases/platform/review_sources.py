"""Look whether the sources are what they were, and tell once of each alarm."""

from datetime import timedelta

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.payload import Payload
from copilot_core.entities.source_run import Alarm
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.rules.source_health import alarms_of
from copilot_core.use_cases.platform.wake_people import WakePeople

SOURCE_EVENT = "source"
HISTORY = timedelta(days=90)


@frozen
class ReviewSources:
    """Hold every source against its own history; who runs the installation hears when an alarm begins and when it ends.

    What was told is remembered in the transaction that tells: however often sources are reviewed, an alarm is told once.
    """

    storage: Storage
    clock: Clock
    bus: EventBus

    async def __call__(self) -> Payload:
        """Return how many alarms there are, how many are new and how many ended."""
        async with self.storage.transaction() as books:
            runs = await books.source_runs.since(self.clock.now() - HISTORY)
            held = {_key(alarm): alarm for source in runs for alarm in alarms_of(runs[source])}
            told = {_key(alarm): alarm for alarm in await books.source_runs.alarms()}
            begun = [held[key] for key in held.keys() - told.keys()]
            ended = [told[key] for key in told.keys() - held.keys()]
            for alarm in sorted(begun, key=_key):
                await books.events.add(LOCAL_PERSON, SOURCE_EVENT, _facts(alarm, "begun"))
            for alarm in sorted(ended, key=_key):
                await books.events.add(LOCAL_PERSON, SOURCE_EVENT, _facts(alarm, "ended"))
            if begun or ended:
                await books.source_runs.tell(tuple(held.values()))
        if begun or ended:
            await WakePeople(self.bus)([LOCAL_PERSON])
        return {"alarms": len(held), "begun": len(begun), "ended": len(ended)}


def _key(alarm: Alarm) -> tuple[str, str, str]:
    return alarm.source, alarm.kind, alarm.search


def _facts(alarm: Alarm, state: str) -> Payload:
    """Return what an event tells: the sentence's code and parameters among it, for every language."""
    told = {"source": alarm.source, "alarm": alarm.kind, "state": state, "code": alarm.sentence.code}
    return {**alarm.sentence.params, **told}

"""Work in the background without servers: a heart that stands still, a queue and a bus that keep what they carry."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from attrs import field, frozen

from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.task import Claim
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.deeds import Deed
from copilot_core.ports.leases import Handed, Standing


@frozen
class StillHeart:
    """Renews nothing; a test says what a beat would have found."""

    listening: dict[TaskId, Callable[[Standing], None]] = field(factory=dict)

    @contextmanager
    def beat(self, claim: Claim, tell: Callable[[Standing], None]) -> Iterator[None]:
        """Listen while open."""
        self.listening[claim.task] = tell
        try:
            yield
        finally:
            del self.listening[claim.task]

    def say(self, task: TaskId, standing: Standing) -> None:
        """Tell the one who works on a task how it stands."""
        self.listening[task](standing)


@frozen
class CannedDeeds:
    """Deeds by name."""

    known: Mapping[str, Deed]

    def deed(self, name: str) -> Deed:
        """Return what does it."""
        if name not in self.known:
            raise Rejected("task_kind_unknown", name=name, known=", ".join(sorted(self.known)))
        return self.known[name]


@frozen
class KeptQueue:
    """Carries nothing further; `sent` is in order. One that is `down` refuses."""

    sent: list[Handed] = field(factory=list)
    down: bool = False

    async def send(self, tasks: Collection[Handed]) -> None:
        """Keep them."""
        if self.down:
            raise Unavailable("queue_unavailable", problem="it was told to be down")
        self.sent.extend(tasks)


@frozen
class KeptBus:
    """Wakes nobody; `woken` is in order. One that is `down` refuses."""

    woken: list[PersonId] = field(factory=list)
    down: bool = False

    async def wake(self, people: Collection[PersonId]) -> None:
        """Keep them."""
        if self.down:
            raise Unavailable("bus_unavailable", problem="it was told to be down")
        self.woken.extend(sorted(people))

"""What the worker can do, by the name of the task."""

from collections.abc import Awaitable, Callable, Mapping

from attrs import frozen

from copilot_adapters.container import Container
from copilot_core.entities.payload import Payload
from copilot_core.errors import Rejected
from copilot_core.ports.deeds import Deed, Work
from copilot_core.rules.task_kinds import NO_OP
from copilot_worker.deeds import cleaning, closing, collecting, health, matching, meaning, reminding, searching, upkeep

Doing = Callable[[Container, Work], Awaitable[Payload]]


async def no_op(_container: Container, _work: Work) -> Payload:
    """Do nothing: shows that workers work, and measures them."""
    return {}


DEEDS: Mapping[str, Doing] = {
    NO_OP: no_op,
    "back_up": upkeep.back_up,
    "check_closing": closing.check_closing,
    "clean_up": cleaning.clean_up,
    "collect": collecting.collect,
    "match_new_jobs": matching.match_new_jobs,
    "read_again": upkeep.read_again,
    "read_for_meaning": meaning.read_for_meaning,
    "rebuild_index": meaning.rebuild_index,
    "remind": reminding.remind,
    "review_sources": health.review_sources,
    "run_search": searching.run_search,
}


@frozen
class ContainerDeeds:
    """Adapter of `copilot_core.ports.deeds.Deeds`: each deed is given the container of the event loop it runs in."""

    container: Container
    known: Mapping[str, Doing] = DEEDS

    def deed(self, name: str) -> Deed:
        """Return what does it."""
        doing = self.known.get(name)
        if doing is None:
            raise Rejected("task_kind_unknown", name=name, known=", ".join(sorted(self.known)))
        return lambda work: doing(self.container, work)

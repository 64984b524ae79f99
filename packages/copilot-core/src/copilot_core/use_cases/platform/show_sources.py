"""Show how the sources do."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from attrs import evolve, frozen

from copilot_core.entities.identities import SourceName
from copilot_core.entities.source_run import SourceRun, SourceStanding
from copilot_core.errors import CopilotError
from copilot_core.ports.clock import Clock
from copilot_core.ports.job_sources import JobSources
from copilot_core.ports.sources import SourceState
from copilot_core.ports.storage import Storage
from copilot_core.rules.source_health import alarms_of

HISTORY = timedelta(days=90)


@frozen
class ShowSources:
    """Every source at hand, and those asked before: its last run, its terms, when it is due, and what is wrong."""

    storage: Storage
    sources: JobSources
    clock: Clock

    async def __call__(self) -> tuple[SourceStanding, ...]:
        """Return them by name; asks no board."""
        async with self.storage.reading() as books:
            states = {state.name: state for state in await books.sources.states()}
            runs = await books.source_runs.since(self.clock.now() - HISTORY)
        names = sorted({*self.sources.names(), *states, *runs})
        declared = await asyncio.gather(*(asyncio.to_thread(self._declared, name) for name in names))
        return tuple(_standing(one, states.get(one.name), runs.get(one.name, ())) for one in declared)

    def _declared(self, name: SourceName) -> SourceStanding:
        try:
            source = self.sources.source(name)
        except CopilotError as error:
            return SourceStanding(name=name, problem=error.sentence)
        return SourceStanding(name=name, attribution=source.attribution, min_interval=source.min_interval)


def _standing(declared: SourceStanding, state: SourceState | None, runs: Sequence[SourceRun]) -> SourceStanding:
    if state is None:
        return declared
    return evolve(
        declared,
        last_run=state.last_run,
        outcome=state.outcome,
        found=state.found,
        due_at=state.due_at,
        run=runs[-1] if runs else None,
        alarms=alarms_of(runs),
    )

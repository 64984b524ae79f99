"""Show one source, and how its runs went."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.identities import SourceName
from copilot_core.entities.source_run import SourceRun, SourceStanding
from copilot_core.errors import NotFound
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.show_sources import ShowSources

MOST = 200


@frozen(kw_only=True)
class SourceHistory:
    """How a source stands, and its runs, the newest first; `before` asks for those that went before these."""

    source: SourceStanding
    runs: tuple[SourceRun, ...]
    before: datetime | None = None


@frozen
class ShowSource:
    """How one source stands, its terms, and the runs that its health is told from."""

    storage: Storage
    show: ShowSources

    async def __call__(self, name: SourceName, *, limit: int = 50, before: datetime | None = None) -> SourceHistory:
        """Return it; raise `NotFound("source_unknown")`."""
        standings = {one.name: one for one in await self.show()}
        if name not in standings:
            raise NotFound("source_unknown", source=name[:100], known=", ".join(standings))
        most = max(1, min(limit, MOST))
        async with self.storage.reading() as books:
            runs = await books.source_runs.of(name, most + 1, before)
        page = runs[:most]
        return SourceHistory(source=standings[name], runs=page, before=page[-1].at if len(runs) > most else None)

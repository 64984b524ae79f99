"""Collections: boards asked in the background."""

from typing import Annotated, Any

import msgspec
from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from copilot_core.entities.identities import PersonId, SourceName
from copilot_core.entities.posting import Search
from copilot_core.entities.task import Task
from copilot_core.use_cases.jobs.ask_to_collect import AskToCollect
from copilot_web.answers import LOCATION, accepted
from copilot_web.limits import EXPENSIVE
from copilot_web.said import Line, Word

MOST = 10_000


class Collection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What boards are asked for; all that are ready when none is named."""

    text: Line = ""
    where: Word = ""
    remote: bool | None = None
    sources: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] = ()
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = 200

    @property
    def search(self) -> Search:
        """The question."""
        return Search(text=self.text, where=self.where, remote=self.remote, limit=self.limit)


@post("/", operation_id="collect", status_code=202, response_headers=LOCATION, opt=EXPENSIVE)
async def collect(
    data: JSONBody[Collection], ask_to_collect: NamedDependency[AskToCollect], person: NamedDependency[PersonId]
) -> Response[Task]:
    """Ask boards for jobs, in the background: the task tells how far it is, and what each board answered."""
    names = [SourceName(name) for name in data.sources]
    return accepted(await ask_to_collect(data.search, names, person=person))


COLLECTIONS: Any = Router("/collections", route_handlers=[collect], tags=["collections"])

"""Saved searches, in the background."""

from copilot_adapters.container import Container
from copilot_core.entities.identities import LOCAL_PERSON, SearchId, SourceName
from copilot_core.entities.payload import Payload
from copilot_core.errors import NotFound
from copilot_core.ports.deeds import Work


async def run_search(container: Container, work: Work) -> Payload:
    """Run a saved search; one that was removed meanwhile has nothing more to tell."""
    search = SearchId(str(work.task.payload["search"]))
    person = work.task.person or LOCAL_PERSON
    named = work.task.payload.get("boards", ())
    boards = tuple(map(SourceName, named)) if isinstance(named, tuple) else ()
    again = int(str(work.task.payload.get("again", 0)))
    try:
        run = await container.run_search()(search, person=person, boards=boards, again=again, finishing=work.finishing)
    except NotFound as gone:
        if gone.code != "search_unknown":
            raise
        return {"search": search, "removed": True}
    result: Payload = run.result
    return result

"""Count applications by stage."""

from attrs import frozen

from copilot_core.entities.application import Stage
from copilot_core.entities.application_batch import Board
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.ports.storage import Storage


@frozen
class CountApplications:
    """How many of a person's applications stand at each stage: the heads of a board's columns."""

    storage: Storage

    async def __call__(self, *, person: PersonId = LOCAL_PERSON) -> Board:
        """Return the counts, stages without any too."""
        async with self.storage.reading() as books:
            counted = await books.applications.counts(person)
        return Board(stages={stage: counted.get(stage, 0) for stage in Stage}, total=sum(counted.values()))

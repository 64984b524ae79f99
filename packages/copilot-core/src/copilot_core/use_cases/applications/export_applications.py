"""Write applications out as a table."""

from collections.abc import AsyncIterator

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.ports.applications import ApplicationQuery
from copilot_core.ports.storage import Storage
from copilot_core.rules.application_table import EXPORTED, exported

PAGE = 200


@frozen
class ExportApplications:
    """A person's applications as CSV, which no spreadsheet takes for formulas, and `ImportApplications` takes back."""

    storage: Storage

    async def __call__(self, *, person: PersonId = LOCAL_PERSON) -> AsyncIterator[str]:
        """Yield the file in parts, the last changed application first."""
        yield EXPORTED.head
        query = ApplicationQuery(limit=PAGE)
        while True:
            async with self.storage.reading() as books:
                found, following = await books.applications.list(person, query)
            yield EXPORTED.lines([exported(one) for one in found])
            if following is None:
                return
            query = evolve(query, cursor=following)

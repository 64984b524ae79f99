"""Say what one wants and may do."""

from collections.abc import Mapping

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.seeker import Seeker, Wishes
from copilot_core.ports.storage import Storage
from copilot_core.rules.place import Cities
from copilot_core.rules.wishes import NoCities, Said, changed, suggested


@frozen
class SetProfile:
    """Change a person's wishes; a first profile begins with what the newest resume suggests."""

    storage: Storage
    cities: Cities = NoCities()

    async def __call__(self, said: Mapping[str, Said], *, person: PersonId = LOCAL_PERSON) -> Seeker:
        """Change what was said (`want`, `where`, `remote`, `pay` …); what was not said stays. Raise `Rejected`."""
        async with self.storage.transaction() as books:
            seeker = await books.people.seeker(person)
            wishes, wanted = seeker.wishes, seeker.wishes.want
            if wishes == Wishes():
                newest = next(iter(await books.people.resumes(person)), None)
                wishes = suggested(newest.reading, self.cities) if newest else wishes
            seeker = evolve(seeker, wishes=changed(wishes, said, self.cities))
            await books.people.save_seeker(seeker)
            if seeker.wishes.want != wanted:
                await books.resume_vectors.forget(person)
        return seeker

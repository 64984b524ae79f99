"""Say what one wants and may do."""

from collections.abc import Mapping

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.seeker import Seeker, Wishes
from copilot_core.ports.storage import Books, Storage
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
            wanted = (await books.people.seeker(person)).wishes.want
            seeker = await begun(books, person, self.cities)
            seeker = evolve(seeker, wishes=changed(seeker.wishes, said, self.cities))
            await books.people.save_seeker(seeker)
            if seeker.wishes.want != wanted:
                await books.resume_vectors.forget(person)
        return seeker


async def begun(books: Books, person: PersonId, cities: Cities) -> Seeker:
    """Return a person's profile; one that is still empty begins with what the newest resume suggests."""
    seeker = await books.people.seeker(person)
    if seeker.wishes != Wishes():
        return seeker
    newest = next(iter(await books.people.resumes(person)), None)
    return evolve(seeker, wishes=suggested(newest.reading, cities)) if newest else seeker

"""Block a company, or let it be seen again."""

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.ports.storage import Storage
from copilot_core.rules.blocked_companies import blocking, unblocking
from copilot_core.rules.place import Cities
from copilot_core.use_cases.resumes.set_profile import begun


@frozen
class BlockCompany:
    """Leave the jobs of a company, or an agency, out of a person's lists; matches name it as a blocker."""

    storage: Storage
    cities: Cities

    async def __call__(self, company: str, *, blocked: bool = True, person: PersonId = LOCAL_PERSON) -> tuple[str, ...]:
        """Block it, or not any more; return all that are blocked then.

        Raise `Rejected`: `company_nameless`, `blocked_too_many`; `NotFound("company_not_blocked")`.
        """
        change = blocking if blocked else unblocking
        async with self.storage.transaction() as books:
            seeker = await begun(books, person, self.cities)
            wishes = change(seeker.wishes, company)
            await books.people.save_seeker(evolve(seeker, wishes=wishes))
        return wishes.blocked_companies

"""Take wishes from a resume."""

from attrs import asdict, evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.entities.seeker import Seeker, Wishes
from copilot_core.errors import NotFound
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.place import Cities
from copilot_core.rules.wishes import suggested


@frozen
class ImportProfile:
    """Take what a resume says of its writer into the profile: what was said already stays, unless it is replaced."""

    storage: Storage
    cities: Cities

    async def __call__(
        self,
        resume: ResumeId | None = None,
        *,
        replace: bool = False,
        keep: bool = True,
        person: PersonId = LOCAL_PERSON,
    ) -> Seeker:
        """Return the profile as it is then, or would be (not `keep`); the newest resume when none is named.

        Raise `NotFound`: `resume_unknown`, `resume_none`.
        """
        if not keep:
            async with self.storage.reading() as books:
                return await self._filled(books, resume, person, replace=replace)
        async with self.storage.transaction() as books:
            before = await books.people.seeker(person)
            seeker = await self._filled(books, resume, person, replace=replace)
            await books.people.save_seeker(seeker)
            if seeker.wishes.want != before.wishes.want:
                await books.resume_vectors.forget(person)
        return seeker

    async def _filled(self, books: Books, resume: ResumeId | None, person: PersonId, *, replace: bool) -> Seeker:
        seeker = await books.people.seeker(person)
        if resume is not None:
            kept = await books.people.resume(person, resume)
        else:
            newest = next(iter(await books.people.resumes(person)), None)
            if newest is None:
                raise NotFound("resume_none")
            kept = newest
        return evolve(seeker, wishes=_taken(seeker.wishes, suggested(kept.reading, self.cities), replace=replace))


def _taken(said: Wishes, read: Wishes, *, replace: bool) -> Wishes:
    now, told = asdict(said, recurse=False), asdict(read, recurse=False)
    changes = {name: value for name, value in told.items() if value and (replace or not now[name])}
    return evolve(said, **changes)

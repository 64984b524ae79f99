"""Match with a kept resume, or with a file."""

from collections.abc import Collection

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, ResumeId
from copilot_core.entities.match import Matches
from copilot_core.entities.resume import Reading
from copilot_core.errors import NotFound
from copilot_core.ports.storage import Storage
from copilot_core.rules.place import Cities
from copilot_core.rules.wishes import NoCities, completed
from copilot_core.use_cases.matching.match_jobs import MatchJobs
from copilot_core.use_cases.resumes.read_resume import ReadResume


@frozen
class FindMatches:
    """Find the best jobs for a person's resume and wishes; wishes left unsaid are taken from the resume."""

    storage: Storage
    read: ReadResume
    match: MatchJobs
    cities: Cities = NoCities()

    async def __call__(
        self,
        resume: ResumeId | str | tuple[bytes, str] | None = None,
        *,
        top: int = 20,
        person: PersonId = LOCAL_PERSON,
        among: Collection[JobId] | None = None,
    ) -> Matches:
        """Match by the resume's id, by a file (bytes and name, which is not kept), or by the newest resume (None).

        `among` names the jobs to rank; all are looked at when it is left out.
        """
        kept, reading = await self._reading(resume, person)
        async with self.storage.reading() as books:
            said = (await books.people.seeker(person)).wishes
        wishes = completed(said, reading, self.cities)
        return await self.match(reading, person=person, wishes=wishes, top=top, resume=kept, among=among)

    async def _reading(
        self, resume: ResumeId | str | tuple[bytes, str] | None, person: PersonId
    ) -> tuple[ResumeId | None, Reading]:
        if isinstance(resume, tuple):
            return None, (await self.read(*resume, person)).reading
        async with self.storage.reading() as books:
            if resume:
                return ResumeId(resume), (await books.people.resume(person, ResumeId(resume))).reading
            kept = await books.people.resumes(person)
        if not kept:
            raise NotFound("resume_none")
        return kept[0].id, kept[0].reading

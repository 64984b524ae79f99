"""Compare several jobs."""

from collections.abc import Sequence

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, ResumeId
from copilot_core.entities.match import Matches
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.matching.find_matches import FindMatches

MOST = 10


@frozen
class CompareJobs:
    """Hold several jobs against a person's resume and wishes, side by side in the order asked for."""

    storage: Storage
    find: FindMatches

    async def __call__(
        self, jobs: Sequence[JobId], resume: ResumeId | None = None, *, person: PersonId = LOCAL_PERSON
    ) -> Matches:
        """Return how they fit; raise `NotFound` for a job or the resume, `Rejected("jobs_too_many")`."""
        asked = tuple(dict.fromkeys(jobs))
        if not 1 <= len(asked) <= MOST:
            raise Rejected("jobs_too_many", most=MOST, given=len(asked))
        async with self.storage.reading() as books:
            known = await books.catalogue.summaries(asked, person)
        for name in asked:
            if name not in known:
                raise NotFound("job_unknown", job=name)
        found = await self.find(resume, top=len(asked), person=person, among=[known[name].id for name in asked])
        place = {known[name].id: number for number, name in enumerate(asked)}
        return evolve(found, matches=tuple(sorted(found.matches, key=lambda one: place[one.job.id])))

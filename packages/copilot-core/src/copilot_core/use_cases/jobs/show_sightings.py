"""Show the sightings of a job."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, SightingId
from copilot_core.entities.job import Merge
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.clusters import Component
from copilot_core.ports.storage import Storage


@frozen(kw_only=True)
class Parting:
    """A sighting that was taken out of the job, where it is now, and whether that holds for everybody."""

    sighting: SightingId
    job: JobId
    for_all: bool


@frozen(kw_only=True)
class JobSightings:
    """Where a job was seen, why these are one job, and which sightings were taken out of it."""

    job: JobId
    sightings: tuple[Sighting, ...]
    merges: tuple[Merge, ...]
    apart: tuple[Parting, ...]


@frozen
class ShowSightings:
    """Show where a job was seen, why it is one job, and what was split from it."""

    storage: Storage

    async def __call__(self, job_id: JobId, *, person: PersonId = LOCAL_PERSON) -> JobSightings:
        """Return them; raise `NotFound("job_unknown")`."""
        async with self.storage.reading() as books:
            job = await books.catalogue.job(job_id, person)
            component = await books.clusters.component([seen.id for seen in job.sightings])
            parted = parted_from(component, {seen.id for seen in job.sightings}, person)
            homes = {one: await books.catalogue.home(one, person) for one in parted}
        return JobSightings(
            job=job.id,
            sightings=job.sightings,
            merges=job.merges,
            apart=tuple(
                Parting(sighting=one, job=homes[one], for_all=for_all) for one, for_all in sorted(parted.items())
            ),
        )


def parted_from(component: Component, members: set[SightingId], person: PersonId) -> dict[SightingId, bool]:
    """Return the sightings that were split from these, as the person sees it, and whether that is so for everybody."""
    owners = {placed.signature.sighting: placed.signature.owner for placed in component.placed}
    parted: dict[SightingId, bool] = {}
    for pair in component.apart:
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            mine = pair.person in {None, person} and owners.get(one) in {None, person}
            if mine and one not in members and other in members:
                parted[one] = parted.get(one, False) or pair.person is None
    return parted

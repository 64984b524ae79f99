"""Bring jobs in line with links and splits."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId, SightingId, SourceName
from copilot_core.entities.job import Job, Merge
from copilot_core.ports.closings import Closings
from copilot_core.ports.clusters import Clusters, Component
from copilot_core.ports.sightings import Sightings
from copilot_core.ports.similarity import Similarity
from copilot_core.rules.job_from_sightings import job_from_sightings
from copilot_core.rules.job_identity import Cluster, heirs, name_cluster
from copilot_core.rules.same_job import Signature, cluster, spanning


class WrittenJobs(Protocol):
    """What merging needs of `copilot_core.ports.catalogue.Catalogue`, whose promises hold."""

    async def job(self, job_id: JobId, person: PersonId) -> Job:
        """Return everything of one job."""
        ...

    async def save(
        self, jobs: Collection[Job], gone: Collection[tuple[JobId, JobId]], dropped: Collection[JobId] = ()
    ) -> None:
        """Store jobs."""
        ...

    async def personal(self, shared: Collection[JobId]) -> dict[JobId, Job]:
        """Return the personal jobs that stand for any of these."""
        ...


class JobBooks(Protocol):
    """The repositories that merging needs, within one transaction."""

    @property
    def catalogue(self) -> WrittenJobs:
        """The jobs."""
        ...

    @property
    def sightings(self) -> Sightings:
        """What was seen."""
        ...

    @property
    def clusters(self) -> Clusters:
        """Which sightings are one job."""
        ...

    @property
    def closings(self) -> Closings:
        """Which postings may be closed."""
        ...


@frozen
class View:
    """The jobs of a component as everybody (`person` None) or one person sees them.

    `jobs` are those to write, `homes` say which job each sighting is in, `gone` where former ids lead.
    """

    person: PersonId | None
    jobs: Mapping[JobId, Cluster]
    homes: Mapping[SightingId, JobId]
    gone: tuple[tuple[JobId, JobId], ...]


@frozen
class SettleClusters:
    """Cluster anew what is connected with some sightings, and write the jobs that this changes.

    `employer_boards` are the sources that employers themselves write to: their words come first.
    """

    similarity: Similarity
    employer_boards: frozenset[SourceName] = frozenset()

    async def __call__(
        self, books: JobBooks, ids: Collection[SightingId], also: Collection[PersonId] = ()
    ) -> tuple[View, ...]:
        """Settle everything connected with `ids`; return the jobs written: everybody's view, then people's.

        `also` are people who may see it as everybody does by now, and did not before.
        """
        component = await books.clusters.component(ids)
        before = {
            placed.signature.sighting: placed.job
            for placed in component.placed
            if placed.job and placed.signature.owner is None
        }
        shared = self._shared(component, before, set(ids))
        people = sorted({*_people(component), *also})
        owned = await books.catalogue.personal({*before.values(), *shared.homes.values()}) if people else {}
        views = (shared, *(self._personal(component, shared, owned, person) for person in people))
        jobs = await self._jobs(books, component, views, shared)
        await books.catalogue.save(jobs, [pair for view in views for pair in view.gone])
        await books.clusters.save((), (), _moved(component, views))
        return views

    def _shared(
        self, component: Component, before: Mapping[SightingId, JobId], touched: Collection[SightingId]
    ) -> View:
        signatures = _visible(component, None)
        named = {
            name_cluster(members, signatures, before): members
            for members in self._clusters(component, signatures, None)
        }
        homes = {member: home for home, members in named.items() for member in members}
        sizes = Counter(before.values())
        changed = {
            home: members
            for home, members in named.items()
            if sizes[home] != len(members) or any(member in touched or before.get(member) != home for member in members)
        }
        return View(None, changed, homes, tuple(heirs(before, homes)))

    def _personal(self, component: Component, shared: View, owned: Mapping[JobId, Job], person: PersonId) -> View:
        signatures = _visible(component, person)
        before = {seen.id: job.id for job in owned.values() if job.owner == person for seen in job.sightings} | {
            placed.signature.sighting: placed.job
            for placed in component.placed
            if placed.job and placed.signature.owner == person
        }
        everybodys = set(_groups(shared.homes).values())
        jobs: dict[JobId, Cluster] = {}
        homes: dict[SightingId, JobId] = {}
        for members in self._clusters(component, signatures, person):
            if members in everybodys:
                homes.update((member, shared.homes[member]) for member in members)
                continue
            home = name_cluster(members, signatures, before, person)
            jobs[home] = members
            homes.update(dict.fromkeys(members, home))
        return View(person, jobs, homes, tuple(heirs(before, homes, person)))

    def _clusters(
        self, component: Component, signatures: Mapping[SightingId, Signature], person: PersonId | None
    ) -> tuple[Cluster, ...]:
        apart = {frozenset((pair.left, pair.right)) for pair in component.apart if pair.person in (None, person)}
        return cluster(signatures, component.links, apart, self.similarity.ratio)

    async def _jobs(self, books: JobBooks, component: Component, views: tuple[View, ...], shared: View) -> list[Job]:
        wanted = {member for view in views for members in view.jobs.values() for member in members}
        seen = await books.sightings.fetch(wanted)
        inquiries = await books.closings.fetch(wanted)
        return [
            job_from_sightings(
                home,
                [seen[member] for member in members],
                merges=merges.get(home, ()),
                employer_boards=self.employer_boards,
                owner=view.person,
                stands_for=_stands_for(members, shared) if view.person else (),
                inquiries=inquiries,
            )
            for view in views
            for merges in (_merges(component, view),)
            for home, members in view.jobs.items()
        ]


def home_of(views: Iterable[View], sighting: SightingId, person: PersonId) -> JobId:
    """Return the job that a sighting is in, as the person sees it."""
    homes = {view.person: view.homes[sighting] for view in views if sighting in view.homes}
    return homes[person] if person in homes else homes[None]


def _visible(component: Component, person: PersonId | None) -> dict[SightingId, Signature]:
    """Return what everybody sees, and what the person brought."""
    signatures = (placed.signature for placed in component.placed)
    return {one.sighting: one for one in signatures if one.owner is None or one.owner == person}


def _people(component: Component) -> list[PersonId]:
    owners = {placed.signature.owner for placed in component.placed} | {pair.person for pair in component.apart}
    return sorted(person for person in owners if person)


def _groups(homes: Mapping[SightingId, JobId]) -> dict[JobId, Cluster]:
    groups: dict[JobId, list[SightingId]] = {}
    for member, home in homes.items():
        groups.setdefault(home, []).append(member)
    return {home: tuple(sorted(members)) for home, members in groups.items()}


def _stands_for(members: Cluster, shared: View) -> tuple[JobId, ...]:
    return tuple(sorted({shared.homes[member] for member in members if member in shared.homes}))


def _merges(component: Component, view: View) -> dict[JobId, list[Merge]]:
    """Say for each job why its sightings are one: a link for each sighting but the first."""
    merges: dict[JobId, list[Merge]] = {}
    for link in spanning(component.links, view.homes):
        home = view.homes[link.left]
        if home in view.jobs:
            merges.setdefault(home, []).append(Merge(link.left, link.right, link.reason))
    return merges


def _moved(component: Component, views: tuple[View, ...]) -> dict[SightingId, JobId]:
    """Return the new home of each sighting that has one: a private sighting's is its owner's job."""
    by_person = {view.person: view.homes for view in views}
    return {
        placed.signature.sighting: home
        for placed in component.placed
        for home in (by_person[placed.signature.owner][placed.signature.sighting],)
        if home != placed.job
    }

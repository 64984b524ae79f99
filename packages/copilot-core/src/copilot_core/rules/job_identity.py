"""Which id a cluster of sightings goes by."""

import hashlib
from collections.abc import Iterable, Mapping

from copilot_core.entities.identities import JobId, PersonId, SightingId
from copilot_core.rules.same_job import Signature

Cluster = tuple[SightingId, ...]


def job_id(founder: SightingId, person: PersonId | None = None) -> JobId:
    """Name the job that a sighting founds: everybody's, or one person's own view of it.

    A cluster always goes by the name of one of its members, so no two clusters ever claim the same id, and a sighting
    that leaves a cluster takes the name it founded, if any, with it.
    """
    named = f"{founder}\x1f{person}" if person else founder
    return JobId(hashlib.blake2b(named.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest())


def name_cluster(
    members: Cluster,
    signatures: Mapping[SightingId, Signature],
    homes: Mapping[SightingId, JobId],
    person: PersonId | None = None,
) -> JobId:
    """Return the oldest id that the cluster has a right to; a new one only when it has none.

    A person's view is named after what they brought rather than after what boards show.
    """
    if len(members) == 1:
        return job_id(members[0], person)
    claims = [homes[member] for member in members if member in homes]
    founders = {job_id(member, person): member for member in members} if claims else {}
    heirs = [founders[claim] for claim in claims if claim in founders]

    def age(member: SightingId) -> tuple[bool, object, SightingId]:
        signature = signatures[member]
        return person is not None and signature.owner is None, signature.first_seen, member

    return job_id(min(heirs or members, key=age), person)


def heirs(
    former: Mapping[SightingId, JobId], present: Mapping[SightingId, JobId], person: PersonId | None = None
) -> Iterable[tuple[JobId, JobId]]:
    """Yield where ids that no job goes by any more lead: always to the job that their founder is in now."""
    live = set(present.values())
    for member, now in sorted(present.items()):
        if former.get(member, now) != now and (named := job_id(member, person)) not in live:
            yield named, now

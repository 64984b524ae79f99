"""Whether two sightings are the same job."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.sentences import Sentence


@frozen(kw_only=True)
class Signature:
    """What decides a sighting's identity, small enough to keep thousands in memory.

    `keys` are blocking keys (signed 64 bit): only sightings that share one are ever compared.
    """

    sighting: SightingId
    source: SourceName
    external_id: str
    owner: PersonId | None
    first_seen: datetime
    title: str
    company: str
    places: tuple[str, ...]
    keys: tuple[int, ...]


@frozen
class Link:
    """Two sightings that look like one job; `strength` 0..1 orders links when they contradict each other."""

    left: SightingId
    right: SightingId
    strength: float
    reason: Sentence

"""What is compared of a sighting, and what a comparison finds."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.sentences import Sentence


@frozen(kw_only=True)
class Signature:
    """What decides a sighting's identity, small enough to keep thousands in memory.

    `keys` are blocking keys (signed 64 bit): only sightings that share one are ever compared. `title` holds the
    words that name the work, in order of the alphabet, without noise; `levels` the words that tell one level from
    another; `places` folded city names, `regions` countries and states by code. `chunks` are hashes of pieces of the
    text, ascending; `pay` the figures of the pay line. Everything is a string, a number, a time, or a tuple of those.
    """

    sighting: SightingId
    source: SourceName
    external_id: str
    owner: PersonId | None
    first_seen: datetime
    posted_at: datetime | None = None
    title: tuple[str, ...]
    levels: tuple[str, ...] = ()
    company: str
    places: tuple[str, ...]
    regions: tuple[str, ...] = ()
    pay: tuple[int, ...] = ()
    references: tuple[str, ...] = ()
    url: str = ""
    chunks: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    keys: tuple[int, ...]


@frozen
class Link:
    """Two sightings that look like one job; `strength` 0..1 orders links when they contradict each other."""

    left: SightingId
    right: SightingId
    strength: float
    reason: Sentence

"""What is compared of a sighting, and what a comparison finds."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.sentences import Sentence


@frozen(kw_only=True)
class Signature:
    """What decides a sighting's identity, small enough to keep thousands in memory.

    `keys` are blocking keys (signed 64 bit): only sightings that share one are ever compared. `title` are the words
    that name the work, without noise, `levels` those that tell one level from another; `company` is folded, without
    its legal form. `places` are folded cities, `regions` countries (`c:de`) and states (`s:ca`). `pay` are figures of
    the pay line, ascending, `urls` hashes of addresses without what tracks people, `chunks` hashes of pieces of the text
    in its order, `wording` a hash of everything said, to the letter, where
    there is hardly any text.
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
    urls: tuple[int, ...] = ()
    wording: int = 0
    chunks: tuple[int, ...] = ()
    keys: tuple[int, ...]


@frozen
class Link:
    """Two sightings that look like one job; `strength` 0..1 orders links when they contradict each other."""

    left: SightingId
    right: SightingId
    strength: float
    reason: Sentence

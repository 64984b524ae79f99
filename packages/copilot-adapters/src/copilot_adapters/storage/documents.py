"""Entities as stored documents: JSON by msgspec, so that a field added later reads as its default."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Generic, TypeVar

import msgspec
from attrs import define, field, frozen

from copilot_core.entities.application import Application
from copilot_core.entities.closing import Inquiry
from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import JobId
from copilot_core.entities.job import JobSummary, Merge
from copilot_core.entities.requirement import Requirement
from copilot_core.entities.resume import Resume
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.seeker import Seeker
from copilot_core.entities.sighting import Sighting
from copilot_core.entities.source_run import Alarm, SourceRun
from copilot_core.rules.same_job import Signature
from copilot_core.sentences import Sentence

_T = TypeVar("_T")


@define
class Document(Generic[_T]):
    """One kind of entity, to bytes and back."""

    kind: type[_T]
    _decoder: msgspec.json.Decoder[_T] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Prepare the decoder; it is the costly part."""
        self._decoder = msgspec.json.Decoder(self.kind)

    def encode(self, entity: _T) -> bytes:
        """Return JSON."""
        return msgspec.json.encode(entity)

    def decode(self, document: bytes) -> _T:
        """Return the entity."""
        return self._decoder.decode(document)


@frozen
class Card:
    """A `JobCard` without its summary."""

    skills: frozenset[str] = frozenset()
    requirements: tuple[Requirement, ...] = ()
    words: str = ""


@frozen
class Depths:
    """What of a job neither its summary nor its sightings hold."""

    description: str
    facts: Facts
    merges: tuple[Merge, ...] = ()
    stands_for: tuple[JobId, ...] = ()


@frozen
class Described:
    """Of `Depths` the text alone."""

    description: str


DESCRIBED = Document(Described)
SUMMARY = Document(JobSummary)
SUMMARIES = Document(list[JobSummary])
CARD = Document(Card)
DEPTHS = Document(Depths)
SIGHTING = Document(Sighting)
SIGNATURE = Document(Signature)
SENTENCE = Document(Sentence)
INQUIRY = Document(Inquiry)
SEEKER = Document(Seeker)
RESUME = Document(Resume)
SAVED_SEARCH = Document(SavedSearch)
APPLICATION = Document(Application)
SOURCE_RUN = Document(SourceRun)
ALARM = Document(Alarm)


def summaries_of(rows: Iterable[tuple[bytes, datetime | str]]) -> list[JobSummary]:
    """Read summaries, each with the time its job was last seen, which is kept beside: what is said last holds."""
    parts = (b'%b,"last_seen":"%b"}' % (kept[:-1], _written(seen)) for kept, seen in rows)
    return SUMMARIES.decode(b"[%b]" % b",".join(parts))


def _written(moment: datetime | str) -> bytes:
    """Write a time as a driver gives it: SQLite's is a text in UTC that does not say so."""
    return f"{moment}Z".encode() if isinstance(moment, str) else moment.astimezone(UTC).isoformat().encode()

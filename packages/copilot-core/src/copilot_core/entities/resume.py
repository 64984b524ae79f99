"""A resume, read: every field points to the words it came from."""

from datetime import date, datetime

from attrs import frozen

from copilot_core.entities.corrections import Corrections, Edit
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.sentences import Sentence


@frozen
class Quote:
    """A value with its words: `text[start:end]` of the resume, code points; `start` is -1 where nothing was quoted."""

    value: str
    start: int = -1
    end: int = -1


@frozen
class PartialDate:
    """A year, perhaps with a month; `present` stands for today."""

    year: int = 0
    month: int | None = None
    present: bool = False

    def as_date(self, today: date) -> date:
        """Return the first day of it, or `today` for the present."""
        return today if self.present else date(self.year, self.month or 1, 1)

    def __str__(self) -> str:
        if self.present:
            return "present"
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"


@frozen(kw_only=True)
class Position:
    """One job the person had."""

    title: Quote | None = None
    company: Quote | None = None
    place: Quote | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    dates: Quote | None = None
    highlights: tuple[Quote, ...] = ()


@frozen(kw_only=True)
class Education:
    """One degree or course."""

    institution: Quote | None = None
    area: Quote | None = None
    degree: Quote | None = None
    place: Quote | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    dates: Quote | None = None
    highlights: tuple[Quote, ...] = ()


@frozen(kw_only=True)
class Section:
    """A part of the text under a heading; `kind` is a normal name (`experience`, `skills`, `other` …)."""

    kind: str
    heading: Quote
    start: int
    end: int


@frozen(kw_only=True)
class Reading:
    """What was read out of a document; `doubts` say what is uncertain. Spans are offsets into `text`."""

    text: str
    name: Quote | None = None
    email: Quote | None = None
    phone: Quote | None = None
    place: Quote | None = None
    headline: Quote | None = None
    summary: Quote | None = None
    links: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()
    education: tuple[Education, ...] = ()
    skills: tuple[Quote, ...] = ()
    languages: tuple[Quote, ...] = ()
    certificates: tuple[Quote, ...] = ()
    sections: tuple[Section, ...] = ()
    language: str = ""
    doubts: tuple[Sentence, ...] = ()


@frozen(kw_only=True)
class Resume:
    """A person's resume: the file's digest, and what was read out of it.

    `title` is the person's own name for it. `version` grows with every change. `reading` is as the person corrected
    it: then `as_read` is what the file says by itself, and `edits` are the versions since, the last one in force.
    """

    id: ResumeId
    person: PersonId = LOCAL_PERSON
    file_name: str = ""
    digest: str
    added_at: datetime
    reading: Reading
    title: str = ""
    version: int = 1
    as_read: Reading | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def original(self) -> Reading:
        """What the file says by itself."""
        return self.as_read or self.reading

    @property
    def corrections(self) -> Corrections:
        """What is corrected now."""
        return self.edits[-1].corrections if self.edits else Corrections()

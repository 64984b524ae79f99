"""What a person corrected in the reading of their resume."""

from datetime import datetime

from attrs import frozen


@frozen(kw_only=True)
class PositionSaid:
    """A position as the person writes it; dates are `2020`, `2020-05`, `present`, or empty."""

    title: str = ""
    company: str = ""
    place: str = ""
    start: str = ""
    end: str = ""
    highlights: tuple[str, ...] = ()


@frozen(kw_only=True)
class EducationSaid:
    """A degree or course as the person writes it; dates as in `PositionSaid`."""

    institution: str = ""
    area: str = ""
    degree: str = ""
    place: str = ""
    start: str = ""
    end: str = ""
    highlights: tuple[str, ...] = ()


@frozen(kw_only=True)
class Corrections:
    """What stands in place of what was read; None: as it was read, an empty word: there is none."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    place: str | None = None
    headline: str | None = None
    summary: str | None = None
    links: tuple[str, ...] | None = None
    skills: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    certificates: tuple[str, ...] | None = None
    positions: tuple[PositionSaid, ...] | None = None
    education: tuple[EducationSaid, ...] | None = None


@frozen(kw_only=True)
class Edit:
    """A version of a resume: since when, and all that was corrected by then."""

    number: int
    at: datetime
    corrections: Corrections


@frozen(kw_only=True)
class Difference:
    """A field of a resume that two versions tell differently; None: there is none."""

    field: str
    before: str | None
    after: str | None

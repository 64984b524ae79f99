"""What jobs are asked for: as parameters of a list, and as a part of a saved search."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from litestar.exceptions import ValidationException
from litestar.params import FromQuery, QueryParameter

from copilot_core.entities.job_mark import Mark
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Remote
from copilot_web.said import AskedLimit, AskedText, AskedWord, Line, Word

MOST_PAY = 1e12
NEWEST = 2**62
AskedCode = Annotated[str, QueryParameter(max_length=3, description="ISO 4217")]
AskedPay = Annotated[float | None, QueryParameter(ge=0, le=MOST_PAY, description="least pay a year, in `currency`")]
AskedNumber = Annotated[int | None, QueryParameter(ge=0, le=NEWEST, description="what came after this number")]
AskedCursor = Annotated[str | None, QueryParameter(max_length=20_000, description="`next` of the page before")]
AskedFacets = Annotated[bool, QueryParameter(description="false: a fast list, nothing is counted")]
AskedNames = Annotated[list[str] | None, QueryParameter(max_items=100)]


async def job_query(  # noqa: PLR0913, PLR0917 - every filter is a parameter
    text: AskedText = "",
    city: AskedWord = "",
    country: AskedWord = "",
    remote: FromQuery[list[Remote] | None] = None,
    work_from: AskedWord = "",
    pay_min: AskedPay = None,
    currency: AskedCode = "",
    posted_after: FromQuery[datetime | None] = None,
    sources: AskedNames = None,
    seniority: FromQuery[list[Seniority] | None] = None,
    employment: FromQuery[list[Employment] | None] = None,
    skill: AskedWord = "",
    company: AskedWord = "",
    beyond: AskedNumber = None,
    closed: FromQuery[bool] = False,
    dismissed: FromQuery[bool] = False,
    marked: FromQuery[Mark | None] = None,
    facets: AskedFacets = True,
    sort: FromQuery[Sort] = Sort.RELEVANCE,
    limit: AskedLimit = 50,
    cursor: AskedCursor = None,
) -> JobQuery:
    """Return the question that the parameters put."""
    return JobQuery(
        text=text,
        city=city,
        country=country,
        remote=frozenset(remote or ()),
        work_from=work_from,
        pay_min=pay_min,
        currency=currency,
        posted_after=_in_utc(posted_after),
        sources=frozenset(sources or ()),
        seniority=frozenset(seniority or ()),
        employment=frozenset(employment or ()),
        skill=skill,
        company=company,
        beyond=beyond,
        closed=closed,
        dismissed=dismissed,
        marked=marked,
        counted=facets,
        sort=sort,
        limit=limit,
        cursor=cursor,
    )


class JobFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a saved search asks for; every part narrows."""

    text: Line = ""
    city: Word = ""
    country: Word = ""
    remote: tuple[Remote, ...] = ()
    work_from: Word = ""
    pay_min: Annotated[float, msgspec.Meta(ge=0, le=MOST_PAY)] | None = None
    currency: Annotated[str, msgspec.Meta(max_length=3)] = ""
    seniority: tuple[Seniority, ...] = ()
    employment: tuple[Employment, ...] = ()
    skill: Word = ""
    company: Word = ""

    @property
    def query(self) -> JobQuery:
        """The question."""
        sets = {name: frozenset(getattr(self, name)) for name in ("remote", "seniority", "employment")}
        return JobQuery(**(msgspec.structs.asdict(self) | sets))


def _in_utc(said: datetime | None) -> datetime | None:
    """Return a time in UTC, which it is in when nothing else was said."""
    try:
        return said and (said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC))
    except OverflowError as error:
        problem = {"key": "posted_after", "message": "beyond the calendar"}
        raise ValidationException(extra=[problem]) from error

"""What jobs are asked for, as flags: the same wherever jobs are searched."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from copilot_core.entities.job_query import JobQuery

Text = Annotated[str, typer.Argument(help="Words to search for.")]
City = Annotated[str, typer.Option(help="City.")]
Country = Annotated[str, typer.Option(help="Country: DE, Germany, US …")]
Remotes = Annotated[list[str] | None, typer.Option(help="no, hybrid, yes or unknown; may be repeated.")]
WorkFrom = Annotated[str, typer.Option(help="Country from which the job may be done.")]
Pay = Annotated[float | None, typer.Option(help="Least pay a year.")]
Currency = Annotated[str, typer.Option(help="Currency of --pay, ISO 4217.")]
Sources = Annotated[list[str] | None, typer.Option(help="Board; may be repeated.")]
Seniorities = Annotated[list[str] | None, typer.Option(help="intern, junior, mid, senior, lead …")]
Employments = Annotated[list[str] | None, typer.Option(help="full_time, part_time, contract …")]
SkillName = Annotated[str, typer.Option(help="Skill, by name or taxonomy id.")]
Company = Annotated[str, typer.Option(help="Employer.")]

Kind = TypeVar("Kind", bound=StrEnum)


def asked(
    text: str,
    *,
    city: str,
    country: str,
    remote: list[str] | None,
    work_from: str,
    pay: float | None,
    currency: str,
    source: list[str] | None,
    seniority: list[str] | None,
    employment: list[str] | None,
    skill: str,
    company: str,
) -> "JobQuery":
    """Return the question that the flags put."""
    from copilot_core.entities.job_query import JobQuery
    from copilot_core.entities.kinds import Employment, Seniority
    from copilot_core.entities.place import Remote

    return JobQuery(
        text=text,
        city=city,
        country=country,
        remote=frozenset(kind_of(Remote, value, "--remote") for value in remote or ()),
        work_from=work_from,
        pay_min=pay,
        currency=currency.upper(),
        sources=frozenset(source or ()),
        seniority=frozenset(kind_of(Seniority, value, "--seniority") for value in seniority or ()),
        employment=frozenset(kind_of(Employment, value, "--employment") for value in employment or ()),
        skill=skill,
        company=company,
    )


def kind_of(kinds: type[Kind], value: str, flag: str) -> Kind:
    """Return what a flag names; one that is unknown is misuse."""
    try:
        return kinds(value.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError:
        known = ", ".join(kinds)
        raise typer.BadParameter(f"{flag} {value} is unknown; known are {known}") from None

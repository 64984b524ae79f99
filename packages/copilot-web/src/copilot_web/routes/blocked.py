"""Companies and agencies whose jobs one does not want to see."""

from typing import Annotated, Any

import msgspec
from litestar import Router, delete, get, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from copilot_core.entities.identities import PersonId
from copilot_core.use_cases.jobs.block_company import BlockCompany
from copilot_core.use_cases.resumes.show_profile import ShowProfile
from copilot_web.said import Word

Named = Annotated[str, QueryParameter(min_length=1, max_length=200, description="as the list names it")]


class Company(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A company or an agency, by its name."""

    company: Word


class Blocked(msgspec.Struct, frozen=True):
    """All that are blocked, in the order they were."""

    companies: tuple[str, ...]


@get("/", operation_id="listBlocked")
async def list_all(show_profile: NamedDependency[ShowProfile], person: NamedDependency[PersonId]) -> Blocked:
    """List the companies and agencies whose jobs you do not want to see."""
    return Blocked((await show_profile(person=person)).wishes.blocked_companies)


@put("/", operation_id="blockCompany")
async def block(
    data: JSONBody[Company], block_company: NamedDependency[BlockCompany], person: NamedDependency[PersonId]
) -> Blocked:
    """Leave a company's jobs out of your lists, searches and news; those you marked stay where you marked them."""
    return Blocked(await block_company(data.company, person=person))


@delete("/", operation_id="unblockCompany", status_code=200)
async def unblock(
    company: Named, block_company: NamedDependency[BlockCompany], person: NamedDependency[PersonId]
) -> Blocked:
    """Let a company's jobs be seen again."""
    return Blocked(await block_company(company, blocked=False, person=person))


BLOCKED: Any = Router("/blocked-companies", route_handlers=[list_all, block, unblock], tags=["profile"])

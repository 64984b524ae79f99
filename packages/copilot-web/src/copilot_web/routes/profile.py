"""The profile: what the person wants and may do."""

from typing import Annotated, Any

import msgspec
from litestar import Router, get, patch
from litestar.di import NamedDependency
from litestar.params import JSONBody

from copilot_core.entities.identities import PersonId
from copilot_core.entities.seeker import Seeker
from copilot_core.use_cases.resumes.set_profile import SetProfile
from copilot_core.use_cases.resumes.show_profile import ShowProfile
from copilot_web.said import Word

Words = Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)]


class Wishes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is said now, in words as people write them; what is left out (or null) stays, an empty word forgets.

    `pay`: `60000 EUR`. `permit`: `US=citizen`. `language`: `de=B2`.
    """

    want: Words | None = None
    where: Words | None = None
    remote: Word | None = None
    pay: Word | None = None
    permit: Words | None = None
    language: Words | None = None
    lives_in: Word | None = None
    relocate: bool | Word | None = None
    seniority: Word | None = None
    employment: Words | None = None
    licence: Words | None = None
    clearance: Word | None = None
    block: Words | None = None


@get("/", operation_id="showProfile")
async def show_one(show_profile: NamedDependency[ShowProfile], person: NamedDependency[PersonId]) -> Seeker:
    """Show what you want and may do."""
    return await show_profile(person=person)


@patch("/", operation_id="changeProfile")
async def change(
    data: JSONBody[Wishes], set_profile: NamedDependency[SetProfile], person: NamedDependency[PersonId]
) -> Seeker:
    """Say what you want and may do; a first profile begins with what the newest resume suggests."""
    said = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not None}
    return await set_profile(said, person=person)


PROFILE: Any = Router("/profile", route_handlers=[show_one, change], tags=["profile"])

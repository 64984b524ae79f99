"""The profile: what the person wants and may do."""

from typing import Annotated, Any

import msgspec
from litestar import Router, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.entities.seeker import Seeker
from copilot_core.use_cases.resumes.import_profile import ImportProfile
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


class FromResume(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which resume, the newest when none is named; `replace` prefers it to what you said."""

    resume: Word | None = None
    replace: bool = False


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


@get("/suggestion", operation_id="suggestProfile")
async def suggest(
    import_profile: NamedDependency[ImportProfile],
    person: NamedDependency[PersonId],
    resume: FromQuery[str | None] = None,
    replace: FromQuery[bool] = False,
) -> Seeker:
    """Show the profile as it would be with what a resume says; nothing is changed."""
    named = ResumeId(resume) if resume else None
    return await import_profile(named, replace=replace, keep=False, person=person)


@post("/import", operation_id="importProfile", status_code=200)
async def bring(
    data: JSONBody[FromResume], import_profile: NamedDependency[ImportProfile], person: NamedDependency[PersonId]
) -> Seeker:
    """Take what a resume says of you into the profile; what you said yourself stays, unless it is to be replaced."""
    named = ResumeId(data.resume) if data.resume else None
    return await import_profile(named, replace=data.replace, person=person)


PROFILE: Any = Router("/profile", route_handlers=[show_one, change, suggest, bring], tags=["profile"])

"""Resumes as the person corrects them: names, versions, and what differs."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, Router, delete, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter

from copilot_core.entities.corrections import Corrections, Difference, EducationSaid, PositionSaid
from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.use_cases.resumes.compare_versions import CompareVersions
from copilot_core.use_cases.resumes.correct_resume import CorrectResume
from copilot_core.use_cases.resumes.remove_resume import RemoveResume
from copilot_core.use_cases.resumes.rename_resume import RenameResume
from copilot_core.use_cases.resumes.restore_version import RestoreVersion
from copilot_core.use_cases.resumes.show_resume import ShowResume
from copilot_web.said import Line, Word
from copilot_web.versions import tagged, version_of

VERSIONED: Any = {"version": Provide(version_of)}
Lines = Annotated[tuple[Line, ...], msgspec.Meta(max_length=200)]
Number = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
AskedVersion = Annotated[int, QueryParameter(ge=1, le=2**31 - 1, description="1 is the file as it was read")]
LaterVersion = Annotated[int | None, QueryParameter(ge=1, le=2**31 - 1, description="the one in force if left out")]
Field = Literal[
    "name", "email", "phone", "place", "headline", "summary", "links", "skills", "languages", "certificates",
    "positions", "education",
]  # fmt: skip


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Your own name for it."""

    title: Word


class ChangedPosition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A position; dates are `2020`, `2020-05`, `present`, or empty."""

    title: Line = ""
    company: Line = ""
    place: Line = ""
    start: Word = ""
    end: Word = ""
    highlights: Lines = ()


class ChangedEducation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A degree or course; dates as in a position."""

    institution: Line = ""
    area: Line = ""
    degree: Line = ""
    place: Line = ""
    start: Word = ""
    end: Word = ""
    highlights: Lines = ()


class ChangedReading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in place of what was read; what is left out (or null) stays, `as_read` names what the file shall say."""

    name: Line | None = None
    email: Line | None = None
    phone: Line | None = None
    place: Line | None = None
    headline: Line | None = None
    summary: Annotated[str, msgspec.Meta(max_length=10_000, pattern="^[^\x00]*$")] | None = None
    links: Lines | None = None
    skills: Annotated[tuple[Word, ...], msgspec.Meta(max_length=500)] | None = None
    languages: Lines | None = None
    certificates: Lines | None = None
    positions: Annotated[tuple[ChangedPosition, ...], msgspec.Meta(max_length=100)] | None = None
    education: Annotated[tuple[ChangedEducation, ...], msgspec.Meta(max_length=100)] | None = None
    as_read: Annotated[tuple[Field, ...], msgspec.Meta(max_length=20)] = ()

    @property
    def corrections(self) -> Corrections:
        """What is said."""
        plain = msgspec.structs.asdict(self)
        plain.pop("as_read")
        if self.positions is not None:
            plain["positions"] = tuple(PositionSaid(**msgspec.structs.asdict(one)) for one in self.positions)
        if self.education is not None:
            plain["education"] = tuple(EducationSaid(**msgspec.structs.asdict(one)) for one in self.education)
        return Corrections(**plain)


class Former(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which version to go back to; 1 is the file as it was read."""

    number: Number


class Version(msgspec.Struct, frozen=True):
    """A version, since when, and which fields it has corrected."""

    number: int
    at: datetime
    corrected: tuple[str, ...]


class Versions(msgspec.Struct, frozen=True):
    """The versions of a resume, the newest first."""

    versions: tuple[Version, ...]


class Differences(msgspec.Struct, frozen=True):
    """The fields that two versions tell differently."""

    differences: tuple[Difference, ...]


@patch("/{resume_id:str}", operation_id="renameResume", dependencies=VERSIONED)
async def rename(
    resume_id: FromPath[str],
    data: JSONBody[Name],
    rename_resume: NamedDependency[RenameResume],
    person: NamedDependency[PersonId],
    version: NamedDependency[int],
) -> Response[Resume]:
    """Give a resume your own name for it."""
    return _answer(await rename_resume(ResumeId(resume_id), data.title, person=person, version=version))


@put("/{resume_id:str}/corrections", operation_id="correctResume", dependencies=VERSIONED)
async def correct(
    resume_id: FromPath[str],
    data: JSONBody[ChangedReading],
    correct_resume: NamedDependency[CorrectResume],
    person: NamedDependency[PersonId],
    version: NamedDependency[int],
) -> Response[Resume]:
    """Correct what was read; it stays so when the same file is read anew, and the words keep their place in it."""
    said, back = data.corrections, data.as_read
    return _answer(await correct_resume(ResumeId(resume_id), said, as_read=back, person=person, version=version))


@get("/{resume_id:str}/versions", operation_id="listVersions")
async def list_versions(
    resume_id: FromPath[str], show_resume: NamedDependency[ShowResume], person: NamedDependency[PersonId]
) -> Versions:
    """List the versions of a resume, the newest first; the first is the file as it was read."""
    kept = await show_resume(ResumeId(resume_id), person)
    edits = [Version(one.number, one.at, _named(one.corrections)) for one in reversed(kept.edits)]
    return Versions((*edits, Version(1, kept.added_at, ())))


@get("/{resume_id:str}/differences", operation_id="compareVersions")
async def compare(
    resume_id: FromPath[str],
    compare_versions: NamedDependency[CompareVersions],
    person: NamedDependency[PersonId],
    before: AskedVersion = 1,
    after: LaterVersion = None,
) -> Differences:
    """Tell what differs between two versions of a resume."""
    return Differences(await compare_versions(ResumeId(resume_id), before, after, person=person))


@post("/{resume_id:str}/versions", operation_id="restoreVersion", status_code=200, dependencies=VERSIONED)
async def restore(
    resume_id: FromPath[str],
    data: JSONBody[Former],
    restore_version: NamedDependency[RestoreVersion],
    person: NamedDependency[PersonId],
    version: NamedDependency[int],
) -> Response[Resume]:
    """Make a former version the one in force, as a new version."""
    return _answer(await restore_version(ResumeId(resume_id), data.number, person=person, version=version))


@delete("/{resume_id:str}", operation_id="removeResume", dependencies=VERSIONED)
async def remove(
    resume_id: FromPath[str],
    remove_resume: NamedDependency[RemoveResume],
    person: NamedDependency[PersonId],
    version: NamedDependency[int],
) -> None:
    """Forget a resume for good: what was read, its versions, its file, and what it means."""
    await remove_resume(ResumeId(resume_id), person=person, version=version)


def _named(corrections: Corrections) -> tuple[str, ...]:
    return tuple(name for name in ChangedReading.__struct_fields__ if getattr(corrections, name, None) is not None)


def _answer(kept: Resume) -> Response[Resume]:
    return tagged(kept, kept.version)


RESUME_VERSIONS: Any = Router(
    "/resumes", route_handlers=[rename, correct, list_versions, compare, restore, remove], tags=["resumes"]
)

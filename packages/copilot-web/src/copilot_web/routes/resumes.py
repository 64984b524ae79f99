"""Resumes."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath

from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.errors import Rejected
from copilot_core.use_cases.resumes.add_resume import AddResume
from copilot_core.use_cases.resumes.list_resumes import ListResumes
from copilot_core.use_cases.resumes.read_resume import ReadResume
from copilot_core.use_cases.resumes.show_resume import ShowResume
from copilot_web.answers import LOCATION, created
from copilot_web.limits import EXPENSIVE
from copilot_web.versions import tagged

LONGEST_NAME = 255
FORM = Body(media_type=RequestEncodingType.MULTI_PART)


class Upload(msgspec.Struct, frozen=True):
    """A form with one file: PDF, DOCX, Markdown, text or JSON Resume, as its name's suffix says."""

    file: UploadFile


class ResumeLine(msgspec.Struct, frozen=True):
    """A resume as lists show it."""

    id: ResumeId
    file_name: str
    title: str
    version: int
    added_at: datetime
    name: str
    headline: str
    language: str
    positions: int
    doubts: int


class Resumes(msgspec.Struct, frozen=True):
    """A person's resumes, the newest first."""

    resumes: tuple[ResumeLine, ...]


@get("/", operation_id="listResumes")
async def list_all(list_resumes: NamedDependency[ListResumes], person: NamedDependency[PersonId]) -> Resumes:
    """List your resumes."""
    return Resumes(tuple(_line(one) for one in await list_resumes(person)))


@get("/{resume_id:str}", operation_id="showResume")
async def show_one(
    resume_id: FromPath[str], show_resume: NamedDependency[ShowResume], person: NamedDependency[PersonId]
) -> Response[Resume]:
    """Show what was read out of a resume, each part with the words it came from; its version is the `ETag`."""
    kept = await show_resume(ResumeId(resume_id), person)
    return tagged(kept, kept.version)


@post("/", operation_id="addResume", response_headers=LOCATION, opt=EXPENSIVE)
async def add(
    data: Annotated[Upload, FORM], add_resume: NamedDependency[AddResume], person: NamedDependency[PersonId]
) -> Response[Resume]:
    """Read a file and keep it as one of your resumes; the same bytes again are the same resume, read anew."""
    kept = await add_resume(*await _content(data), person)
    return created(kept, f"resumes/{kept.id}")


@post("/check", operation_id="checkResume", status_code=200, opt=EXPENSIVE)
async def check(
    data: Annotated[Upload, FORM], read_resume: NamedDependency[ReadResume], person: NamedDependency[PersonId]
) -> Resume:
    """Show what a machine reads out of a file; nothing is kept."""
    return await read_resume(*await _content(data), person)


async def _content(data: Upload) -> tuple[bytes, str]:
    name = data.file.filename
    if not 0 < len(name) <= LONGEST_NAME or "\0" in name:
        raise Rejected("file_nameless", most=LONGEST_NAME)
    return await data.file.read(), name


def _line(kept: Resume) -> ResumeLine:
    reading = kept.reading
    return ResumeLine(
        id=kept.id,
        file_name=kept.file_name,
        title=kept.title,
        version=kept.version,
        added_at=kept.added_at,
        name=reading.name.value if reading.name else "",
        headline=reading.headline.value if reading.headline else "",
        language=reading.language,
        positions=len(reading.positions),
        doubts=len(reading.doubts),
    )


RESUMES: Any = Router("/resumes", route_handlers=[list_all, show_one, add, check], tags=["resumes"])

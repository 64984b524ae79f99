"""What one takes out of a resume: its file, its text as machines read it, and other formats."""

from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from litestar import MediaType, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.rules.resume.machine_text import MachineText, machine_text
from copilot_core.rules.resume.written import json_resume, markdown
from copilot_core.use_cases.resumes.fetch_original import FetchOriginal
from copilot_core.use_cases.resumes.show_resume import ShowResume

HARMLESS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store"}
"""Whatever the file is: no browser shows it here, or keeps it."""


class Format(StrEnum):
    """How a resume is written out."""

    JSON = "json"
    MARKDOWN = "markdown"


Wanted = Annotated[Format, QueryParameter(name="format", description="JSON Resume (jsonresume.org) or Markdown")]


@get("/{resume_id:str}/text", operation_id="showResumeText")
async def show_text(
    resume_id: FromPath[str], show_resume: NamedDependency[ShowResume], person: NamedDependency[PersonId]
) -> MachineText:
    """Show what a machine reads of the file: its text, the headings it knows, and the lines it makes nothing of."""
    return machine_text((await show_resume(ResumeId(resume_id), person)).original)


@get("/{resume_id:str}/file", operation_id="fetchOriginal", media_type="application/octet-stream")
async def fetch(
    resume_id: FromPath[str], fetch_original: NamedDependency[FetchOriginal], person: NamedDependency[PersonId]
) -> Response[bytes]:
    """Give back the file as you gave it."""
    name, content = await fetch_original(ResumeId(resume_id), person=person)
    return Response(content, media_type="application/octet-stream", headers=_as_file(name))


@get("/{resume_id:str}/export", operation_id="exportResume", media_type=MediaType.TEXT)
async def export(
    resume_id: FromPath[str],
    show_resume: NamedDependency[ShowResume],
    person: NamedDependency[PersonId],
    wanted: Wanted = Format.JSON,
) -> Response[bytes]:
    """Write a resume out, as you corrected it."""
    kept = await show_resume(ResumeId(resume_id), person)
    stem = kept.title or kept.file_name.rpartition(".")[0] or "resume"
    if wanted is Format.MARKDOWN:
        headers = _as_file(f"{stem}.md")
        return Response(markdown(kept.reading).encode(), media_type="text/markdown; charset=utf-8", headers=headers)
    document = msgspec.json.format(msgspec.json.encode(json_resume(kept.reading)), indent=2)
    return Response(document, media_type="application/json", headers=_as_file(f"{stem}.json"))


def _as_file(name: str) -> dict[str, str]:
    """Return headers of what is to be saved under a name, which may hold anything."""
    return {**HARMLESS, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name[-200:], safe='')}"}


RESUME_PAPERS: Any = Router("/resumes", route_handlers=[show_text, fetch, export], tags=["resumes"])

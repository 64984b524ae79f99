"""What one takes out of a resume: its file, its text as machines read it, and other formats."""

from typing import Any
from urllib.parse import quote

from litestar import MediaType, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.rules.resume.machine_text import MachineText, machine_text
from copilot_core.rules.resume.written import json_resume, markdown
from copilot_core.use_cases.resumes.fetch_original import FetchOriginal
from copilot_core.use_cases.resumes.show_resume import ShowResume

HARMLESS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store"}
"""Whatever the file is: no browser shows it here, or keeps it."""


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


@get("/{resume_id:str}/json-resume", operation_id="exportJsonResume", media_type=MediaType.JSON)
async def export_json(
    resume_id: FromPath[str], show_resume: NamedDependency[ShowResume], person: NamedDependency[PersonId]
) -> Response[dict[str, object]]:
    """Write a resume out as JSON Resume (jsonresume.org), as you corrected it."""
    kept = await show_resume(ResumeId(resume_id), person)
    return Response(json_resume(kept.reading), headers=_as_file(f"{_stem(kept)}.json"))


@get("/{resume_id:str}/markdown", operation_id="exportMarkdown", media_type="text/markdown")
async def export_markdown(
    resume_id: FromPath[str], show_resume: NamedDependency[ShowResume], person: NamedDependency[PersonId]
) -> Response[str]:
    """Write a resume out as Markdown, as you corrected it."""
    kept = await show_resume(ResumeId(resume_id), person)
    return Response(markdown(kept.reading), media_type="text/markdown", headers=_as_file(f"{_stem(kept)}.md"))


def _stem(kept: Resume) -> str:
    return kept.title or kept.file_name.rpartition(".")[0] or "resume"


def _as_file(name: str) -> dict[str, str]:
    """Return headers of what is to be saved under a name, which may hold anything."""
    return {**HARMLESS, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name[-200:], safe='')}"}


RESUME_PAPERS: Any = Router(
    "/resumes", route_handlers=[show_text, fetch, export_json, export_markdown], tags=["resumes"]
)

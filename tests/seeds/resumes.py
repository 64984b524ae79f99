"""Resumes, the profile, and what fits them."""

from typing import Any

from seeds.asking import Asked, Owner, seed

RESUME = """# Ada {word}

Registered Nurse

## Experience

### Registered Nurse, Clinic {word}
2018 – 2024

- Cared for people after surgery, in German and English
- Led a night shift of six
"""


def file_of(owner: Owner) -> dict[str, Any]:
    """Return a form with a resume."""
    return {"file": (f"{owner.words()}.md", RESUME.format(word=owner.words()).encode(), "text/markdown")}


async def resume_of(owner: Owner) -> str:
    """Give a resume, and return its id."""
    return str((await owner.post("resumes", files=file_of(owner)))["id"])


@seed("listResumes")
async def list_resumes(owner: Owner) -> Asked:
    await resume_of(owner)
    return Asked(reveals=True)


@seed("addResume", "checkResume")
async def add_resume(owner: Owner) -> Asked:
    return Asked(files=file_of(owner), reveals=True)


@seed("showResume")
async def show_resume(owner: Owner) -> Asked:
    return Asked(path={"resume_id": await resume_of(owner)}, reveals=True)


@seed("showProfile")
async def show_profile(owner: Owner) -> Asked:
    await owner.sent("PATCH", "profile", json={"want": [owner.word]})
    return Asked(reveals=True)


@seed("changeProfile")
async def change_profile(owner: Owner) -> Asked:
    return Asked(json={"want": [owner.words()], "block": [owner.words()]}, reveals=True)


@seed("listMatches")
async def list_matches(owner: Owner) -> Asked:
    from seeds.jobs import job_of  # noqa: PLC0415 - they need each other

    await job_of(owner)
    return Asked(query={"resume": await resume_of(owner), "top": 100}, mine=True, reveals=True)


FIRST = {"If-Match": '"1"'}


async def corrected(owner: Owner) -> str:
    """Give a resume and correct it: there are two versions; return its id."""
    resume = await resume_of(owner)
    said = {"headline": owner.words()}
    await owner.sent("PUT", f"resumes/{resume}/corrections", json=said, headers=FIRST)
    return resume


@seed("removeResume")
async def remove(owner: Owner) -> Asked:
    return Asked(path={"resume_id": await resume_of(owner)}, headers=FIRST)


@seed("renameResume")
async def rename(owner: Owner) -> Asked:
    return Asked(path={"resume_id": await resume_of(owner)}, headers=FIRST, json={"title": owner.words()}, reveals=True)


@seed("correctResume")
async def correct(owner: Owner) -> Asked:
    said = {"summary": owner.words(), "skills": ["Triage", "German"]}
    return Asked(path={"resume_id": await resume_of(owner)}, headers=FIRST, json=said, reveals=True)


@seed("listVersions")
async def versions(owner: Owner) -> Asked:
    return Asked(path={"resume_id": await corrected(owner)})


@seed("compareVersions")
async def compare(owner: Owner) -> Asked:
    return Asked(path={"resume_id": await corrected(owner)}, query={"after": 2}, reveals=True)


@seed("restoreVersion")
async def restore(owner: Owner) -> Asked:
    return Asked(path={"resume_id": await corrected(owner)}, headers={"If-Match": '"2"'}, json={"number": 1})


@seed("showResumeText", "fetchOriginal")
async def text(owner: Owner) -> Asked:
    return Asked(path={"resume_id": await resume_of(owner)}, reveals=True)


@seed("exportJsonResume", "exportMarkdown")
async def export(owner: Owner) -> Asked:
    return Asked(path={"resume_id": await corrected(owner)}, reveals=True)


@seed("suggestProfile")
async def suggest(owner: Owner) -> Asked:
    return Asked(query={"resume": await resume_of(owner)}, mine=True)


@seed("importProfile")
async def bring(owner: Owner) -> Asked:
    return Asked(json={"resume": await resume_of(owner)}, mine=True)


@seed("listBlocked")
async def list_blocked(owner: Owner) -> Asked:
    await owner.sent("PUT", "blocked-companies", json={"company": owner.words()})
    return Asked(reveals=True)


@seed("blockCompany")
async def block(owner: Owner) -> Asked:
    return Asked(json={"company": owner.words()}, reveals=True)


@seed("unblockCompany")
async def unblock(owner: Owner) -> Asked:
    company = owner.words()
    await owner.sent("PUT", "blocked-companies", json={"company": company})
    return Asked(query={"company": company}, mine=True)

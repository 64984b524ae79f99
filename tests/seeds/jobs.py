"""Jobs that the owner brought: nobody else has them."""

from uuid import uuid4

from seeds.asking import Asked, Json, Owner, seed

TEXT = "Care for people at night on a surgical ward, with a degree in nursing and good German."


def by_hand(owner: Owner, title: str = "") -> Json:
    """Return a job as the owner writes it; it is like no other."""
    alone = " ".join(uuid4().hex for _ in range(20))
    return {
        "by": "hand",
        "title": title or f"Nurse {owner.words()}",
        "company": f"Clinic {owner.words()}",
        "description": f"{TEXT} {owner.word} {alone}",
    }


async def job_of(owner: Owner) -> str:
    """Bring a job, and return its id."""
    made = await owner.post("jobs", by_hand(owner))
    return str(made["summary"]["id"])


async def merged(owner: Owner) -> tuple[str, str]:
    """Bring the same job by two addresses; return its id, and that of one of its sightings."""
    given = by_hand(owner) | {"place": "Berlin, Germany"}
    for board in ("one", "two"):
        made = await owner.post("jobs", given | {"url": f"https://{board}.example/{owner.words().replace(' ', '-')}"})
    return str(made["summary"]["id"]), str(made["sightings"][1]["id"])


@seed("listJobs")
async def list_jobs(owner: Owner) -> Asked:
    await job_of(owner)
    return Asked(query={"text": "nurse", "limit": 200}, reveals=True)


@seed("addJob")
async def add_job(owner: Owner) -> Asked:
    return Asked(json=by_hand(owner), reveals=True)


@seed("showJob")
async def show_job(owner: Owner) -> Asked:
    return Asked(path={"job_id": await job_of(owner)}, reveals=True)


@seed("listSimilarJobs")
async def list_similar(owner: Owner) -> Asked:
    await job_of(owner)
    return Asked(path={"job_id": await job_of(owner)}, reveals=True)


@seed("explainMatch")
async def explain(owner: Owner) -> Asked:
    from seeds.resumes import resume_of  # noqa: PLC0415 - they need each other

    await resume_of(owner)
    return Asked(path={"job_id": await job_of(owner)}, reveals=True)


@seed("checkJob")
async def check(owner: Owner) -> Asked:
    return Asked(path={"job_id": await job_of(owner)}, reveals=True)


@seed("splitJob")
async def split(owner: Owner) -> Asked:
    job, sighting = await merged(owner)
    return Asked(path={"job_id": job}, json={"sighting": sighting}, reveals=True)


@seed("splitJob", beyond=True)
async def split_for_all(owner: Owner) -> Asked:
    job, sighting = await merged(owner)
    return Asked(path={"job_id": job}, json={"sighting": sighting, "for_all": True})


@seed("markJob")
async def mark(owner: Owner) -> Asked:
    given = {"mark": "dismissed", "reason": "pay", "note": owner.word}
    return Asked(path={"job_id": await job_of(owner)}, json=given, reveals=True)


@seed("showMark", "clearMark")
async def marked(owner: Owner) -> Asked:
    job = await job_of(owner)
    await owner.sent("PUT", f"jobs/{job}/mark", json={"mark": "saved", "note": owner.word})
    return Asked(path={"job_id": job})


@seed("listMarks")
async def list_marks(owner: Owner) -> Asked:
    await marked(owner)
    return Asked(reveals=True)


@seed("markJobs")
async def mark_several(owner: Owner) -> Asked:
    changes = [{"job": await job_of(owner), "mark": "saved", "note": owner.word}]
    return Asked(json={"changes": changes}, mine=True)


@seed("countJobs")
async def count_jobs(owner: Owner) -> Asked:
    await job_of(owner)
    return Asked(query={"text": "nurse"}, reveals=True)


@seed("listSuggestions")
async def suggest(owner: Owner) -> Asked:
    await job_of(owner)
    return Asked(query={"kind": "company", "text": "Clinic"}, reveals=True)


@seed("showSightings")
async def sightings(owner: Owner) -> Asked:
    return Asked(path={"job_id": await job_of(owner)}, reveals=True)


async def parted(owner: Owner, *, for_all: bool = False) -> tuple[str, str]:
    """Part a job; return its id, and that of the sighting that was taken out of it."""
    job, sighting = await merged(owner)
    made = await owner.post(f"jobs/{job}/split", {"sighting": sighting, "for_all": for_all})
    return str(made["left"]["summary"]["id"]), sighting


@seed("joinSighting")
async def join(owner: Owner) -> Asked:
    job, sighting = await parted(owner)
    return Asked(path={"job_id": job}, json={"sighting": sighting}, reveals=True)


@seed("joinSighting", beyond=True)
async def join_for_all(owner: Owner) -> Asked:
    job, sighting = await parted(owner, for_all=True)
    return Asked(path={"job_id": job}, json={"sighting": sighting, "for_all": True})


@seed("compareJobs")
async def compare(owner: Owner) -> Asked:
    from seeds.resumes import resume_of  # noqa: PLC0415 - they need each other

    jobs = [await job_of(owner), await job_of(owner)]
    return Asked(query={"jobs": jobs, "resume": await resume_of(owner)}, mine=True, reveals=True)


@seed("showCoverage")
async def coverage(owner: Owner) -> Asked:
    await job_of(owner)
    return Asked(query={"text": "nurse"})

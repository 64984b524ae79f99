"""Applications."""

from datetime import UTC, datetime, timedelta

from seeds.asking import Asked, Owner, seed
from seeds.jobs import job_of

FIRST = {"If-Match": '"1"'}


def tomorrow() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).isoformat()


async def application_of(owner: Owner) -> str:
    """Track a job, and return the application's id."""
    made = await owner.post("applications", {"job": await job_of(owner)})
    return str(made["application"]["id"])


@seed("listApplications")
async def list_applications(owner: Owner) -> Asked:
    await application_of(owner)
    return Asked(reveals=True)


@seed("trackJob")
async def track(owner: Owner) -> Asked:
    return Asked(json={"job": await job_of(owner), "stage": "preparing"}, mine=True, reveals=True)


@seed("showApplication")
async def show(owner: Owner) -> Asked:
    return Asked(path={"application_id": await application_of(owner)}, reveals=True)


@seed("moveApplication")
async def move(owner: Owner) -> Asked:
    return Asked(path={"application_id": await application_of(owner)}, json={"stage": "preparing"}, headers=FIRST)


@seed("noteApplication")
async def note(owner: Owner) -> Asked:
    return Asked(path={"application_id": await application_of(owner)}, json={"text": owner.word}, reveals=True)


@seed("setReminder")
async def remind(owner: Owner) -> Asked:
    return Asked(path={"application_id": await application_of(owner)}, json={"at": tomorrow()}, headers=FIRST)


@seed("clearReminder", "removeApplication")
async def known_version(owner: Owner) -> Asked:
    return Asked(path={"application_id": await application_of(owner)}, headers=FIRST)


@seed("countApplications", "exportApplications")
async def all_of_them(owner: Owner) -> Asked:
    await application_of(owner)
    return Asked()


@seed("moveApplications")
async def move_several(owner: Owner) -> Asked:
    moves = [{"application": await application_of(owner), "stage": "preparing"}]
    return Asked(json={"moves": moves})


@seed("importApplications", "importJobs")
async def bring(owner: Owner) -> Asked:
    table = f"Title,Company\n{owner.words()},{owner.words()}\n"
    files = {"file": ("jobs.csv", table.encode(), "text/csv"), "dry_run": (None, b"false", "text/plain")}
    return Asked(files=files, reveals=True)


@seed("showTimeline")
async def timeline(owner: Owner) -> Asked:
    application = await application_of(owner)
    await owner.post(f"applications/{application}/notes", {"text": owner.word})
    return Asked(path={"application_id": application}, reveals=True)

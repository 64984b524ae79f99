"""Saved searches, and collections."""

from seeds.asking import Asked, Json, Owner, seed
from seeds.jobs import job_of


def search(owner: Owner) -> Json:
    """Return a search as the owner writes it."""
    return {"name": owner.words(), "query": {"text": "nurse", "company": owner.word}, "when": "hourly"}


async def search_of(owner: Owner) -> str:
    """Save a search, and return its id."""
    return str((await owner.post("searches", search(owner)))["id"])


@seed("listSearches")
async def list_searches(owner: Owner) -> Asked:
    await search_of(owner)
    return Asked(reveals=True)


@seed("saveSearch")
async def save(owner: Owner) -> Asked:
    return Asked(json=search(owner), reveals=True)


@seed("showSearch")
async def show(owner: Owner) -> Asked:
    found = await search_of(owner)
    await job_of(owner)
    return Asked(path={"search_id": found}, reveals=True)


@seed("changeSearch")
async def change(owner: Owner) -> Asked:
    return Asked(path={"search_id": await search_of(owner)}, json={"when": "every 6h"}, reveals=True)


@seed("pauseSearch", "resumeSearch", "runSearch", "removeSearch")
async def named(owner: Owner) -> Asked:
    return Asked(path={"search_id": await search_of(owner)})


@seed("collect")
async def collect(owner: Owner) -> Asked:
    return Asked(json={"text": owner.words(), "sources": ["arbeitnow"], "limit": 5}, reveals=True)


@seed("listNews")
async def news(owner: Owner) -> Asked:
    found = await search_of(owner)
    await job_of(owner)
    return Asked(path={"search_id": found})


@seed("markNewsSeen")
async def seen(owner: Owner) -> Asked:
    return Asked(path={"search_id": await search_of(owner)}, json={"upto": 0})

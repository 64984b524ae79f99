"""Tasks and events."""

from seeds.asking import Asked, Owner, seed


async def task_of(owner: Owner) -> str:
    """Ask for a task, and return its id."""
    return str((await owner.post("tasks", {"name": "no_op"}))["id"])


@seed("listTasks")
async def list_tasks(owner: Owner) -> Asked:
    await owner.post("collections", {"text": owner.words()})
    return Asked(query={"limit": 200}, reveals=True)


@seed("addTask")
async def add(owner: Owner) -> Asked:
    return Asked(json={"name": "no_op", "key": owner.words()})


@seed("addTask", beyond=True)
async def add_for_all(owner: Owner) -> Asked:
    return Asked(json={"name": "back_up"})


@seed("showTask", "cancelTask")
async def named(owner: Owner) -> Asked:
    return Asked(path={"task_id": await task_of(owner)})


@seed("retryTask")
async def retry(owner: Owner) -> Asked:
    task = await task_of(owner)
    await owner.post(f"tasks/{task}/cancel")
    return Asked(path={"task_id": task})


@seed("purgeTasks")
async def purge(owner: Owner) -> Asked:
    return Asked(json={"ended_before": 36_000})


@seed("listEvents")
async def list_events(owner: Owner) -> Asked:
    await task_of(owner)
    return Asked(query={"since": 0, "limit": 200})

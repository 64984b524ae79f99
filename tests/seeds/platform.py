"""The installation, its boards and its health, and tickets for live connections: nothing of them is anybody's own."""

from seeds.asking import Asked, Owner, seed


@seed("showLife", "showReadiness", "showAsyncApi", "listSentences", "listChoices", "listSources")
async def alike(owner: Owner) -> Asked:
    return Asked()


@seed("issueLiveTicket")
async def ticket(owner: Owner) -> Asked:
    return Asked()


@seed("showSchedule", "listPlugins", "diagnose", "reviewWork")
async def installation(owner: Owner) -> Asked:
    return Asked()


@seed("showSource")
async def source(owner: Owner) -> Asked:
    return Asked(path={"source_name": "arbeitnow"}, mine=False)

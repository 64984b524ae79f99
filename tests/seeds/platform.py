"""The installation, its boards and its health, and tickets for live connections: nothing of them is anybody's own."""

from seeds.asking import Asked, Owner, seed


@seed("showLife", "showReadiness", "showAsyncApi", "listSources", "showSchedule", "listPlugins", "diagnose")
async def alike(owner: Owner) -> Asked:
    return Asked()


@seed("issueLiveTicket")
async def ticket(owner: Owner) -> Asked:
    return Asked()

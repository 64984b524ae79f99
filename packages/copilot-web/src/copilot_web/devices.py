"""What a request says of the device it comes from."""

from litestar.connection import ASGIConnection
from litestar.types import Scope

from copilot_core.entities.account import Device
from copilot_web.arrival import client_of
from copilot_web.names import header
from copilot_web.refresh_cookie import refresh_in

LONGEST_AGENT = 200


async def device_of(scope: Scope) -> Device:
    """Return it (the dependency `device`); its cookie proves that it is known, and is not used up by that."""
    agent = ",".join(header(scope, b"user-agent"))[:LONGEST_AGENT]
    return Device(agent, client_of(scope), refresh_in(ASGIConnection(scope)))

"""The link of the local person, and where the page will be."""

from typing import Any

from litestar import Router, get
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect
from litestar.types import Scope

from copilot_adapters.settings import Settings
from copilot_core.errors import Rejected
from copilot_core.use_cases.accounts.any_account import AnyAccount
from copilot_web.limits import LIMIT, Cost
from copilot_web.links import Links
from copilot_web.local import COOKIE, PATH, local_token
from copilot_web.visitors import PUBLIC

A_YEAR = 365 * 86_400
SECRET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""The address holds a key."""


@get("/local", operation_id="openLocalLink", opt={PUBLIC: True, LIMIT: Cost.LOG_IN}, status_code=303)
async def open_link(
    key: FromQuery[str],
    scope: Scope,
    settings: NamedDependency[Settings],
    any_account: NamedDependency[AnyAccount],
) -> Redirect:
    """Give the browser that opens the link the cookie of the local person; the link works once, without accounts."""
    if await any_account():
        raise Rejected("local_token_over")
    Links(settings.home).spend(key)
    cookie = Cookie(
        COOKIE,
        value=local_token(settings.home),
        path=PATH,
        max_age=A_YEAR,
        httponly=True,
        samesite="strict",
        secure=scope["scheme"] == "https",
    )
    return Redirect("/", status_code=303, headers=SECRET, cookies=[cookie])


LOCAL: Any = Router("/", route_handlers=[open_link], include_in_schema=False)

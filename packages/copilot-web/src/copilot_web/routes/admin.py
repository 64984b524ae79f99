"""Everybody's accounts, for those who look after the installation."""

from typing import Annotated, Any

import msgspec
from litestar import Router, delete, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.use_cases.accounts.end_other_sessions import EndOtherSessions
from copilot_core.use_cases.accounts.list_accounts import ListAccounts
from copilot_core.use_cases.accounts.remove_an_account import RemoveAnAccount
from copilot_core.use_cases.accounts.show_an_account import ShowAnAccount
from copilot_web.audit import audit
from copilot_web.guards import POWER
from copilot_web.routes.account import Ended
from copilot_web.routes.accounts_shown import ShownAccount, shown
from copilot_web.said import AskedLimit
from copilot_web.visitors import Power

NOBODY = SessionId("")
AskedAfter = Annotated[str | None, QueryParameter(max_length=200, description="`next` of the page before")]


class Accounts(msgspec.Struct, frozen=True):
    """Accounts in the order of their ids; `next` asks for those after them."""

    accounts: list[ShownAccount]
    next: str | None


@get("/", operation_id="listAccounts")
async def list_all(
    list_accounts: NamedDependency[ListAccounts], limit: AskedLimit = 50, after: AskedAfter = None
) -> Accounts:
    """List all accounts."""
    found = await list_accounts(limit, PersonId(after) if after else None)
    return Accounts([shown(one) for one in found], found[-1].person if len(found) == limit else None)


@get("/{account_id:str}", operation_id="showAnAccount")
async def show_one(account_id: FromPath[str], show_an_account: NamedDependency[ShowAnAccount]) -> ShownAccount:
    """Show somebody's account."""
    return shown(await show_an_account(PersonId(account_id)))


@delete("/{account_id:str}", operation_id="removeAnAccount")
async def remove(
    account_id: FromPath[str], remove_an_account: NamedDependency[RemoveAnAccount], person: NamedDependency[PersonId]
) -> None:
    """Remove somebody's account, for good: nothing lets them in any more. The last admin stays."""
    await remove_an_account(PersonId(account_id))
    audit("account_removed", person=account_id, by=person)


@delete("/{account_id:str}/sessions", operation_id="endSessionsOf", status_code=200)
async def end_sessions(
    account_id: FromPath[str],
    show_an_account: NamedDependency[ShowAnAccount],
    end_other_sessions: NamedDependency[EndOtherSessions],
    person: NamedDependency[PersonId],
) -> Ended:
    """Sign somebody out everywhere."""
    account = await show_an_account(PersonId(account_id))
    ended = await end_other_sessions(account.person, NOBODY)
    audit("sessions_ended", person=account.person, by=person, ended=ended)
    return Ended(ended)


ADMIN: Any = Router(
    "/admin/accounts",
    route_handlers=[list_all, show_one, remove, end_sessions],
    opt={POWER: Power.ADMIN},
    tags=["admin"],
)

"""All that is kept of oneself: to be taken out, and to be erased."""

from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import MediaType, Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.response import Stream

from copilot_core.entities.identities import PersonId
from copilot_core.use_cases.accounts.confirm_erasure import ConfirmErasure
from copilot_core.use_cases.accounts.erase_everything import Erased
from copilot_core.use_cases.accounts.export_everything import ExportEverything
from copilot_web.answers import PACKED
from copilot_web.arrival import client_of
from copilot_web.audit import audit, auditing
from copilot_web.guards import BY_THEMSELVES
from copilot_web.limits import EXPENSIVE, LIMIT, Cost
from copilot_web.routes.accounts_shown import NO_STORE, Password
from copilot_web.said import Word

ZIP = "application/zip"
FORGET = {**NO_STORE, "Clear-Site-Data": '"cache", "storage"'}
"""The browser forgets what it kept, too."""

Asking = Request[Any, Any, Any]


class Erasure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What confirms it: the password; without one the address of the account, without an account `erase`."""

    password: Password = ""
    word: Annotated[Word, msgspec.Meta(examples=["erase"])] = ""


@get("/export", operation_id="exportEverything", media_type=ZIP, opt={**EXPENSIVE, BY_THEMSELVES: True, PACKED: True})
async def export_all(
    export_everything: NamedDependency[ExportEverything], person: NamedDependency[PersonId], request: Asking
) -> Stream:
    """Take everything out that is kept of you: one ZIP file of JSON, CSV, and the files you gave."""
    audit("data_exported", person=person, address=client_of(request.scope))
    name = f'attachment; filename="career-copilot-{date.today().isoformat()}.zip"'  # noqa: DTZ011 - the name of a file
    headers = {**NO_STORE, "Content-Disposition": name}
    return Stream(export_everything(person=person), media_type=ZIP, headers=headers)


@post("/erase", operation_id="eraseEverything", status_code=200, opt={LIMIT: Cost.LOG_IN, BY_THEMSELVES: True})
async def erase_all(
    data: JSONBody[Erasure],
    confirm_erasure: NamedDependency[ConfirmErasure],
    person: NamedDependency[PersonId],
    request: Asking,
) -> Response[Erased]:
    """Erase everything that is kept of you, the account too; there is no way back."""
    with auditing("erasure_refused", request.scope):
        erased = await confirm_erasure(person=person, password=data.password, word=data.word)
    audit("data_erased", person=person, rows=erased.rows, address=client_of(request.scope))
    return Response(erased, headers=FORGET, media_type=MediaType.JSON)


ACCOUNT_DATA: Any = Router("/account", route_handlers=[export_all, erase_all], tags=["account"])

"""Signing up, in and out."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody

from copilot_adapters.account_settings import Registration
from copilot_adapters.settings import Settings
from copilot_core.entities.account import Device, SignedIn
from copilot_core.entities.identities import SessionId
from copilot_core.use_cases.accounts.any_account import AnyAccount
from copilot_core.use_cases.accounts.ask_for_reset import AskForReset
from copilot_core.use_cases.accounts.log_in import LogIn
from copilot_core.use_cases.accounts.log_out import LogOut
from copilot_core.use_cases.accounts.refresh_session import RefreshSession
from copilot_core.use_cases.accounts.register_account import RegisterAccount
from copilot_core.use_cases.accounts.reset_password import ResetPassword
from copilot_core.use_cases.accounts.verify_email import VerifyEmail
from copilot_web.arrival import client_of
from copilot_web.audit import audit, auditing
from copilot_web.bodies import OF_A_STRANGER
from copilot_web.devices import device_of
from copilot_web.guards import BY_THEMSELVES, no_strangers_page
from copilot_web.limits import LIMIT, Cost
from copilot_web.local import COOKIE, PATH, LocalToken
from copilot_web.refresh_cookie import BY_REFRESH, no_cookie, refresh_by_own_page, refresh_cookie
from copilot_web.routes.accounts_shown import (
    COOKIE_SET,
    LATER,
    NO_STORE,
    CalledAs,
    Email,
    Password,
    Secret,
    ShownAccount,
    shown,
)
from copilot_web.visitors import PUBLIC, Visitor

ATTEMPT = {PUBLIC: True, LIMIT: Cost.LOG_IN}
Asking = Request[Any, Any, Any]


class Methods(msgspec.Struct, frozen=True):
    """How people get in: without accounts it is one person's own, by a link that `copilot link` prints.

    `registration` tells whether who asks may make an account; the first one is made by the local person.
    """

    accounts: bool
    registration: bool


class Registering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who wants an account."""

    email: Email
    password: Password
    name: CalledAs = ""


class Credentials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What signs somebody in."""

    email: Email
    password: Password


class Forgetful(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose password is to be set anew."""

    email: Email


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a letter's link ends in."""

    secret: Secret


class Renewal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a letter's link ends in, and the password from now on."""

    secret: Secret
    password: Password


class OnItsWay(msgspec.Struct, frozen=True):
    """Look into the mailbox: whatever there is to say to that address, a letter says it."""

    email: str


class SignedInAs(msgspec.Struct, frozen=True):
    """Send `access_token` as `Authorization: Bearer` for `expires_in` seconds; the cookie then gets another one."""

    access_token: str
    expires_in: int
    session: SessionId
    account: ShownAccount


@get("/methods", operation_id="showMethods", opt={PUBLIC: True})
async def show_methods(
    request: Asking,
    any_account: NamedDependency[AnyAccount],
    local_way: NamedDependency[LocalToken],
    settings: NamedDependency[Settings],
) -> Methods:
    """Tell how people get in here."""
    accounts = await any_account()
    is_open = settings.accounts.registration is Registration.OPEN
    return Methods(accounts, is_open if accounts else local_way.is_shown(request))


@post("/register", operation_id="register", status_code=202, opt=ATTEMPT, responses=LATER)
async def register(
    request: Asking,
    data: JSONBody[Registering],
    register_account: NamedDependency[RegisterAccount],
    local_way: NamedDependency[LocalToken],
) -> OnItsWay:
    """Ask for an account: a letter brings the link that confirms the address.

    An address that has one is answered alike. The local person makes the first account, which holds at once and has
    all that is theirs.
    """
    adopt = local_way.is_shown(request)
    with auditing("register_refused", request.scope):
        await register_account(data.email, data.password, data.name, adopt=adopt)
    audit("registered", address=client_of(request.scope))
    return OnItsWay(data.email)


@post("/verify", operation_id="verifyEmail", status_code=200, opt=ATTEMPT, responses=LATER)
async def verify(request: Asking, data: JSONBody[Proof], verify_email: NamedDependency[VerifyEmail]) -> ShownAccount:
    """Confirm an address by its letter's link, which works once; from then on it can be signed in to."""
    with auditing("verify_refused", request.scope):
        account = await verify_email(data.secret)
    audit("account_made", person=account.person, address=client_of(request.scope))
    return shown(account)


@post("/log-in", operation_id="logIn", status_code=200, opt=ATTEMPT, responses=LATER, response_headers=COOKIE_SET)
async def sign_in(
    request: Asking,
    data: JSONBody[Credentials],
    log_in: NamedDependency[LogIn],
    device: NamedDependency[Device],
) -> Response[SignedInAs]:
    """Sign in, for a short access token in the answer and a longer right in a cookie that no script reads."""
    with auditing("log_in_failed", request.scope):
        signed = await log_in(data.email, data.password, device)
    audit("log_in", person=signed.account.person, session=signed.session.id, address=device.address)
    return _signed_in(request, signed)


@post(
    "/refresh",
    operation_id="refreshSession",
    status_code=200,
    opt={PUBLIC: True, BY_REFRESH: True},
    response_headers=COOKIE_SET,
)
async def refresh(
    request: Asking,
    refresh_session: NamedDependency[RefreshSession],
    device: NamedDependency[Device],
    settings: NamedDependency[Settings],
) -> Response[SignedInAs]:
    """Get another access token for the cookie, which is replaced.

    Each cookie works once, and for some seconds more; when it comes later somebody has stolen it, and the session ends.
    """
    secret = refresh_by_own_page(request, settings.http.origins)
    with auditing("refresh_refused", request.scope):
        signed = await refresh_session(secret, device)
    return _signed_in(request, signed)


@post("/log-out", operation_id="logOut", status_code=204, opt={BY_REFRESH: True, BY_THEMSELVES: True})
async def sign_out(
    request: Asking, log_out: NamedDependency[LogOut], visitor: NamedDependency[Visitor]
) -> Response[None]:
    """Sign out: the session ends with its tokens and live connections, and the cookie is taken away."""
    await log_out(visitor.person, SessionId(visitor.session))
    audit("log_out", person=visitor.person, session=visitor.session, address=client_of(request.scope))
    no_local = Cookie(COOKIE, path=PATH, max_age=0, expires=0)
    return Response(None, status_code=204, cookies=[no_cookie(request.scope), no_local])


@post("/reset", operation_id="askForReset", status_code=202, opt=ATTEMPT, responses=LATER)
async def ask_reset(data: JSONBody[Forgetful], ask_for_reset: NamedDependency[AskForReset]) -> OnItsWay:
    """Ask for a letter with a link that sets a new password; an address without an account is answered alike."""
    await ask_for_reset(data.email)
    return OnItsWay(data.email)


@post("/reset/confirm", operation_id="resetPassword", status_code=204, opt=ATTEMPT, responses=LATER)
async def confirm_reset(
    request: Asking, data: JSONBody[Renewal], reset_password: NamedDependency[ResetPassword]
) -> Response[None]:
    """Set a new password by a letter's link, which works once; all sessions and personal tokens end."""
    with auditing("reset_refused", request.scope):
        person = await reset_password(data.secret, data.password)
    audit("password_reset", person=person, address=client_of(request.scope))
    return Response(None, status_code=204, cookies=[no_cookie(request.scope)])


def _signed_in(request: Asking, signed: SignedIn) -> Response[SignedInAs]:
    lasts = int((signed.access_ends_at - signed.session.seen_at).total_seconds())
    told = SignedInAs(signed.access, lasts, signed.session.id, shown(signed.account))
    cookie = refresh_cookie(request.scope, signed.refresh, signed.refresh_ends_at)
    return Response(told, headers=NO_STORE, cookies=[cookie])


AUTH: Any = Router(
    "/auth",
    route_handlers=[
        show_methods,
        register,
        verify,
        sign_in,
        refresh,
        sign_out,
        ask_reset,
        confirm_reset,
    ],
    dependencies={"device": Provide(device_of)},
    guards=[no_strangers_page],
    request_max_body_size=OF_A_STRANGER,
    tags=["auth"],
)

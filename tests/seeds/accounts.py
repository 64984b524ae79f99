"""Accounts: signing up, in and out; what is one's own; and what those see who look after all."""

from uuid import uuid4

from seeds.asking import Asked, Owner, seed

WRONG = "w" * 43
OTHER_PASSWORD = "eleven blue bicycles"
LIKE_YES = frozenset({202})
NOT_YOURS = frozenset({422})


@seed("showMethods")
async def methods(owner: Owner) -> Asked:
    return Asked()


@seed("register")
async def register(owner: Owner) -> Asked:
    taken = Asked(json={"email": owner.email, "password": OTHER_PASSWORD}, answered=LIKE_YES)
    return Asked(json={"email": f"{uuid4().hex}@example.org", "password": OTHER_PASSWORD}, spoiled=taken)


@seed("verifyEmail")
async def verify(owner: Owner) -> Asked:
    secret = await owner.people.registered(f"{uuid4().hex}@example.org", OTHER_PASSWORD)
    return Asked(json={"secret": secret}, spoiled=Asked(json={"secret": WRONG}))


@seed("logIn")
async def log_in(owner: Owner) -> Asked:
    one = await owner.people.person()
    wrong = {"email": one.email, "password": OTHER_PASSWORD}
    return Asked(json={"email": one.email, "password": one.password}, spoiled=Asked(json=wrong))


@seed("refreshSession")
async def refresh(owner: Owner) -> Asked:
    wrong = Asked(cookies={"copilot_refresh": WRONG})
    return Asked(client=await owner.people.signed_in(owner), spoiled=wrong)


@seed("logOut")
async def log_out(owner: Owner) -> Asked:
    return Asked(client=await owner.people.signed_in(owner), ends=True)


@seed("askForReset")
async def ask_for_reset(owner: Owner) -> Asked:
    return Asked(json={"email": owner.email}, spoiled=Asked(json={"email": "nobody@example.org"}, answered=LIKE_YES))


@seed("resetPassword")
async def reset(owner: Owner) -> Asked:
    one = await owner.people.person()
    secret = await owner.people.reset(one.email)
    wrong = Asked(json={"secret": WRONG, "password": OTHER_PASSWORD})
    return Asked(json={"secret": secret, "password": OTHER_PASSWORD}, spoiled=wrong)


@seed("showAccount")
async def show_account(owner: Owner) -> Asked:
    return Asked(reveals=True)


@seed("changeAccount")
async def change_account(owner: Owner) -> Asked:
    return Asked(json={"name": owner.words()}, reveals=True)


@seed("changePassword")
async def change_password(owner: Owner) -> Asked:
    one = await owner.people.person()
    given = {"old": one.password, "new": OTHER_PASSWORD}
    return Asked(json=given, client=one.client, mine=True, refused=NOT_YOURS)


@seed("listSessions")
async def list_sessions(owner: Owner) -> Asked:
    return Asked(reveals=True)


@seed("endSession")
async def end_session(owner: Owner) -> Asked:
    client = await owner.people.signed_in(owner)
    sessions = (await client.get("/api/v1/account/sessions")).json()["sessions"]
    return Asked(path={"session_id": next(one["id"] for one in sessions if one["here"])})


@seed("endOtherSessions")
async def end_others(owner: Owner) -> Asked:
    return Asked(client=(await owner.people.person()).client)


async def token_of(owner: Owner) -> str:
    """Give a program a token, and return its id."""
    made = await owner.post("account/tokens", {"name": owner.words(), "scopes": ["read"], "days": 7})
    return str(made["token"]["id"])


@seed("listTokens")
async def list_tokens(owner: Owner) -> Asked:
    await token_of(owner)
    return Asked(reveals=True)


@seed("createToken")
async def create_token(owner: Owner) -> Asked:
    return Asked(json={"name": owner.words(), "scopes": ["read", "write"]}, reveals=True)


@seed("revokeToken")
async def revoke_token(owner: Owner) -> Asked:
    return Asked(path={"token_id": await token_of(owner)})


@seed("exportEverything")
async def export(owner: Owner) -> Asked:
    return Asked(reveals=True, steady=False)


@seed("eraseEverything")
async def erase(owner: Owner) -> Asked:
    one = await owner.people.person()
    return Asked(json={"password": one.password}, client=one.client, mine=True, refused=NOT_YOURS)


@seed("listAccounts")
async def list_accounts(owner: Owner) -> Asked:
    return Asked(query={"limit": 200}, reveals=True)


@seed("showAnAccount", "removeAnAccount", "endSessionsOf")
async def named(owner: Owner) -> Asked:
    return Asked(path={"account_id": (await owner.people.person()).person})

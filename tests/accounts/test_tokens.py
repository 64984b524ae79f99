"""Personal tokens for programs."""

from datetime import timedelta

import pytest
from signing_world import ADMIN, BEN, DAY, MINUTE, SigningWorld

from copilot_core.entities.account import ApiToken, Role, Scope
from copilot_core.entities.identities import PersonId, TokenId
from copilot_core.errors import NotFound, Rejected


async def given(world: SigningWorld, person: PersonId, *scopes: Scope, days: int | None = None) -> tuple[ApiToken, str]:
    made: tuple[ApiToken, str] = await world.container.create_token()(
        person, " My  script ", scopes or [Scope.READ], days
    )
    return made


async def test_a_token_is_known_by_its_secret_which_is_kept_nowhere(world: SigningWorld) -> None:
    account = await world.person()
    token, secret = await given(world, account.person, Scope.WRITE)
    assert (token.name, token.scopes) == ("My script", frozenset({Scope.READ, Scope.WRITE}))
    assert secret.startswith("copilot_")
    assert secret not in repr(token)
    assert await world.container.know_token()(secret) == (token, account)
    async with world.container.storage().reading() as books:
        assert not await books.api_tokens.fetch([secret])


@pytest.mark.parametrize("altered", ["", "copilot_", "copilot_\ud800", "{secret}x", " {secret}", "{bare}"])
async def test_what_is_no_token_is_nobodys(world: SigningWorld, altered: str) -> None:
    account = await world.person()
    _, secret = await given(world, account.person)
    said = altered.format(secret=secret, bare=secret.removeprefix("copilot_"))
    assert await world.container.know_token()(said) is None


async def test_a_token_ends_when_it_was_said_to(world: SigningWorld) -> None:
    account = await world.person()
    token, secret = await given(world, account.person, days=7)
    assert token.ends_at == world.clock.now() + 7 * DAY
    world.clock.move(7 * DAY - MINUTE)
    assert await world.container.know_token()(secret)
    world.clock.move(MINUTE)
    assert await world.container.know_token()(secret) is None


async def test_it_is_told_when_a_token_was_used_last(world: SigningWorld) -> None:
    account = await world.person()
    _, secret = await given(world, account.person)
    begun = world.clock.now()
    for _ in range(8):
        await world.container.know_token()(secret)
        world.clock.move(MINUTE)
    [token] = await world.container.list_tokens()(account.person)
    assert token.used_at == begun + timedelta(minutes=5)


async def test_a_revoked_token_opens_nothing_at_once(world: SigningWorld) -> None:
    account = await world.person()
    token, secret = await given(world, account.person)
    await world.container.revoke_token()(account.person, token.id)
    assert await world.container.know_token()(secret) is None
    assert not await world.container.list_tokens()(account.person)
    assert [event.payload["session"] for event in await world.events(account.person)] == [token.id]


async def test_nobody_sees_or_revokes_anothers_tokens(world: SigningWorld) -> None:
    anna, ben = await world.person(), await world.person(BEN)
    token, secret = await given(world, anna.person)
    assert not await world.container.list_tokens()(ben.person)
    for named in (token.id, TokenId("unheard of")):
        with pytest.raises(NotFound) as refused:
            await world.container.revoke_token()(ben.person, named)
        assert refused.value.code == "token_unknown"
    assert await world.container.know_token()(secret)


async def test_only_an_admin_has_tokens_that_look_after_the_installation(world: SigningWorld) -> None:
    admin, account = await world.admin(), await world.person()
    with pytest.raises(Rejected) as refused:
        await given(world, account.person, Scope.ADMIN)
    assert refused.value.code == "scope_not_yours"
    token, secret = await given(world, admin.person, Scope.ADMIN)
    assert token.scopes == {Scope.ADMIN, Scope.READ}
    known = await world.container.know_token()(secret)
    assert known == (token, admin)


@pytest.mark.parametrize(
    ("name", "scopes", "days", "code"),
    [
        ("", [Scope.READ], None, "token_nameless"),
        (" \u200b ", [Scope.READ], None, "token_nameless"),
        ("x" * 61, [Scope.READ], None, "token_nameless"),
        ("script", [], None, "token_useless"),
        ("script", [Scope.READ], 0, "token_days_wrong"),
        ("script", [Scope.READ], 3651, "token_days_wrong"),
    ],
)
async def test_a_token_that_makes_no_sense_is_refused(
    world: SigningWorld, name: str, scopes: list[Scope], days: int | None, code: str
) -> None:
    account = await world.person()
    with pytest.raises(Rejected) as refused:
        await world.container.create_token()(account.person, name, scopes, days)
    assert refused.value.code == code


async def test_nobody_has_tokens_without_end(world: SigningWorld) -> None:
    account = await world.person()
    for _ in range(50):
        await given(world, account.person)
    with pytest.raises(Rejected) as refused:
        await given(world, account.person)
    assert refused.value.code == "tokens_too_many"


async def test_who_has_no_account_has_no_tokens(world: SigningWorld) -> None:
    account = await world.person()
    _, secret = await given(world, account.person)
    await world.container.remove_an_account()(account.person)
    assert await world.container.know_token()(secret) is None
    with pytest.raises(NotFound):
        await given(world, account.person)


async def test_the_last_who_looks_after_the_installation_stays(world: SigningWorld) -> None:
    admin, account = await world.admin(), await world.person()
    with pytest.raises(Rejected) as refused:
        await world.container.remove_an_account()(admin.person)
    assert refused.value.code == "last_admin"
    await world.container.create_admin()(BEN, "eleven blue umbrellas")
    await world.container.remove_an_account()(admin.person)
    assert {one.email for one in await world.container.list_accounts()()} == {account.email, BEN}
    with pytest.raises(NotFound):
        await world.container.show_account()(admin.person)
    with pytest.raises(Rejected):
        await world.log_in(ADMIN)


async def test_accounts_are_listed_in_pages(world: SigningWorld) -> None:
    await world.admin()
    made = [await world.person(f"person{number}@example.org") for number in range(4)]
    listed = world.container.list_accounts()
    first = await listed(3)
    second = await listed(3, first[-1].person)
    assert {one.email for one in (*first, *second)} == {ADMIN, *(one.email for one in made)}
    assert [one.role for one in (*first, *second)].count(Role.ADMIN) == 1


async def test_a_name_is_changed_and_a_long_one_refused(world: SigningWorld) -> None:
    account = await world.person()
    changed = await world.container.change_account()(account.person, " Anna \n Berg\u202e")
    assert changed.name == "Anna Berg"
    assert await world.container.show_account()(account.person) == changed
    with pytest.raises(Rejected) as refused:
        await world.container.change_account()(account.person, "x" * 81)
    assert refused.value.code == "account_name_long"

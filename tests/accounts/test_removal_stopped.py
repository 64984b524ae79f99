"""A removal that was stopped half-way: whoever is removed stays outside, and looks after nothing any more."""

import pytest
from attrs import evolve
from signing_world import ADMIN, ANNA, OTHER, PASSWORD, SigningWorld

from copilot_core.entities.account import Account, Purpose
from copilot_core.entities.identities import PersonId
from copilot_core.errors import NotFound, Rejected, Unavailable


class Stopped:
    """An erasure at which the power goes."""

    async def __call__(self, *, person: PersonId) -> None:
        raise Unavailable("storage_unavailable", problem=f"stopped at {person}")


async def half_removed(world: SigningWorld, account: Account) -> None:
    remove = world.container.remove_an_account()
    with pytest.raises(Unavailable):
        await evolve(remove, erase=Stopped())(account.person)  # type: ignore[arg-type]  # stands for a power cut


async def test_who_was_removed_does_not_come_back_by_a_letter(world: SigningWorld) -> None:
    removed = await world.person()
    await half_removed(world, removed)
    before = len(world.letters.sent)
    await world.container.ask_for_reset()(ANNA)
    assert len(world.letters.sent) == before
    letter = await world.register()
    assert letter.purpose is Purpose.VERIFY
    again = await world.container.verify_email()(letter.secret)
    assert again.person != removed.person
    await world.container.remove_an_account()(removed.person)
    assert (await world.log_in()).account == again
    with pytest.raises(NotFound):
        await world.container.show_account()(removed.person)


async def test_who_was_removed_counts_as_nobody_who_looks_after_the_rest(world: SigningWorld) -> None:
    first = await world.admin()
    other = await world.container.create_admin()(ANNA, PASSWORD)
    await half_removed(world, other)
    with pytest.raises(Rejected) as refused:
        await world.container.remove_an_account()(first.person)
    assert refused.value.code == "last_admin"
    raised = await world.container.create_admin()(ANNA, OTHER)
    assert raised.person != other.person
    assert (await world.log_in(ADMIN)).account == first

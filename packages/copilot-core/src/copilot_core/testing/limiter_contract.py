"""What every `Limiter` must do: inherit, say what `limiter` is, and run."""

import asyncio
from uuid import uuid4

import pytest

from copilot_core.ports.limiter import Limiter, Quota

SOON = 1
"""Seconds; the shortest time of a quota."""


def made_quota(most: int, seconds: int = 60) -> Quota:
    """Return a quota that nobody else counts in."""
    return Quota(name=f"test-{uuid4().hex}", most=most, seconds=seconds)


class LimiterContract:
    """The promises of `copilot_core.ports.limiter.Limiter`; pytest's asyncio mode must be `auto`.

    A subclass gives a fixture `limiter`.
    """

    @pytest.fixture
    def limiter(self) -> Limiter:
        """Return the limiter to test."""
        raise NotImplementedError

    async def test_as_many_are_allowed_as_the_quota_says(self, limiter: Limiter) -> None:
        quota = made_quota(3)
        taken = [await limiter.take("ada", quota) for _ in range(5)]
        assert [one.allowed for one in taken] == [True, True, True, False, False]
        assert [one.left for one in taken] == [2, 1, 0, 0, 0]
        assert [one.over for one in taken] == [0, 0, 0, 1, 2]

    async def test_it_says_when_all_are_there_again(self, limiter: Limiter) -> None:
        quota = made_quota(1, 60)
        for _ in range(3):
            assert 55 < (await limiter.take("ada", quota)).again_in <= 60

    async def test_one_has_nothing_to_do_with_another(self, limiter: Limiter) -> None:
        quota = made_quota(1)
        assert [(await limiter.take(who, quota)).allowed for who in ("ada", "bob", "ada")] == [True, True, False]

    async def test_one_quota_has_nothing_to_do_with_another(self, limiter: Limiter) -> None:
        quotas = [made_quota(1), made_quota(1)]
        assert [(await limiter.take("ada", quota)).allowed for quota in quotas] == [True, True]

    async def test_after_its_time_it_begins_anew_however_often_one_asked(self, limiter: Limiter) -> None:
        quota = made_quota(1, SOON)
        assert (await limiter.take("ada", quota)).allowed
        for _ in range(4):
            assert not (await limiter.take("ada", quota)).allowed
            await asyncio.sleep(SOON / 5)
        await asyncio.sleep(SOON / 3)
        assert (await limiter.take("ada", quota)).allowed

    async def test_of_many_at_once_no_more_are_allowed(self, limiter: Limiter) -> None:
        quota = made_quota(7)
        taken = await asyncio.gather(*(limiter.take("ada", quota) for _ in range(50)))
        assert sum(one.allowed for one in taken) == 7

    async def test_whatever_stands_in_a_key_is_a_key(self, limiter: Limiter) -> None:
        quota = made_quota(1)
        for key in ("", "a b", "a\r\nDEL x", "{a}:*", "ä" * 300, "2001:db8::/64"):
            assert [(await limiter.take(key, quota)).allowed for _ in range(2)] == [True, False]

    async def test_what_is_forgotten_begins_anew_and_nothing_else(self, limiter: Limiter) -> None:
        quota = made_quota(1)
        for who in ("ada", "bob"):
            await limiter.take(who, quota)
        await limiter.forget("ada", quota)
        await limiter.forget("nobody", quota)
        assert [(await limiter.take(who, quota)).allowed for who in ("ada", "bob")] == [True, False]

"""The limiters keep their contract; whoever is away is stood in for, and nobody fills the memory."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from servers import free_port

from copilot_adapters.limiters.fallback import Fallback
from copilot_adapters.limiters.memory import Memory
from copilot_adapters.limiters.redis import PREFIX, Redis
from copilot_core.errors import Unavailable
from copilot_core.ports.limiter import Limiter
from copilot_core.testing.limiter_contract import LimiterContract, made_quota


class TestMemory(LimiterContract):
    @pytest.fixture
    def limiter(self) -> Limiter:
        return Memory()


@pytest.mark.slow
class TestRedis(LimiterContract):
    @pytest.fixture
    async def limiter(self, redis_url: str) -> AsyncIterator[Limiter]:
        made = Redis(redis_url)
        yield made
        await made.close()

    async def test_processes_count_together(self, limiter: Limiter, redis_url: str) -> None:
        others, quota = [Redis(redis_url) for _ in range(3)], made_quota(5)
        taken = await asyncio.gather(*(one.take("ada", quota) for one in (limiter, *others) for _ in range(5)))
        for one in others:
            await one.close()
        assert sum(one.allowed for one in taken) == 5

    async def test_a_count_without_an_end_gets_one(self, limiter: Limiter, redis_url: str) -> None:
        assert isinstance(limiter, Redis)
        quota = made_quota(2)
        await limiter.take("ada", quota)
        client = limiter._client()
        (name,) = await client.keys(f"{PREFIX}{quota.name}:*")
        await client.persist(name)
        assert (await limiter.take("ada", quota)).again_in == quota.seconds
        assert await client.pttl(name) > 0

    async def test_what_is_no_count_is_a_failure_with_a_name(self, limiter: Limiter) -> None:
        assert isinstance(limiter, Redis)
        quota = made_quota(2)
        await limiter.take("ada", quota)
        client = limiter._client()
        (name,) = await client.keys(f"{PREFIX}{quota.name}:*")
        await client.set(name, "a stranger's")
        with pytest.raises(Unavailable, match="does not answer"):
            await limiter.take("ada", quota)


@pytest.mark.slow
class TestFallback(LimiterContract):
    @pytest.fixture
    async def limiter(self, redis_url: str) -> AsyncIterator[Limiter]:
        made = Fallback(Redis(redis_url), Memory())
        yield made
        await made.close()


class TestFallbackAlone(LimiterContract):
    @pytest.fixture
    async def limiter(self) -> AsyncIterator[Limiter]:
        made = Fallback(Redis(f"redis://127.0.0.1:{free_port()}/0"), Memory())
        yield made
        await made.close()

    async def test_it_says_that_the_server_is_away(self, limiter: Limiter) -> None:
        assert isinstance(limiter, Fallback)
        with pytest.raises(Unavailable, match="does not answer"):
            await limiter.ping()


async def test_memory_stays_small_whoever_comes() -> None:
    limiter, quota = Memory(most_keys=1_000), made_quota(2)
    for number in range(10_000):
        await limiter.take(f"10.0.{number // 256}.{number % 256}", quota)
    assert len(limiter) == 1_000


async def test_people_are_not_forgotten_because_many_addresses_come() -> None:
    limiter, person, address = Memory(most_keys=100), made_quota(1), made_quota(1)
    await limiter.take("ada", person)
    for number in range(1_000):
        await limiter.take(str(number), address)
    assert not (await limiter.take("ada", person)).allowed


async def test_what_is_over_is_forgotten() -> None:
    limiter, quota = Memory(), made_quota(1, 1)
    for number in range(500):
        await limiter.take(str(number), quota)
    await asyncio.sleep(1.05)
    await limiter.take("the next", quota)
    assert len(limiter) == 1

"""The caches keep their contract; nobody fills the memory, and a server that is away is an empty cache."""

import time
from collections.abc import AsyncIterator

import pytest
from servers import free_port

from copilot_adapters.caches.memory import Memory
from copilot_adapters.caches.redis import PREFIX, Redis
from copilot_core.ports.cache import Cache
from copilot_core.testing.cache_contract import LONG, CacheContract


class TestMemory(CacheContract):
    @pytest.fixture
    def cache(self) -> Cache:
        return Memory()

    async def test_what_was_not_asked_for_the_longest_makes_room(self) -> None:
        cache = Memory(most=10_000)
        for number in range(10):
            await cache.put(f"{number}", bytes(800), LONG)
            await cache.get("0")
        kept = [number for number in range(10) if await cache.get(f"{number}") is not None]
        assert kept[0] == 0
        assert 1 not in kept
        assert kept[-1] == 9

    async def test_the_memory_has_a_bound(self) -> None:
        cache = Memory(most=100_000)
        for number in range(2_000):
            await cache.put(f"{number}", bytes(number), LONG)
            assert cache.size <= cache.most

    async def test_what_makes_room_is_not_counted_any_more(self) -> None:
        cache = Memory(most=100_000)
        for _ in range(100):
            await cache.put("key", bytes(5_000), LONG)
        assert cache.size < 6_000
        await cache.put("key", bytes(50_000), LONG)
        assert cache.size == 0


@pytest.mark.slow
class TestRedis(CacheContract):
    @pytest.fixture
    async def cache(self, redis_url: str) -> AsyncIterator[Cache]:
        made = Redis(redis_url)
        client = made._client()
        for key in await client.keys(f"{PREFIX}*"):
            await client.delete(key)
        yield made
        await made.close()

    async def test_processes_keep_together(self, cache: Cache, redis_url: str) -> None:
        other = Redis(redis_url)
        await cache.put("key", b"value", LONG)
        assert await other.get("key") == b"value"
        await other.close()

    async def test_what_is_kept_ends_by_itself(self, cache: Cache) -> None:
        assert isinstance(cache, Redis)
        await cache.put("key", b"value", LONG)
        assert 0 < await cache._client().pttl(f"{PREFIX}key") <= LONG * 1000

    async def test_what_is_no_value_is_none(self, cache: Cache) -> None:
        assert isinstance(cache, Redis)
        await cache._client().rpush(f"{PREFIX}list", "a stranger's")
        assert await cache.get("list") is None


async def test_a_server_that_is_away_is_an_empty_cache_that_nobody_waits_for() -> None:
    cache = Redis(f"redis://127.0.0.1:{free_port()}/0")
    began = time.monotonic()
    for _ in range(200):
        await cache.put("key", b"value", LONG)
        assert await cache.get("key") is None
    assert time.monotonic() - began < 1
    await cache.close()

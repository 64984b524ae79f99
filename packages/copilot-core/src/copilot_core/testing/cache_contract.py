"""What every cache must do: inherit it, and give a fixture `cache`."""

import asyncio

from copilot_core.ports.cache import Cache

LONG = 60.0


class CacheContract:
    """The suite of `copilot_core.ports.cache.Cache`; the fixture gives an empty one."""

    async def test_what_is_kept_is_found(self, cache: Cache) -> None:
        await cache.put("key", b"value", LONG)
        assert await cache.get("key") == b"value"

    async def test_what_is_not_kept_is_not_found(self, cache: Cache) -> None:
        await cache.put("key", b"value", LONG)
        assert await cache.get("other key") is None

    async def test_what_is_kept_later_holds(self, cache: Cache) -> None:
        await cache.put("key", b"early", LONG)
        await cache.put("key", b"later", LONG)
        assert await cache.get("key") == b"later"

    async def test_nothing_is_kept_too_long(self, cache: Cache) -> None:
        await cache.put("key", b"value", 0.05)
        await asyncio.sleep(0.1)
        assert await cache.get("key") is None

    async def test_an_empty_value_is_a_value(self, cache: Cache) -> None:
        await cache.put("key", b"", LONG)
        assert await cache.get("key") == b""

    async def test_any_bytes_come_back_as_they_were(self, cache: Cache) -> None:
        every = bytes(range(256))
        await cache.put("key", every, LONG)
        assert await cache.get("key") == every

    async def test_whatever_stands_in_a_key_is_a_key(self, cache: Cache) -> None:
        keys = ["", "a b", "a\r\nDEL x", "{a}:*", "ä" * 300, "a:b:c"]
        for key in keys:
            await cache.put(key, key.encode(), LONG)
        assert [await cache.get(key) for key in keys] == [key.encode() for key in keys]

    async def test_what_is_too_large_is_not_kept_and_harms_nothing(self, cache: Cache) -> None:
        await cache.put("small", b"value", LONG)
        await cache.put("large", bytes(50_000_000), LONG)
        assert await cache.get("large") is None
        assert await cache.get("small") == b"value"

    async def test_many_at_once_do_not_disturb_each_other(self, cache: Cache) -> None:
        await asyncio.gather(*(cache.put(f"key {n}", b"%d" % n, LONG) for n in range(50)))
        assert await asyncio.gather(*(cache.get(f"key {n}") for n in range(50))) == [b"%d" % n for n in range(50)]

"""Settings that no worker could go by are refused by name, before anything is begun."""

import pytest

from copilot_adapters.settings import load_settings
from copilot_core.errors import Rejected


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("WORKER__LEASE", "inf"),
        ("WORKER__LEASE", "1e300"),
        ("WORKER__AGAIN_AFTER", "inf"),
        ("WORKER__GRACE", "inf"),
        ("WORKER__GRACE", "nan"),
        ("COLLECTION__DEADLINE", "inf"),
        ("BACKUP__EVERY", "1e300"),
        ("BACKUP__EVERY", "inf"),
        ("BACKUP__EVERY", "1e-9"),
        ("POSTGRES__LOCK_TIMEOUT_MS", "99999999999999"),
        ("POSTGRES__POOL_SIZE", "99999999999999"),
        ("POSTGRES__CONNECT_TIMEOUT", "99999999999999"),
    ],
)
def test_a_number_beyond_reason_is_refused(setting: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"COPILOT_{setting}", value)
    with pytest.raises(Rejected, match=f"COPILOT_{setting}"):
        load_settings()


@pytest.mark.parametrize("hours", ["0", "0.25", "24", "744"])
def test_backups_come_as_often_as_a_timetable_can(hours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_BACKUP__EVERY", hours)
    assert load_settings().backup.every == float(hours)


@pytest.mark.parametrize(
    "address",
    [
        "http://x",
        "redis://host:abc/0",
        "redis://host:99999/0",
        "redis://host/first",
        "redis://[::1/0",
        "redis://:s3cr/et@host",
    ],
)
def test_an_address_that_is_none_of_a_redis_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_REDIS_URL", address)
    with pytest.raises(Rejected, match="COPILOT_REDIS_URL") as refused:
        _ = load_settings().redis
    assert "s3cr" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    ["redis://host", "rediss://:pass%2Fword@host:6379/15", "unix:///run/redis.sock?db=2", "redis://host?db=2"],
)
def test_an_address_of_a_redis_is_kept_as_it_is(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_REDIS_URL", address)
    assert load_settings().redis == address

"""The key that seals others: out of the environment, or a file for its owner alone; many processes agree on all keys."""

import subprocess
import sys
from asyncio import to_thread
from pathlib import Path

import pytest
from attrs import evolve

from copilot_adapters.container import closing_container
from copilot_adapters.secret_key import kept_secret, signing_secret
from copilot_adapters.settings import Settings, load_settings
from copilot_adapters.storage import SqlStorage
from copilot_core.errors import Rejected
from copilot_core.testing import NOON
from copilot_core.testing.token_signer_contract import make_claims

LONG = "correct horse battery staple, and some more"


def test_a_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    tell = signing_secret(Settings(home=tmp_path))
    assert not (tmp_path / "secret-key").exists()
    assert tell() == tell() == signing_secret(Settings(home=tmp_path))()
    assert len(tell()) == 32
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_a_file_that_others_may_read_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    kept_secret(file)
    file.chmod(0o644)
    kept_secret(file)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("rubbish", [b"", b"short", b"\xff" * 50, b"a b" * 30])
def test_a_file_without_a_key_is_kept_and_told(tmp_path: Path, rubbish: bytes) -> None:
    file = tmp_path / "secret-key"
    file.write_bytes(rubbish)
    with pytest.raises(Rejected, match=r"secret-key.*copy.*delete"):
        kept_secret(file)
    assert file.read_bytes() == rubbish


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="secret-key"):
        kept_secret(tmp_path / "nowhere" / "secret-key")


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from_file = signing_secret(load_settings(home=tmp_path))()
    monkeypatch.setenv("COPILOT_SECRET_KEY", LONG)
    settings = load_settings(home=tmp_path)
    assert signing_secret(settings)() != from_file
    assert LONG.encode() not in signing_secret(settings)()
    assert LONG not in repr(settings)


def test_a_short_one_is_refused_and_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_SECRET_KEY", "swordfish")
    with pytest.raises(Rejected, match=r"COPILOT_SECRET_KEY.*32") as refused:
        load_settings(home=tmp_path)
    assert "swordfish" not in str(refused.value)


SIGN = """
import asyncio, sys, time
from pathlib import Path
from copilot_adapters.container import closing_container
from copilot_adapters.settings import load_settings
from copilot_core.testing.token_signer_contract import make_claims

async def main(home, gate):
    async with closing_container(settings=load_settings(home=home)) as container:
        signer = container.token_signer()
        print("ready", flush=True)
        while not gate.exists():
            time.sleep(0.001)
        print(await signer.sign(make_claims()), flush=True)

asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
"""


@pytest.mark.slow
@pytest.mark.parametrize("shared", ["home", "environment"])
async def test_processes_that_start_at_once_agree_on_one_key(
    storage: SqlStorage, storage_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: str
) -> None:
    await storage.migrate()
    monkeypatch.setenv("COPILOT_DATABASE_URL", storage_url.replace("+aiosqlite", ""))
    if shared == "environment":
        monkeypatch.setenv("COPILOT_SECRET_KEY", LONG)
    homes = [tmp_path / ("home" if shared == "home" else f"home{number}") for number in range(3)]
    tokens = await to_thread(signed_at_once, homes, tmp_path / "gate")
    assert len({token.partition(".")[0] for token in tokens}) == 1
    async with storage.reading() as books:
        assert len(await books.signing_keys.all()) == 1
    async with closing_container(settings=load_settings(home=homes[0])) as container:
        for token in tokens:
            claims = await container.token_signer().read(token, NOON)
            assert claims == evolve(make_claims(), ends_at=claims.ends_at if claims else NOON)


def signed_at_once(homes: list[Path], gate: Path) -> list[str]:
    """Return what a process in each home signed, all of them when the gate opened."""
    started = [
        subprocess.Popen([sys.executable, "-c", SIGN, str(home), str(gate)], stdout=subprocess.PIPE, text=True)
        for home in homes
    ]
    try:
        for one in started:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        gate.touch()
        return [one.communicate(timeout=30)[0].strip() for one in started]
    finally:
        for one in started:
            one.kill()
            one.wait()

"""The token of the local person: made once, whole, for its owner, and of no use to pages of other sites."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from litestar.connection import ASGIConnection

from copilot_core.errors import Rejected
from copilot_web.local import COOKIE, FILE, LocalToken, local_token


@pytest.mark.parametrize("left", [b"", b"\n", b"short", b"\xff" * 50])
def test_a_damaged_token_lets_nobody_in(tmp_path: Path, left: bytes) -> None:
    (tmp_path / FILE).write_bytes(left)
    token = local_token(tmp_path)
    assert len(token) >= 43
    assert token == local_token(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_of_many_that_make_the_token_at_once_all_have_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        assert len(set(threads.map(lambda _: local_token(tmp_path), range(64)))) == 1


async def no_accounts() -> bool:
    return False


@pytest.mark.parametrize(("origin", "lets"), [("http://127.0.0.1:8000", True), ("https://evil.example", False)])
async def test_a_socket_is_opened_by_the_own_page_alone(tmp_path: Path, origin: str, lets: bool) -> None:
    scope: Any = {
        "type": "websocket",
        "scheme": "ws",
        "headers": [
            (b"host", b"127.0.0.1:8000"),
            (b"origin", origin.encode()),
            (b"cookie", f"{COOKIE}={local_token(tmp_path)}".encode()),
        ],
    }
    way = LocalToken(local_token(tmp_path), no_accounts)
    if lets:
        assert await way.visitor(ASGIConnection(scope)) is not None
    else:
        with pytest.raises(Rejected, match="another site"):
            await way.visitor(ASGIConnection(scope))

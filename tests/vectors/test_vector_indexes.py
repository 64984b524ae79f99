"""The vector indexes keep their contract."""

import asyncio
import subprocess
import sys
from base64 import b64encode
from collections.abc import Collection, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from copilot_adapters.storage import SqlStorage
from copilot_adapters.vector_indexes.chroma import Chroma
from copilot_adapters.vector_indexes.exact import Exact
from copilot_core.entities.identities import JobId
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.embedder import Vector
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.ports.vectors import ReadText
from copilot_core.testing.makers import make_job, make_posting, make_sighting, make_summary
from copilot_core.testing.vector_index_contract import VectorIndexContract, made_vectors, unit_vector

MODEL = "hashing-1"


async def keep_in(storage: SqlStorage, vectors: Mapping[JobId, Vector]) -> None:
    jobs = [make_job(make_sighting(make_posting(external_id=name)), summary=make_summary(id=name)) for name in vectors]
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, [])
        texts = await books.vectors.texts(vectors)
        hashes = {name: ReadText(str(hash(vector)), texts[name].content) for name, vector in vectors.items()}
        await books.vectors.keep(MODEL, {hashes[name].text_hash: vector for name, vector in vectors.items()}, hashes)


class TestExact(VectorIndexContract):
    @pytest.fixture
    def index(self, storage: SqlStorage) -> VectorIndex:
        return Exact(storage=storage, model=MODEL)

    async def keep(self, index: VectorIndex, vectors: Mapping[JobId, Vector]) -> None:
        assert isinstance(index, Exact)
        assert isinstance(index.storage, SqlStorage)
        await keep_in(index.storage, vectors)
        await index.put(vectors)

    async def forget(self, index: VectorIndex, ids: Collection[JobId]) -> None:
        assert isinstance(index, Exact)
        survivor = JobId("job-0000")
        async with index.storage.transaction() as books:
            await books.catalogue.save([], [(name, survivor) for name in ids])
        await index.remove(ids)

    async def test_what_another_process_kept_is_found_too(self, storage: SqlStorage, index: VectorIndex) -> None:
        other = Exact(storage=storage, model=MODEL)
        await keep_in(storage, made_vectors(3))
        assert len(await other.nearest(unit_vector(1), 9)) == 3
        await keep_in(storage, made_vectors(5))
        assert len(await other.nearest(unit_vector(1), 9)) == 5
        assert len(await index.nearest(unit_vector(1), 9)) == 5

    async def test_models_are_never_mixed(self, storage: SqlStorage) -> None:
        await keep_in(storage, made_vectors(3))
        assert [*await Exact(storage=storage, model="another").nearest(unit_vector(1), 9)] == []


@pytest.mark.slow
class TestChromaServer(VectorIndexContract):
    @pytest.fixture
    def index(self, chroma_url: str) -> VectorIndex:
        return Chroma(model=f"model-{uuid4()}", url=chroma_url)

    async def test_a_wide_filter_over_many_never_starves(self, index: VectorIndex) -> None:
        vectors = made_vectors(1500)
        await index.put(vectors)
        asked = unit_vector(5)
        everything = [each.id for each in await index.nearest(asked, 1500)]
        far = everything[-600:]
        found = await index.nearest(asked, 10, far)
        assert len(found) == 10
        assert {each.id for each in found} <= {*far}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
class TestChromaEmbedded(VectorIndexContract):
    @pytest.fixture
    def index(self, tmp_path: Path) -> VectorIndex:
        return Chroma(model=MODEL, path=tmp_path / "chroma")

    async def test_a_second_owner_is_refused(self, index: VectorIndex, tmp_path: Path) -> None:
        await index.put(made_vectors(1))
        with pytest.raises(Unavailable) as caught:
            await Chroma(model=MODEL, path=tmp_path / "chroma").nearest(unit_vector(1), 1)
        assert caught.value.code == "vector_index_owned"
        assert caught.value.permanent


async def test_without_chromas_library_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chromadb", None)
    with pytest.raises(Unavailable, match=r"copilot-adapters\[chroma\]") as caught:
        await Chroma(model=MODEL, path=tmp_path / "chroma").nearest(unit_vector(1), 1)
    assert caught.value.permanent


async def test_chroma_without_an_address_says_what_to_set() -> None:
    with pytest.raises(Rejected) as caught:
        await Chroma(model=MODEL).nearest(unit_vector(1), 1)
    assert caught.value.code == "vector_index_unset"


async def test_an_unreachable_server_is_unavailable() -> None:
    with pytest.raises(Unavailable) as caught:
        await Chroma(model=MODEL, url="http://somebody:secret@127.0.0.1:9").nearest(unit_vector(1), 1)
    assert caught.value.code == "vector_index_unreachable"
    assert "127.0.0.1:9" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://127.0.0.1:port", "http://[::1"])
async def test_an_address_that_is_none_is_unavailable(url: str) -> None:
    with pytest.raises(Unavailable):
        await Chroma(model=MODEL, url=url).nearest(unit_vector(1), 1)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"id": 7}', b"{}", b"\xff", b"null"])
async def test_an_answer_that_is_not_chromas_is_unavailable(body: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(Unavailable) as caught:
            await Chroma(model=MODEL, url=f"http://127.0.0.1:{port}").nearest(unit_vector(1), 1)
    assert caught.value.code == "vector_index_unreachable"


async def test_who_asks_is_told_to_the_gate_before_a_server() -> None:
    asked = asyncio.get_running_loop().create_future()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set_result((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(Unavailable, match="401") as caught:
            await Chroma(model=MODEL, url=f"http://ann:p%40ss@127.0.0.1:{port}/vectors/").count()
    assert "POST /vectors/api/v2/" in await asked
    assert f"Basic {b64encode(b'ann:p@ss').decode()}" in await asked
    assert "p%40ss" not in str(caught.value)


def test_chromas_library_is_not_imported_for_a_server() -> None:
    script = "import sys, copilot_adapters.vector_indexes.chroma; sys.exit('chromadb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0

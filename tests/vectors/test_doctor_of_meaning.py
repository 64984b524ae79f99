"""`copilot doctor` names an index that does not answer, or holds less than storage."""

from pathlib import Path

import pytest
from dependency_injector.providers import Object
from pydantic import SecretStr

from copilot_adapters.container import Container, closing_container
from copilot_adapters.embedders.hashing import Hashing
from copilot_adapters.settings import Settings
from copilot_core.testing import make_job, make_posting, make_sighting


async def found(container: Container) -> dict[str, tuple[str, str, str]]:
    return {one.what: (one.state, one.detail, one.remedy) for one in await container.meaning_findings()()}


def settings(home: Path, **more: str) -> Settings:
    return Settings(home=home, database_url=SecretStr(""), embedder="hashing", background=False, **more)  # type: ignore[arg-type]


async def keep_some(container: Container) -> None:
    jobs = [make_job(make_sighting(make_posting(external_id=name, title=name))) for name in ("Nurse", "Cook")]
    async with container.storage().transaction() as books:
        await books.catalogue.save(jobs, [])


async def test_an_unreachable_server_is_named_with_its_remedy(tmp_path: Path) -> None:
    chosen = settings(tmp_path, vector_index="chroma", chroma_url="http://127.0.0.1:9")
    async with closing_container(settings=chosen) as container:
        await keep_some(container)
        told = await found(container)
        assert told["jobs read for meaning"][:2] == ("ok", "0 of 2")
        state, detail, remedy = told["vectors in the index"]
        assert state == "fail"
        assert "http://127.0.0.1:9" in detail
        assert "COPILOT_CHROMA_URL" in remedy
        whole = {one.what for one in await container.diagnosis()()}
        assert "vectors in the index" in whole


async def test_without_an_embedder_there_is_nothing_to_find(tmp_path: Path) -> None:
    chosen = settings(tmp_path).model_copy(update={"embedder": "none"})
    async with closing_container(settings=chosen) as container:
        assert await found(container) == {}


@pytest.mark.slow
async def test_an_index_that_holds_less_than_storage_is_told(tmp_path: Path, chroma_url: str) -> None:
    chosen = settings(tmp_path, vector_index="chroma", chroma_url=chroma_url)
    async with closing_container(settings=chosen) as container:
        await keep_some(container)
        embedder = Hashing(dimensions=72)
        container.embedder.override(Object(embedder))
        await container.read_for_meaning()()
        assert (await found(container))["vectors in the index"] == ("ok", "2", "")
        index, model = container.index(), embedder.model
        async with container.storage().reading() as books:
            [first, *_] = await books.vectors.changed(model, -1)
        assert index is not None
        await index.remove([first])
        state, detail, remedy = (await found(container))["vectors in the index"]
        assert (state, detail) == ("warn", "1, while storage keeps 2")
        assert remedy == "copilot db reindex"

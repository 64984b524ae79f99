"""A Chroma server as the index, filled and rebuilt by tasks."""

import pytest
from command_line import Copilot

from copilot_adapters.embedders.hashing import Hashing
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_adapters.vector_indexes.chroma import Chroma
from copilot_core.entities.identities import JobId
from copilot_core.testing import make_job, make_posting, make_sighting

TITLES = ("Nurse", "Carer", "Driver")


async def keep_some(home: str) -> tuple[JobId, ...]:
    storage = SqlStorage(f"sqlite+aiosqlite:///{home}/copilot.sqlite", Snowball().stem)
    jobs = [make_job(make_sighting(make_posting(external_id=title, title=title))) for title in TITLES]
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, [])
    await storage.close()
    return tuple(job.id for job in jobs)


def held(copilot: Copilot, env: dict[str, str]) -> dict[str, str]:
    findings = copilot("doctor", "--json", env=env).document["findings"]
    found: dict[str, str] = next(one for one in findings if one["what"] == "vectors in the index")
    return found


def done(copilot: Copilot, env: dict[str, str], task: str) -> dict[str, object]:
    asked = copilot("tasks", "add", task, "--json", env=env).document["id"]
    worked = copilot("worker", "--until-idle", "--json", env=env)
    assert worked.code == 0, worked.err
    shown: dict[str, object] = copilot("tasks", "show", asked, "--json", env=env).document
    return shown


@pytest.mark.slow
async def test_tasks_fill_a_chroma_server_and_fill_it_again(copilot: Copilot, chroma_url: str) -> None:
    env = {
        "COPILOT_VECTOR_INDEX": "chroma",
        "COPILOT_CHROMA_URL": chroma_url,
        "COPILOT_EMBEDDER": "hashing",
        "COPILOT_BACKGROUND": "false",
    }
    assert copilot("db", "upgrade", env=env).code == 0
    await keep_some(str(copilot.home))
    read = done(copilot, env, "read_for_meaning")
    assert (read["state"], read["result"]) == ("done", {"read": len(TITLES)})
    assert (held(copilot, env)["state"], held(copilot, env)["detail"]) == ("ok", str(len(TITLES)))
    index = Chroma(model=Hashing().model, url=chroma_url)
    [asked] = await Hashing().embed(["Nurse"])
    await index.remove([one.id for one in await index.nearest(asked, 99)])
    assert held(copilot, env)["detail"] == f"0, while storage keeps {len(TITLES)}"
    rebuilt = done(copilot, env, "rebuild_index")
    assert (rebuilt["state"], rebuilt["result"]) == ("done", {"told": len(TITLES)})
    assert await index.count() == len(TITLES)
    await index.remove([one.id for one in await index.nearest(asked, 99)])
    assert copilot("db", "reindex", "--only-new", env=env).code == 0
    assert await index.count() == 0, "it was told before"
    assert copilot("db", "reindex", env=env).code == 0
    assert await index.count() == len(TITLES)
    page = copilot("jobs", "nurse", "--json", env=env).document
    assert (page["read_for_meaning"], page["doubts"]) == (len(TITLES), [])
    down = copilot("jobs", "nurse", "--json", env=env | {"COPILOT_CHROMA_URL": "http://127.0.0.1:9"})
    assert down.code == 0
    assert down.document["total"]
    assert [doubt["code"] for doubt in down.document["doubts"]] == ["vector_index_unreachable", "words_alone"]

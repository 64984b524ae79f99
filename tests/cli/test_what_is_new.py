"""A person hears of a new job that fits, by a worker and `copilot events`."""

import pytest
from command_line import Copilot

from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings
from copilot_core.entities.event import Event
from copilot_core.entities.identities import LOCAL_PERSON, SourceName
from copilot_core.rules.event_words import event_words
from copilot_core.testing import make_posting
from copilot_core.testing.makers import NOON

RESUME = (
    "Rosa Example\n\n# Experience\n\n## Registered Nurse\nElbe Clinic\n2015 - today\n\n# Skills\nWound care, triage\n"
)
BY_MEANING = {"COPILOT_EMBEDDER": "hashing"}


async def bring(copilot: Copilot, title: str, text: str) -> None:
    """Let a board bring a job."""
    async with closing_container(settings=Settings(home=copilot.home, embedder="none", background=False)) as container:
        posting = make_posting(title=title, description=text, posted_at=container.clock().now())
        await container.store_postings()(SourceName("acme"), [posting])


def work(copilot: Copilot, task: str, env: dict[str, str]) -> None:
    assert copilot("tasks", "add", task, env=env).code == 0
    worked = copilot("worker", "--until-idle", "--json", env=env)
    assert worked.code == 0, worked.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("env", "task"), [(BY_MEANING, "read_for_meaning"), ({}, "match_new_jobs")], ids=["by meaning", "by words"]
)
async def test_a_person_hears_of_a_job_that_fits(copilot: Copilot, env: dict[str, str], task: str) -> None:
    resume = copilot.home.parent / "rosa.md"
    resume.write_text(RESUME, "utf-8")
    assert copilot("resume", "add", str(resume), env=env).code == 0
    assert "nothing happened" in copilot("events", env=env).out
    await bring(copilot, "Beekeeper", "You look after bees.")
    work(copilot, task, env)
    await bring(copilot, "Registered Nurse", "You care for patients. Wound care and triage are yours.")
    work(copilot, task, env)
    document = copilot("events", "--json", env=env).document
    [told] = [one for one in document["events"] if one["kind"] == "match"]
    assert told["payload"]["title"] == "Registered Nurse"
    assert f"copilot job {told['payload']['job']}" in told["text"]
    assert document["next"] == document["events"][-1]["number"]
    after = copilot("events", "--since", str(document["next"]), "--json", env=env).document
    assert after == {"events": [], "next": document["next"]}
    assert "Registered Nurse" in copilot("events", env=env).out


@pytest.mark.slow
def test_a_number_that_is_kept_no_more_is_told_with_the_remedy(copilot: Copilot) -> None:
    assert copilot("db", "upgrade").code == 0
    ran = copilot("events", "--since", "99")
    assert ran.code == 1
    assert "copilot events without --since" in ran.err
    assert copilot("events", "--since", "-1").code == 2


def test_every_kind_of_event_is_told_in_words() -> None:
    def said(kind: str, **payload: str | int | tuple[str, ...]) -> str:
        return str(event_words(Event(person=LOCAL_PERSON, number=1, kind=kind, at=NOON, payload=payload)))

    assert "3 new jobs — copilot searches show s1" in said("search", search="s1", name="Python", new=3, jobs=("a",))
    assert said("task", task="t1", name="collect", state="done") == "collect is done — copilot tasks show t1"
    assert "2 of 9" in said("task", task="t1", name="collect", state="running", done=2, total=9)
    assert said("match", more=7).startswith("7 more")
    assert "A, B" in said("match", new=300, fitting=12, jobs=("1", "2"), titles=("A", "B"))
    assert said("source", code="source_failing", board="acme", state="begun").endswith("(begun)")
    assert said("moon", phase="full") == "moon: phase full"

"""What can be saved as a search, and when it is due."""

from datetime import time, timedelta

import pytest
from searches_world import SearchWorld

from copilot_core.entities.identities import PersonId, SourceName
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.kinds import Seniority
from copilot_core.entities.place import Remote
from copilot_core.entities.timetable import Timetable
from copilot_core.errors import Rejected
from copilot_core.testing import NOON
from copilot_core.use_cases.jobs import save_search


async def test_everything_of_a_search_is_kept(world: SearchWorld) -> None:
    query = JobQuery(
        text="python", city="Berlin", country="DE", remote=frozenset({Remote.YES, Remote.HYBRID}), work_from="US",
        pay_min=60_000, currency="EUR", posted_after=NOON, sources=frozenset({"acme"}), skill="SQL", company="Alpha",
        seniority=frozenset({Seniority.SENIOR}), sort=Sort.PAY, limit=7,
    )  # fmt: skip
    timetable = Timetable(at=time(7, 30), zone="Europe/Berlin", weekdays=frozenset({0, 4}))
    saved = await world.save("Berlin", query, timetable=timetable, sources=(SourceName("acme"),))
    assert await world.container.list_searches()() == (saved,)
    assert (saved.query, saved.timetable, saved.sources) == (query, timetable, ("acme",))


async def test_searches_are_listed_by_name(world: SearchWorld) -> None:
    for name in ("Nurse", "Cook", "Driver"):
        await world.save(name)
    assert [one.name for one in await world.container.list_searches()()] == ["Cook", "Driver", "Nurse"]


async def test_a_paused_search_is_due_again_when_it_is_resumed(world: SearchWorld) -> None:
    saved = await world.save()
    assert saved.next_due == NOON + timedelta(hours=1)
    paused = await world.container.change_search()(saved.id, active=False)
    assert (paused.active, paused.next_due) == (False, None)
    world.clock.move(timedelta(hours=5, minutes=10))
    resumed = await world.container.change_search()(saved.id, active=True)
    assert resumed.next_due == NOON + timedelta(hours=6)


async def test_another_timetable_gives_another_turn(world: SearchWorld) -> None:
    saved = await world.save()
    changed = await world.container.change_search()(saved.id, timetable=Timetable(at=time(8), zone="America/New_York"))
    assert changed.next_due == NOON + timedelta(hours=1)
    paused = await world.container.change_search()(saved.id, active=False)
    changed = await world.container.change_search()(saved.id, timetable=Timetable(hours=2))
    assert (paused.next_due, changed.next_due) == (None, None)


@pytest.mark.parametrize(
    ("name", "query", "given", "code"),
    [
        ("", JobQuery(), {}, "search_nameless"),
        ("x" * 81, JobQuery(), {}, "search_nameless"),
        ("PYTHON", JobQuery(), {}, "search_exists"),
        ("Atlantis", JobQuery(country="Atlantis"), {}, "wish_unreadable"),
        ("No board", JobQuery(), {"sources": (SourceName("nobody"),)}, "plugin_unknown"),
        ("Never", JobQuery(), {"timetable": Timetable()}, "timetable_unclear"),
        ("Always", JobQuery(), {"timetable": Timetable(hours=0.01)}, "timetable_pace"),
        ("Nowhere", JobQuery(), {"timetable": Timetable(at=time(8), zone="Nowhere")}, "zone_unknown"),
    ],
)
async def test_what_could_never_be_asked_is_refused(
    world: SearchWorld, name: str, query: JobQuery, given: dict[str, object], code: str
) -> None:
    await world.save("Python")
    with pytest.raises(Rejected) as refused:
        await world.save(name, query, **given)
    assert refused.value.code == code
    assert len(await world.container.list_searches()()) == 1


async def test_two_people_may_use_the_same_name(world: SearchWorld) -> None:
    one = await world.save("Python")
    other = await world.save("Python", person=PersonId("other"))
    assert one.id != other.id


async def test_there_is_an_end_to_how_many_are_kept(world: SearchWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_search, "MOST", 3)
    for number in range(3):
        await world.save(f"search {number}")
    with pytest.raises(Rejected) as refused:
        await world.save("one more")
    assert refused.value.code == "searches_too_many"

"""A person saves a search, hears what is new, and lets it rest."""

from collections.abc import Callable

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow

BOARD = """
import os
from datetime import timedelta
from attrs import frozen
from copilot_core.entities.posting import Attribution, Posting

@frozen
class Board:
    attribution: Attribution = Attribution(name="News", url="https://news.example")
    min_interval: timedelta = timedelta()
    verified: str = "never"

    async def postings(self, search):
        if os.environ.get("NEWS") == "broken":
            raise ValueError("no such shape")
        for name in os.environ.get("NEWS", "").split():
            yield Posting(
                external_id=name, url=f"https://news.example/{name}", title="Python Developer", company=name,
                description=f"You write Python for {name}, day in, day out, and {name} pays you for it in full.",
                places=("Berlin, Germany",),
            )
"""

ADD = ("searches", "add", "Python in Berlin", "python", "--where", "Germany", "--source", "news")


@pytest.fixture
def newspaper(plug_in: Callable[[str, str], dict[str, str]]) -> dict[str, str]:
    """A board whose jobs are named in the environment."""
    return plug_in("news", BOARD)


def test_a_search_is_saved_run_shown_and_forgotten(copilot: Copilot, newspaper: dict[str, str]) -> None:
    assert copilot("collect", "--source", "news", env=newspaper | {"NEWS": "Alpha"}).code == 0
    saved = copilot(*ADD, "--when", "weekdays 7:30 Europe/Berlin", "--json", env=newspaper).document
    assert (saved["when"], saved["query"]["country"]) == ("weekdays 07:30 Europe/Berlin", "DE")
    search = saved["id"]
    again = newspaper | {"NEWS": "Alpha Beta Gamma"}
    ran = copilot("searches", "run", search, "--json", env=again)
    assert (ran.code, ran.document["new"]) == (0, 2), ran.err
    assert copilot("searches", "run", search, "--json", env=again).document["new"] == 0
    shown = copilot("searches", "show", search, "--json").document
    assert sorted(job["company"] for job in shown["jobs"]) == ["Beta", "Gamma"]
    assert "2 of 2 new jobs" in copilot("searches", "show", search).out
    assert copilot("searches", "pause", search, "--json").document["next_due"] is None
    assert copilot("searches", "resume", search, "--json").document["next_due"]
    assert copilot("searches", "change", search, "--when", "every 6h", "--json").document["when"] == "every 6h"
    assert "every 6h" in copilot("searches", "list").out
    assert copilot("searches", "remove", search, "--json").document == {"removed": search}
    assert copilot("searches", "list", "--json").document == {"searches": []}


def test_a_worker_runs_a_search_that_was_left_to_it(copilot: Copilot, newspaper: dict[str, str]) -> None:
    search = copilot(*ADD, "--json", env=newspaper).document["id"]
    task = copilot("searches", "run", search, "--background", "--json", env=newspaper).document["task"]
    worked = copilot("worker", "--until-idle", env=newspaper | {"NEWS": "Alpha"})
    assert worked.code == 0, worked.err
    shown = copilot("tasks", "show", task, "--json").document
    assert (shown["state"], shown["result"].get("new")) == ("done", 1), shown


def test_a_board_that_failed_is_told_where_nothing_is_new(copilot: Copilot, newspaper: dict[str, str]) -> None:
    added = copilot(*ADD, env=newspaper)
    assert "nobody keeps the schedule: start `copilot worker`" in added.out
    search = copilot("searches", "list", "--json").document["searches"][0]["id"]
    copilot("searches", "run", search, "--background", env=newspaper)
    copilot("worker", "--until-idle", env=newspaper | {"NEWS": "broken"})
    assert "failed: news" in copilot("searches", "list").out
    assert copilot("searches", "show", search, "--json").document["failed"] == ["news"]
    assert "failed: news" in copilot("tasks").out


def test_what_is_wrong_is_said_with_the_remedy(copilot: Copilot, newspaper: dict[str, str]) -> None:
    assert copilot(*ADD, env=newspaper).code == 0
    for arguments, code, said in (
        (("add", "python IN berlin", "x"), 2, "another name"),
        (("add", "", "x"), 2, "needs a name"),
        (("add", "a", "--when", "never"), 2, "every 6h"),
        (("add", "a", "--when", "every 5m"), 2, "15 minutes"),
        (("add", "a", "--when", "daily 8:00 Mars/Olympus"), 2, "Europe/Berlin"),
        (("add", "a", "--remote", "perhaps"), 2, "hybrid"),
        (("add", "a", "--source", "nobody"), 2, "known are"),
        (("show", "nonsense"), 1, "no saved search nonsense"),
        (("run", "nonsense"), 1, "no saved search nonsense"),
        (("run", "nonsense", "--background"), 1, "no saved search nonsense"),
        (("remove", "nonsense"), 1, "no saved search nonsense"),
    ):
        ran = copilot("searches", *arguments, env=newspaper)
        assert ran.code == code, (arguments, ran.err)
        assert said in ran.err, arguments


def test_the_schedule_is_shown_with_nobody_to_keep_it(copilot: Copilot) -> None:
    plan = copilot("scheduler", "--show", "--json").document
    assert plan["leader"] is None
    assert {one["name"] for one in plan["entries"]} >= {"clean_up", "closing_checks", "source_health"}
    assert "backups" not in {one["name"] for one in plan["entries"]}
    asked = copilot("tasks", "schedule", "--json", env={"COPILOT_BACKUP__EVERY": "24"}).document
    assert "backups" in {one["name"] for one in asked["entries"]}
    assert "copilot scheduler" in copilot("tasks", "schedule").out
    assert copilot("scheduler", "--json").code == 2

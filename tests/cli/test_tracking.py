"""A person tracks what they apply for, and marks what they like and do not."""

from collections.abc import Callable

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow

BOARD = """
from datetime import timedelta
from attrs import frozen
from copilot_core.entities.posting import Attribution, Posting

@frozen
class Board:
    attribution: Attribution = Attribution(name="News", url="https://news.example")
    min_interval: timedelta = timedelta()
    verified: str = "never"

    async def postings(self, search):
        for name in ("Alpha", "Beta"):
            yield Posting(
                external_id=name, url=f"https://news.example/{name}", title="Python Developer", company=name,
                description=f"You write Python for {name}, day in, day out, and {name} pays you for it in full.",
                places=("Berlin, Germany",),
            )
"""


@pytest.fixture
def jobs(copilot: Copilot, plug_in: Callable[[str, str], dict[str, str]]) -> dict[str, str]:
    """Ids of two jobs, by employer."""
    assert copilot("collect", "--source", "news", env=plug_in("news", BOARD)).code == 0
    return {job["company"]: job["id"] for job in copilot("jobs", "--json").document["jobs"]}


def test_an_application_is_tracked_by_command(copilot: Copilot, jobs: dict[str, str]) -> None:
    begun = copilot("track", "add", jobs["Alpha"], "--stage", "preparing", "--json").document
    one = begun["id"]
    assert (begun["stage"], begun["job"]["company"], begun["moves"][-1]) == ("preparing", "Alpha", "withdrawn")
    assert copilot("track", "move", one, "applied", "--json").document["version"] == 2
    refused = copilot("track", "move", one, "accepted")
    assert (refused.code, "interviewing, offer" in refused.err) == (1, True)
    assert copilot("track", "move", one, "promoted").code == 2
    assert "note: Sent" in copilot("track", "note", one, "Sent to Ms Meyer").out
    assert copilot("track", "note", one, " ").code == 2
    assert copilot("track", "remind", one, "2099-01-01").code == 2
    assert copilot("track", "remind", one, "soon").code == 2
    assert copilot("track", "remind", one).code == 2
    assert copilot("track", "remind", one, "--clear", "--json").document["remind_at"] is None
    again = copilot("track", "add", jobs["Alpha"], "--stage", "applied", "--json").document
    assert (again["id"], again["warnings"][0]["code"]) == (one, "applied_already")
    shown = copilot("track", "show", one).out
    assert "→ preparing" in shown
    assert "can go to interviewing" in shown
    assert "Alpha" in copilot("track", "list", "--stage", "applied").out
    assert copilot("track", "list", "--stage", "offer", "--json").document == {"applications": [], "next": None}
    assert copilot("track", "remove", one, "--json").document == {"removed": one}
    assert copilot("track", "show", one).code == 1


def test_jobs_are_saved_dismissed_and_cleared(copilot: Copilot, jobs: dict[str, str]) -> None:
    alpha, beta = jobs["Alpha"], jobs["Beta"]
    made = copilot("mark", alpha, "dismiss", "--reason", "pay", "--note", "too little", "--json").document
    assert made == {"job": alpha, "mark": "dismissed", "note": "too little", "reason": "pay"}
    assert [job["id"] for job in copilot("jobs", "--json").document["jobs"]] == [beta]
    assert [job["id"] for job in copilot("jobs", "--dismissed", "--json").document["jobs"]] == [alpha]
    assert copilot("mark", beta, "save").out.split() == [beta, "saved"]
    assert [job["id"] for job in copilot("jobs", "--saved", "--json").document["jobs"]] == [beta]
    assert copilot("mark", alpha, "clear", "--json").document["mark"] is None
    assert len(copilot("jobs", "--json").document["jobs"]) == 2
    assert copilot("mark", alpha, "save", "--reason", "pay").code == 2
    assert copilot("mark", alpha, "love").code == 2
    assert copilot("mark", "nowhere", "save").code == 1
    assert copilot("jobs", "--saved", "--dismissed").code == 2

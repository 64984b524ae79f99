"""A collection over the recorded boards, as a person would run it."""

import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow

BOARDS = ("remotive", "remoteok", "arbeitnow", "jobicy", "himalayas", "weworkremotely", "adzuna", "jsearch", "usajobs")
KEYS = {
    "COPILOT_JOB_SOURCES__ADZUNA__APP_ID": "any",
    "COPILOT_JOB_SOURCES__ADZUNA__APP_KEY": "any",
    "COPILOT_JOB_SOURCES__JSEARCH__API_KEY": "any",
    "COPILOT_JOB_SOURCES__USAJOBS__EMAIL": "someone@example.com",
    "COPILOT_JOB_SOURCES__USAJOBS__API_KEY": "any",
}


def served(base: str, mode: str, *boards: str) -> dict[str, str]:
    return KEYS | {
        f"COPILOT_JOB_SOURCES__{name.upper()}__BASE_URL": f"{base}/{mode}/{name}" for name in boards or BOARDS
    }


def collect(copilot: Copilot, env: dict[str, str], *boards: str) -> dict[str, dict[str, object]]:
    named = [part for name in boards or BOARDS for part in ("--source", name)]
    ran = copilot("collect", *named, "--json", env=env)
    assert ran.out, ran.err
    found: dict[str, dict[str, object]] = ran.document["sources"]
    return found


def test_every_recorded_board_gives_jobs(copilot: Copilot, replay: str) -> None:
    found = collect(copilot, served(replay, "ok"))
    assert {name: report["outcome"] for name, report in found.items()} == dict.fromkeys(BOARDS, "ok")
    page = copilot("jobs", "engineer", "--json").document
    assert page["total"] > 0
    job = copilot("job", page["jobs"][0]["id"], "--json").document
    assert job["sightings"]
    assert job["description"]


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [("empty", "empty"), ("blocked", "blocked"), ("broken", "unreachable"), ("html", "changed"), ("drift", "changed")],
)
def test_failure_is_never_emptiness(copilot: Copilot, replay: str, mode: str, outcome: str) -> None:
    found = collect(copilot, served(replay, mode, "remotive", "remoteok"), "remotive", "remoteok")
    assert {report["outcome"] for report in found.values()} == {outcome}


def test_a_second_run_too_early_is_not_due(copilot: Copilot, replay: str) -> None:
    env = served(replay, "ok", "remotive")
    collect(copilot, env, "remotive")
    again = collect(copilot, env, "remotive")["remotive"]
    assert again["outcome"] == "not_due"
    assert "minutes" in str(again["reason"])


def test_two_collections_at_once_and_a_search_beside_them_double_nothing(copilot: Copilot, replay: str) -> None:
    env = served(replay, "ok")
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(collect, copilot, env, "usajobs", "remoteok")
        second = pool.submit(collect, copilot, env, "himalayas", "remotive")
        search = pool.submit(copilot, "jobs", "--json")
        outcomes = {report["outcome"] for run in (first, second) for report in run.result().values()}
    assert search.result().code == 0, search.result().err
    assert outcomes == {"ok"}
    assert doubled(copilot) == 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_after_a_killed_collection_the_next_one_completes(copilot: Copilot, replay: str, how: signal.Signals) -> None:
    env = served(replay, "ok", "usajobs")
    command = ("collect", "--source", "usajobs", "--json")
    process = copilot.start(*command, env=env)
    wait_for_sightings(copilot, process)
    process.send_signal(how)
    process.communicate(timeout=60)
    if how is signal.SIGINT:
        assert process.returncode == 130
    release(copilot)
    ran = copilot(*command, env=env)
    assert ran.document["sources"]["usajobs"]["outcome"] == "ok"
    assert doubled(copilot) == 0
    fresh = Copilot(copilot.home.parent / "fresh", copilot.env | {"COPILOT_HOME": str(copilot.home.parent / "fresh")})
    assert fresh(*command, env=env).document["jobs"] == ran.document["jobs"]


def wait_for_sightings(copilot: Copilot, process: object) -> None:
    ends_at = time.monotonic() + 60
    while time.monotonic() < ends_at:
        if (copilot.home / "copilot.sqlite").exists() and count(copilot, "SELECT count(*) FROM sightings") > 0:
            return
        time.sleep(0.02)
    pytest.fail("nothing was stored within a minute")


def count(copilot: Copilot, query: str) -> int:
    try:
        with sqlite3.connect(f"file:{copilot.home / 'copilot.sqlite'}?mode=ro", uri=True, timeout=5) as database:
            return int(database.execute(query).fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def release(copilot: Copilot) -> None:
    """Let the board be asked again at once: the wait between runs is another test's."""
    with sqlite3.connect(copilot.home / "copilot.sqlite", timeout=30) as database:
        database.execute("DELETE FROM sources")


def doubled(copilot: Copilot) -> int:
    query = "SELECT count(*) FROM (SELECT 1 FROM sightings GROUP BY source, external_id, owner HAVING count(*) > 1)"
    return count(copilot, query)

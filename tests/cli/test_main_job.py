"""The main job as a person does it, on the sample."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow

RESUME = Path(__file__).parents[2] / "packages/copilot-adapters/src/copilot_adapters/sample/resume.md"
SUMMARY = {
    "id", "title", "company", "places", "remote", "salary", "skills", "seniority", "occupation", "posted_at", "url",
}  # fmt: skip


def test_demo_shows_jobs_that_fit_and_why(copilot: Copilot) -> None:
    ran = copilot("demo", "--json")
    assert ran.code == 0, ran.err
    found = ran.document
    assert found["sample"] is True
    assert sum(report["found"] for report in found["collection"]["sources"].values()) >= 300
    assert sum(report["merged"] for report in found["collection"]["sources"].values()) >= 20
    assert len(found["collection"]["sources"]) == 5
    best = found["matches"][0]
    assert best["job"].keys() >= SUMMARY
    assert "description" not in best["job"]
    assert "Nurse" in best["job"]["title"]
    assert any(one["met"] == "yes" and one["evidence"] for one in best["requirements"])
    assert "SAMPLE" in ran.err


def test_evidence_is_words_of_the_resume(copilot: Copilot) -> None:
    copilot("demo", "--json")
    added = copilot("resume", "add", str(RESUME), "--json").document
    text = copilot("resume", "show", added["id"], "--json").document["text"]
    found = copilot("--home", str(copilot.home / "sample"), "match", "--resume", str(RESUME), "--json").document
    words = [words for one in found["matches"] for need in one["requirements"] for words in need["evidence"]]
    assert words
    assert all(text[one["start"] : one["end"]] == one["text"] for one in words)


def test_the_same_input_gives_the_same_order(copilot: Copilot) -> None:
    first, second = copilot("demo", "--json").document, copilot("demo", "--json").document
    assert said_of_matches(first) == said_of_matches(second)


def said_of_matches(document: dict[str, Any]) -> list[tuple[str, str, float]]:
    """Return what a person sees: a job's id is that of the posting which came first, of boards asked at once."""
    return [(one["job"]["title"], one["job"]["company"], one["score"]) for one in document["matches"]]


def test_a_job_brought_by_hand_is_found_and_shown(copilot: Copilot) -> None:
    text = "We ask for a journeyman licence and 3 years of wiring."
    added = copilot(
        "add", "--title", "Electrician", "--company", "Volt & Co", "--place", "Berlin", "--description", text, "--json"
    )
    assert added.code == 0, added.err
    assert added.document["private"] is True
    page = copilot("jobs", "electrician", "--json").document
    assert [job["id"] for job in page["jobs"]] == [added.document["id"]]
    assert copilot("job", added.document["id"], "--json").document["sightings"][0]["source"] == "manual"


def test_a_resume_is_matched_without_being_kept(copilot: Copilot) -> None:
    copilot("add", "--title", "Registered Nurse, ICU", "--company", "Clinic", "--description", "RN licence", "--json")
    found = copilot("match", "--resume", str(RESUME), "--json").document
    assert found["matches"][0]["job"]["title"] == "Registered Nurse, ICU"
    assert found["of"] == 1
    assert copilot("resume", "list", "--json").document == {"resumes": []}


def test_wishes_are_kept_and_what_is_left_out_stays(copilot: Copilot) -> None:
    copilot("profile", "set", "--want", "nurse", "--where", "Columbus, OH", "--json")
    wishes = copilot("profile", "set", "--pay", "60000 USD", "--permit", "US=citizen", "--json").document
    assert wishes["want"] == ["nurse"]
    assert (wishes["pay_min"], wishes["pay_currency"], wishes["permits"]) == (60000, "USD", {"US": "citizen"})


@pytest.mark.parametrize(
    ("args", "next_step"),
    [
        (("resume", "list"), "copilot resume add"),
        (("profile", "show"), "copilot profile set"),
        (("searches", "list"), "copilot searches add"),
        (("track", "list"), "copilot track add"),
    ],
)
def test_where_there_is_nothing_the_next_step_is_told(copilot: Copilot, args: tuple[str, ...], next_step: str) -> None:
    ran = copilot(*args)
    assert (ran.code, next_step in ran.out) == (0, True), ran.out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("nosuchcommand",), 2, "nosuchcommand"),
        (("jobs", "--remote", "perhaps"), 2, "perhaps"),
        (("jobs", "--cursor", "tampered"), 2, "cursor"),
        (("job", "nosuchjob"), 1, "nosuchjob"),
        (("resume", "show", "nosuchresume"), 1, "nosuchresume"),
        (("match",), 1, "resume"),
        (("eval", "nothing"), 2, "dedup"),
        (("profile", "set", "--remote", "sometimes"), 2, "sometimes"),
        (("profile", "set", "--permit", "US"), 2, "US"),
        (("add",), 2, "--title"),
    ],
)
def test_misuse_and_failure_say_what_and_end_with_their_code(
    copilot: Copilot, args: tuple[str, ...], code: int, said: str
) -> None:
    ran = copilot(*args)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_wrong_setting_is_named_with_its_remedy(copilot: Copilot) -> None:
    ran = copilot("jobs", env={"COPILOT_COLLECTION__DEADLINE": "soon"})
    assert ran.code == 2
    assert "COPILOT_COLLECTION__DEADLINE" in ran.err


def test_a_database_of_a_newer_program_is_refused_and_left_alone(copilot: Copilot) -> None:
    copilot("jobs", "--json")
    with sqlite3.connect(copilot.home / "copilot.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    ran = copilot("jobs", "--json")
    assert ran.code == 1
    assert "9999" in ran.err
    doctor = copilot("doctor", "--json")
    assert doctor.code == 1
    assert any(one["state"] == "fail" and "9999" in one["detail"] for one in doctor.document["findings"])


def test_a_setting_file_is_read_and_the_environment_is_stronger(copilot: Copilot) -> None:
    file = copilot.home.parent / "copilot.toml"
    file.write_text('embedder = "hashing"\n[collection]\nsources = ["manual"]\n', "utf-8")
    found = {one["what"]: one["detail"] for one in json.loads(copilot("doctor", "--json").out)["findings"]}
    assert found["setting embedder"] == "none  (environment)"
    assert "manual" in found["setting collection"]
    assert "copilot.toml" in found["setting collection"]


def test_doctor_masks_secrets(copilot: Copilot) -> None:
    env = {"COPILOT_JOB_SOURCES__ADZUNA__APP_KEY": "very-secret", "COPILOT_JOB_SOURCES__ADZUNA__APP_ID": "me"}
    for args in (("doctor", "--json"), ("plugins", "--json"), ("doctor",)):
        ran = copilot(*args, env=env)
        assert "very-secret" not in ran.out + ran.err


def test_a_pasted_url_never_reaches_this_machine(copilot: Copilot) -> None:
    for url in (
        "http://127.0.0.1:9/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "file:///etc/passwd",
    ):
        ran = copilot("add", url)
        assert ran.code in (1, 2)
        assert "Traceback" not in ran.err
        assert ran.err.strip()

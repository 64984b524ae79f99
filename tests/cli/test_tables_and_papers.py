"""Applications as tables, resumes as files, and what the boards hold, by command."""

from pathlib import Path

import pytest
from command_line import Copilot

import copilot_adapters

pytestmark = pytest.mark.slow
NURSE = Path(copilot_adapters.__file__).with_name("sample") / "resume.md"
TABLE = "Role,Employer,Status\nNurse,Elbe Clinic,applied\nCook,Pier 7,in space\n"


def test_applications_come_and_go_as_tables(copilot: Copilot, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(TABLE, "utf-8")
    tried = copilot("track", "import", str(mine), "--json")
    assert (tried.code, tried.document["dry_run"]) == (1, True)
    assert [one["outcome"] for one in tried.document["rows"]] == ["tracked", "refused"]
    assert "nothing was kept" in copilot("track", "import", str(mine)).out
    assert copilot("track", "board", "--json").document["total"] == 0
    taken = copilot("track", "import", str(mine), "--keep", "--column", "title=Role")
    assert (taken.code, "in space" in taken.out) == (1, True)
    assert copilot("track", "board", "--json").document["stages"]["applied"] == 1
    assert "applied" in copilot("track", "board").out
    out = tmp_path / "out.csv"
    assert copilot("track", "export", "--into", str(out)).code == 0
    assert '"Elbe Clinic"' in out.read_text("utf-8-sig")
    assert copilot("track", "export", "--into", str(out)).code == 2
    assert '"Elbe Clinic"' in copilot("track", "export").out
    assert copilot("track", "import", str(mine), "--column", "Role").code == 2
    assert copilot("track", "import", str(mine), "--column", "title=Nothing").code != 0


def test_jobs_come_as_a_table(copilot: Copilot, tmp_path: Path) -> None:
    mine = tmp_path / "jobs.csv"
    mine.write_text("Stelle;Firma;Gehalt;Wo\nNurse;Elbe Clinic;3 400 EUR;Hamburg\n;Pier 7;;\n", "utf-8")
    tried = copilot("add", "--table", str(mine), "--json")
    assert (tried.code, tried.document["dry_run"]) == (1, True)
    assert [one["outcome"] for one in tried.document["rows"]] == ["kept", "refused"]
    assert "nothing was kept" in copilot("add", "--table", str(mine)).out
    assert copilot("jobs", "--json").document["total"] == 0
    taken = copilot("add", "--table", str(mine), "--keep", "--column", "place=Wo", "--json").document
    job = copilot("job", taken["rows"][0]["job"], "--json").document
    assert (job["title"], job["places"][0]["city"], job["private"]) == ("Nurse", "Hamburg", True)
    again = copilot("add", "--table", str(mine), "--keep", "--column", "place=Wo", "--json").document
    assert [one["outcome"] for one in again["rows"]] == ["known", "refused"]


@pytest.mark.parametrize(
    "said", [("--table", "nowhere.csv"), ("--keep", "--title", "Nurse"), ("--table", "{}", "--title", "Nurse")]
)
def test_a_table_of_jobs_that_is_misused_is_told(copilot: Copilot, tmp_path: Path, said: tuple[str, ...]) -> None:
    mine = tmp_path / "jobs.csv"
    mine.write_text("title,company\nNurse,Elbe Clinic\n", "utf-8")
    ran = copilot("add", *(one.format(mine) for one in said))
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert "--table" in ran.err


def test_a_resume_is_shown_as_machines_read_it_written_out_and_removed(copilot: Copilot, tmp_path: Path) -> None:
    one = copilot("resume", "add", str(NURSE), "--json").document["id"]
    seen = copilot("resume", "text", one, "--json").document
    assert seen["text"]
    assert seen["headings"]
    assert "headings:" in copilot("resume", "text", one).out
    assert copilot("resume", "export", one).document["basics"]["name"]
    into = tmp_path / "cv.md"
    assert copilot("resume", "export", one, "--format", "markdown", "--into", str(into)).code == 0
    assert into.read_text("utf-8").startswith("# ")
    assert copilot("resume", "export", one, "--format", "exe").code == 2
    back = tmp_path / "back.md"
    assert copilot("resume", "original", one, "--into", str(back)).code == 0
    assert back.read_bytes() == NURSE.read_bytes()
    assert copilot("resume", "rename", one, "My CV", "--json").document["title"] == "My CV"
    assert "My CV" in copilot("resume", "list").out
    assert copilot("resume", "remove", one, "--json").document == {"removed": one}
    assert copilot("resume", "remove", one).code == 1


def test_coverage_names_what_would_add_more(copilot: Copilot) -> None:
    asked = copilot("coverage", "nurse", "--near", "Ohio", "--json")
    assert asked.code == 0, asked.err
    told = asked.document
    assert told["total"] == 0
    lacking = [one for one in told["boards"] if one["problem"]]
    assert any(one["board"] == "adzuna" for one in lacking)
    assert any(one["code"] == "coverage_more" for one in told["told"])
    assert "may add more" in copilot("coverage", "nurse").out

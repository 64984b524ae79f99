"""`copilot jobs` and other commands, called as people write, not as a manual says."""

from pathlib import Path

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow

TEXT = "We ask for 3 years of Python and SQL. Full-time, permanent."


@pytest.fixture
def stocked(copilot: Copilot) -> Copilot:
    added = copilot(
        "add", "--title", "Data Engineer", "--company", "Isar GmbH", "--place", "München", "--description", TEXT
    )
    assert added.code == 0, added.err
    return copilot


def _found(copilot: Copilot, *filters: str) -> int:
    ran = copilot("jobs", *filters, "--json")
    assert ran.code == 0, ran.err
    total: int = ran.document["total"]
    return total


def test_filters_are_understood_as_people_write_them(stocked: Copilot) -> None:
    for filters in (
        ("--skill", "python"),
        ("--skill", "Python"),
        ("--country", "Germany"),
        ("--country", "deutschland"),
        ("--country", "de"),
        ("--city", "münchen"),
        ("--city", "Muenchen"),
        ("--city", "Munich"),
    ):
        assert _found(stocked, *filters) == 1, filters
    assert _found(stocked, "--country", "France") == 0
    assert _found(stocked, "--city", "Hamburg") == 0
    assert _found(stocked, "--skill", "welding") == 0


def test_a_country_that_is_none_is_named_not_an_empty_list(stocked: Copilot) -> None:
    ran = stocked("jobs", "--country", "Atlantis")
    assert ran.code == 2
    assert "Atlantis" in ran.err


def test_kinds_may_be_written_with_a_dash(copilot: Copilot) -> None:
    assert copilot("jobs", "--employment", "full-time").code == 0
    assert copilot("jobs", "--employment", "sometimes").code == 2


def test_an_empty_list_says_what_to_do(copilot: Copilot) -> None:
    assert "nothing found" in copilot("jobs", "--company", "Nobody").out


def test_a_home_that_cannot_be_used_is_named_in_one_line(copilot: Copilot) -> None:
    copilot.home.write_text("a file where the folder should be", "utf-8")
    ran = copilot("jobs")
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert str(copilot.home) in ran.err
    assert "COPILOT_HOME" in ran.err


def test_the_id_of_a_job_stays_whole_in_a_narrow_window(stocked: Copilot) -> None:
    job = stocked("jobs", "--json").document["jobs"][0]["id"]
    assert job in stocked("jobs", env={"COLUMNS": "60"}).out


def test_a_resume_is_shown_with_its_degrees_and_links(copilot: Copilot, tmp_path: Path) -> None:
    resume = tmp_path / "resume.md"
    resume.write_text(
        "# Ada Example\n\nada@example.org · https://example.org/ada\n\n"
        "## Education\nB.Sc. Mathematics, University of London, 2012\n\n"
        "## Certifications\nCertified Public Accountant\n",
        "utf-8",
    )
    shown = copilot("resume", "check", str(resume)).out
    for words in ("Mathematics", "University of London", "https://example.org/ada", "Certified Public Accountant"):
        assert words in shown


def test_a_match_without_a_resume_says_how_to_add_one(copilot: Copilot) -> None:
    ran = copilot("match")
    assert ran.code == 1
    assert "copilot resume add" in ran.err


def test_a_match_tells_its_reasons_in_words(stocked: Copilot, tmp_path: Path) -> None:
    resume = tmp_path / "resume.md"
    resume.write_text(
        "# Ada Example\n\n## Experience\n### Data Engineer, Acme, 2015 - present\nPython and SQL\n", "utf-8"
    )
    stocked("profile", "set", "--want", "Data Engineer", "--where", "Hamburg")
    [found] = stocked("match", "--resume", str(resume), "--json").document["matches"]
    said = " ".join(stocked("match", "--resume", str(resume)).out.split())
    assert found["reasons"]
    assert all(reason["text"] in said for reason in found["reasons"])


def test_more_days_than_the_calendar_has_are_misuse(copilot: Copilot) -> None:
    ran = copilot("jobs", "--days", "99999999")
    assert ran.code == 2
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("address", ["oracle://me:hidden-word@db/x", "mydatabase", "sqlite:"])
def test_a_database_of_another_kind_is_named_without_its_password(copilot: Copilot, address: str) -> None:
    ran = copilot("jobs", env={"COPILOT_DATABASE_URL": address})
    assert ran.code == 2
    assert "COPILOT_DATABASE_URL" in ran.err
    assert "Traceback" not in ran.err
    assert "hidden-word" not in ran.err


def test_the_version_is_told(copilot: Copilot) -> None:
    ran = copilot("--version")
    assert (ran.code, ran.out.split()[0]) == (0, "copilot")

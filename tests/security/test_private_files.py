"""What is kept of a person is for them alone, whatever folder they chose and whatever files others may read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Copilot

from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings, load_settings

OTHERS = 0o077


@pytest.fixture(autouse=True)
def generous_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def readable_by_others(folder: Path) -> list[str]:
    return [path.name for path in (folder, *folder.rglob("*")) if path.stat().st_mode & OTHERS]


def test_folders_on_the_way_to_the_home_are_private_too(tmp_path: Path) -> None:
    Settings(home=tmp_path / "career-copilot" / "sample").make_home()
    assert readable_by_others(tmp_path / "career-copilot") == []


async def test_a_database_in_a_folder_that_others_may_read_is_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    async with closing_container(settings=load_settings(home=home)) as container, container.storage().reading():
        assert set(readable_by_others(home)) == {"home"}


@pytest.mark.slow
def test_no_command_leaves_a_file_that_others_may_read(copilot: Copilot) -> None:
    copilot.home.mkdir(mode=0o755)
    added = copilot("add", "--title", "Baker", "--company", "Good", "--json")
    assert added.code == 0, added.err
    resume = copilot.home.parent / "resume.md"
    resume.write_text("# Ann Example\n\n## Skills\n\nBaking\n", "utf-8")
    assert copilot("resume", "add", str(resume)).code == 0
    assert copilot("demo").code == 0
    assert set(readable_by_others(copilot.home)) == {"home"}


@pytest.mark.slow
def test_the_demo_deletes_nothing_but_its_own_database(copilot: Copilot) -> None:
    own = copilot.home / "sample" / "letters.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine", "utf-8")
    assert copilot("demo").code == 0
    assert own.read_text("utf-8") == "mine"
    again = copilot("demo", "--json").document["collection"]["sources"].values()
    assert all(board["new"] for board in again)

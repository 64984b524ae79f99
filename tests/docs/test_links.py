"""Every link of the docs leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_resolves(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert not missing


def test_every_row_that_works_has_a_link_to_code_and_a_test() -> None:
    rows = (ROOT / "docs" / "specification.md").read_text("utf-8").splitlines()
    works = [row for row in rows if "| works |" in row]
    assert works
    assert all("/src/" in row and "/tests/" in row for row in works)
    assert len([row for row in rows if re.match(r"\| \d+ \|", row)]) == 27

"""The evaluation of merging: its targets on recorded postings, and anybody's labelled file."""

import json
from pathlib import Path

import pytest
from merging_world import DUTIES, OTHER_DUTIES

from copilot_adapters.benches.merging import bench_merging
from copilot_adapters.evaluations.dedup import evaluate, render
from copilot_core.errors import Rejected


def write(file: Path, *rows: dict[str, object]) -> Path:
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return file


def row(name: str, cluster: str, **changes: object) -> dict[str, object]:
    complete = {
        "source": "acme",
        "external_id": name,
        "url": f"https://acme.example/{name}",
        "title": "Backend Engineer",
        "company": "Moneta",
        "place": "Berlin",
        "description": DUTIES,
        "salary": None,
        "posted_at": "2026-02-03T00:00:00Z",
        "cluster": cluster,
    }
    return complete | changes


def test_a_labelled_file_gives_pairwise_figures(tmp_path: Path) -> None:
    file = write(
        tmp_path / "rows.jsonl",
        row("a", "1"),
        row("b", "1", source="other", description=f"<p>{DUTIES[:400]}&hellip;</p>"),
        row("c", "2", place="Hamburg"),
        row("d", "3", source="third", description=OTHER_DUTIES, title="Sales Advisor"),
        row("e", "3", source="fourth", place="Rome", title="Cook", description="", company=None, url=None),
    )
    figures = evaluate(file)
    assert set(figures) == {"n", "precision", "recall", "f1", "per_second"}
    assert (figures["n"], figures["precision"], figures["recall"], figures["f1"]) == (5, 1.0, 0.5, 0.66667)


def test_missing_and_null_fields_are_no_obstacle(tmp_path: Path) -> None:
    file = write(tmp_path / "rows.jsonl", {"cluster": 1}, {"cluster": 2, "title": None, "posted_at": "soon"})
    assert evaluate(file)["n"] == 2


@pytest.mark.parametrize("line", ["{", "[]", '{"title": "a"}'])
def test_a_line_that_is_no_labelled_posting_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(f"{json.dumps(row('a', '1'))}\n{line}\n", encoding="utf-8")
    with pytest.raises(Rejected, match="line 2"):
        evaluate(file)


async def test_merging_is_measured_on_invented_postings() -> None:
    figures = await bench_merging(600)
    assert figures["n"] == 600
    assert 100 < figures["merged"] < 200
    assert figures["jobs"] + figures["merged"] == 600


@pytest.mark.slow
def test_recorded_postings_copied_and_altered_meet_the_targets(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_SHARED", str(shared))
    result = evaluate(limit=150)
    generator, glassdoor, nyc = (result[name] for name in ("generator", "glassdoor", "nyc"))
    for kind, found in generator["copies"].items():  # type: ignore[index]
        assert found["recall"]["share"] >= 0.96, kind
        assert found["precision"]["share"] >= 0.99, kind
    assert generator["share_of_hard_negatives"] >= 0.5  # type: ignore[index]
    assert min(glassdoor["precision"], glassdoor["recall"]) >= 0.97  # type: ignore[index]
    assert nyc["found"]["share"] >= 0.98  # type: ignore[index]
    assert nyc["false_merges"]["share"] <= 0.01  # type: ignore[index]
    assert "cross_board" in render(result)

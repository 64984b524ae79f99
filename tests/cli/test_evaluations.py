"""Anybody's own data is measured by one command, and the JSON is what scripts rely on."""

import json
from pathlib import Path

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow

RESUME = Path(__file__).parents[2] / "packages/copilot-adapters/src/copilot_adapters/sample/resume.md"
DUTIES = {
    "nurse": "Care for patients in intensive care, administer medication, RN licence required. " * 6,
    "react": "Build pages with React and TypeScript, write component tests and review code. " * 6,
    "truck": "Drive a tractor-trailer on regional routes, inspect the vehicle, CDL class A required. " * 6,
}


def posting(number: int, trade: str, **fields: object) -> dict[str, object]:
    row: dict[str, object] = {
        "source": "made",
        "external_id": str(number),
        "url": f"https://jobs.example/{number}",
        "title": f"{trade} job",
        "company": f"{trade.title()} Company",
        "place": "Columbus, OH",
        "description": DUTIES[trade],
        "salary": None,
        "posted_at": "2026-11-01T00:00:00Z",
        "cluster": trade,
    }
    return row | fields


def write_lines(file: Path, rows: list[dict[str, object]]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_merging_is_measured_on_labelled_postings(copilot: Copilot, tmp_path: Path) -> None:
    rows = [
        posting(10 * place + copy, trade, source=f"board{copy}")
        for place, trade in enumerate(DUTIES)
        for copy in range(2)
    ]
    write_lines(tmp_path / "labelled.jsonl", rows)
    found = copilot("eval", "dedup", "--data", str(tmp_path / "labelled.jsonl"), "--json").document
    assert {"n", "precision", "recall", "f1", "per_second"} <= found.keys()
    assert (found["n"], found["precision"], found["recall"]) == (6, 1, 1)


def test_ranking_is_measured_on_anybodys_pools(copilot: Copilot, tmp_path: Path) -> None:
    data = tmp_path / "pools"
    (data / "people").mkdir(parents=True)
    write_lines(
        data / "postings.jsonl",
        [
            posting(number, trade, id=f"p{number}", text=DUTIES[trade], remote=None)
            for number, trade in enumerate(DUTIES)
        ],
    )
    (data / "people" / "nora.md").write_bytes(RESUME.read_bytes())
    (data / "people" / "nora.json").write_text(json.dumps({"want": ["ICU nurse"], "where": ["Columbus, OH"]}), "utf-8")
    (data / "pools.json").write_text(json.dumps({"nora": ["p0", "p1", "p2"]}), "utf-8")
    order = tmp_path / "order.json"
    ran = copilot("eval", "ranking", "--data", str(data), "--run", str(order), "--json")
    assert ran.code == 0, ran.err
    ranked = json.loads(order.read_text("utf-8"))
    assert sorted(ranked["nora"]) == ["p0", "p1", "p2"]
    assert ranked["nora"][0] == "p0"
    (data / "judged.json").write_text(json.dumps({"nora": {"p0": 3, "p1": 0, "p2": 0}}), "utf-8")
    judged = copilot("eval", "ranking", "--data", str(data), "--json")
    assert judged.code == 0, judged.err
    assert "ndcg" in json.dumps(judged.document).lower()


def test_an_evaluation_without_recorded_data_says_what_to_set(copilot: Copilot) -> None:
    env = {name: value for name, value in copilot.env.items() if name != "COPILOT_SHARED"}
    ran = Copilot(copilot.home, env)("eval", "skills")
    assert ran.code == 1
    assert "COPILOT_SHARED" in ran.err
    assert "Traceback" not in ran.err

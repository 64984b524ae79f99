"""`copilot eval ranking` ranks anybody's pools with the production use cases."""

import json
from pathlib import Path

import pytest

from copilot_adapters.evaluations import ranking
from copilot_adapters.evaluations.ranking_data import Pools, own_pools
from copilot_core.entities.match import Match, Met

pytestmark = pytest.mark.slow

POSTINGS = [
    (
        "n1",
        "Registered Nurse, Intensive Care",
        "Ulm, Germany",
        "Ventilation and wound care on our ICU. Nursing licence.",
    ),
    ("n2", "Staff Nurse, Surgery", "Hamburg, Germany", "Wound care after surgery. You are a registered nurse."),
    ("d1", "React Developer", "Ulm, Germany", "React, TypeScript. Communication, teamwork, flexibility."),
    ("t1", "Truck Driver", "Ulm, Germany", "Drive our lorries through Europe. Driving licence C/CE."),
]
ROSA = "# Rosa Example\n\n## Experience\n\n**Registered Nurse**, Elbe Clinic, Ulm, 2018 – present\n- wound care, ventilation\n"
TOM = (
    "# Tom Example\n\n## Experience\n\n**Truck Driver**, Haulage Ltd, Ulm, 2015 – present\n- lorries, route planning\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        {"id": name, "source": "x", "external_id": name, "title": title, "company": f"Employer of {name}", "place": place,
         "text": text, "remote": False}
        for name, title, place, text in POSTINGS
    ]  # fmt: skip
    (tmp_path / "postings.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "people").mkdir()
    for name, resume, want in (("rosa", ROSA, "nurse"), ("tom", TOM, "truck driver")):
        wishes = {
            "want": [want],
            "where": ["Ulm, Germany"],
            "lives_in": "Ulm, Germany",
            "relocate": False,
            "remote": "no",
        }
        (tmp_path / "people" / f"{name}.md").write_text(resume, encoding="utf-8")
        (tmp_path / "people" / f"{name}.json").write_text(json.dumps(wishes), encoding="utf-8")
    ids = [name for name, *_ in POSTINGS]
    (tmp_path / "pools.json").write_text(json.dumps({"rosa": ids, "tom": ids}), encoding="utf-8")
    return tmp_path


def test_a_folder_is_ranked_and_written_in_the_fixed_shape(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    result = ranking.evaluate(folder, out, meaning=False)
    run = json.loads(out.read_text(encoding="utf-8"))
    assert list(run) == ["rosa", "tom"]
    assert sorted(run["rosa"]) == sorted(run["tom"]) == ["d1", "n1", "n2", "t1"]
    assert run["rosa"][0] == "n1"
    assert run["rosa"][-1] == "n2", "elsewhere, and she does not move: below all that are not blocked"
    assert run["tom"][0] == "t1"
    assert result["measures"] is None
    assert "nothing to measure" in ranking.render(result)


def test_with_judgements_it_is_measured_beside_bm25(folder: Path) -> None:
    judged = {"rosa": {"n1": 3, "n2": 0, "d1": 0, "t1": 0}, "tom": {"t1": 3}}
    (folder / "judged.json").write_text(json.dumps(judged), encoding="utf-8")
    result = ranking.evaluate(folder, meaning=False)
    measures = result["measures"]
    assert isinstance(measures, dict)
    assert measures["ours"]["ndcg@10"] == 1
    assert set(measures) == {"ours", "bm25", "best possible"}
    assert measures["best possible"]["good_in_top_5"] == 0.2, "one good posting fills a fifth of the first five"
    assert "ours" in ranking.render(result)


async def matched(shared: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, posting: str) -> Match:
    """Match one of our people with one recorded posting, by everything that production does but the model."""
    monkeypatch.setenv("COPILOT_SHARED", str(shared))
    pools = own_pools()
    one = Pools({posting: pools.postings[posting]}, {name: pools.people[name]}, {name: [posting]}, {})
    ranker = await ranking._ranker(one, tmp_path, meaning=False)
    try:
        return await ranker.match_of(name, one.people[name], posting)
    finally:
        await ranker.storage.close()


async def test_a_nurse_and_a_clinic_of_her_county(
    shared: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = await matched(shared, monkeypatch, tmp_path, "rosa-delgado", "usajobs:437631600")
    assert found.blockers == ()
    assert found.score > 40
    assert found.reasons[0].code in ("match_same_trade", "match_near_trade")
    licence = [one for one in found.findings if one.requirement.kind.value in ("licence", "permit")]
    assert licence
    assert all(one.met is Met.YES for one in licence), "California's licence and citizenship are hers"


async def test_an_accountant_and_the_books_of_a_start_up(
    shared: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = await matched(shared, monkeypatch, tmp_path, "helen-okafor", "remoteok:1131601")
    assert found.blockers == ()
    assert found.score > 60
    licence = next(one for one in found.findings if one.requirement.value == "CPA")
    assert licence.met is Met.YES
    assert not licence.requirement.must, "the advert calls it a bonus"
    assert "CPA" in licence.evidence[0].text or "Public Accountant" in licence.evidence[0].text


async def test_a_data_scientist_who_needs_a_visa_where_none_is_given(
    shared: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = await matched(shared, monkeypatch, tmp_path, "ananya-rao", "glassdoor:27")
    assert "match_blocked_sponsorship" in [blocker.code for blocker in found.blockers]
    assert found.score > 40, "blockers stand apart: by trade it would fit"

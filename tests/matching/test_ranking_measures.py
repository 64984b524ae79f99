"""What a ranking is worth, and wishes as people write them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.evaluations import ranking_data
from copilot_adapters.evaluations.ranking_baselines import Bm25, fuse
from copilot_adapters.evaluations.ranking_data import as_posting, read_pools
from copilot_adapters.evaluations.ranking_measures import good_in_first, measure, ndcg
from copilot_adapters.evaluations.ranking_people import read_wishes
from copilot_core.entities.kinds import Seniority
from copilot_core.entities.place import City
from copilot_core.entities.seeker import Permit, RemoteWish
from copilot_core.errors import Rejected

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0, "e": 0, "f": 0}


class FewCities:
    def cities(self, name: str) -> tuple[City, ...]:
        return {"leipzig": (City("Leipzig", "SN", "DE", 600_000),)}.get(name.lower(), ())


def test_the_best_order_has_ndcg_one_and_the_known_value_otherwise() -> None:
    assert ndcg("abcdef", GRADES) == 1
    # gains 7, 3, 1 at discounts 1, log2 3, 2: best 9.3928; with a and b exchanged 3 + 7 / log2 3 + 0.5 = 7.9165
    assert ndcg("bacdef", GRADES) == pytest.approx(0.84282, abs=1e-4)
    assert ndcg("abc", dict.fromkeys("abc", 0)) is None


@given(st.permutations("abcdef"))
def test_no_order_is_better_than_the_best(order: list[str]) -> None:
    gain = ndcg(order, GRADES)
    assert gain is not None
    assert 0 < gain <= 1


def test_good_in_five_and_its_interval() -> None:
    assert good_in_first("abcdef", GRADES) == 0.4
    found = measure({"x": list("abcdef"), "y": list("fedcba")}, {"x": GRADES, "y": GRADES})
    assert found["good_in_top_5"] == pytest.approx(0.3)
    assert found["good_in_top_5_interval"] == [0.2, 0.4]


def test_people_without_a_relevant_posting_are_not_measured() -> None:
    found = measure({"x": list("abcdef"), "y": ["a"]}, {"x": GRADES, "y": {"a": 0}})
    assert found["people"] == 1
    assert found["ndcg@10"] == 1


def test_bm25_prefers_rare_words_and_fusing_rewards_agreement() -> None:
    words = Bm25.over({"a": "nurse on a ward", "b": "driver on a lorry", "c": "a cook on a ship"})
    assert words.order("a nurse", ["b", "c", "a"])[0] == "a"
    assert fuse(["a", "b", "c"], ["b", "a", "c"])[2] == "c"


def test_wishes_are_read_as_the_issue_writes_them() -> None:
    wishes = read_wishes(
        {
            "want": ["backend developer"], "where": ["Leipzig", "Europe"], "remote": "only", "lives_in": "Leipzig, Germany",
            "permit": {"EU": "citizen", "USA": "needs sponsorship"}, "languages": {"German": "native", "en": "C1"},
            "relocate": False, "pay_min": 60000, "clearance": None, "seniority": "senior", "licences": ["B"],
        },
        FewCities(),
    )  # fmt: skip
    assert wishes.remote is RemoteWish.ONLY
    assert wishes.lives_in is not None
    assert (wishes.lives_in.city, wishes.lives_in.country) == ("Leipzig", "DE")
    assert [place.country for place in wishes.where] == ["DE", None]
    assert wishes.permits == {"EU": Permit.CITIZEN, "US": Permit.NEEDS_SPONSORSHIP}
    assert wishes.languages == {"de": "native", "en": "C1"}
    assert (wishes.relocate, wishes.pay_min, wishes.pay_currency) == (False, 60_000, "EUR")
    assert (wishes.clearance, wishes.seniority, wishes.licences) == ("none", Seniority.SENIOR, ("B",))


def test_wishes_are_read_as_others_might_write_them() -> None:
    wishes = read_wishes(
        {
            "want": "nurse; carer", "where": "Leipzig", "remote": True, "languages": ["German (native)", "English: C1"],
            "permit": {"Germany": "permanent resident"}, "relocate": "no", "pay_min": "$80k", "licences": "RN",
        },
        FewCities(),
    )  # fmt: skip
    assert wishes.want == ("nurse", "carer")
    assert wishes.remote is RemoteWish.YES
    assert wishes.languages == {"de": "native", "en": "C1"}
    assert wishes.permits == {"DE": Permit.PERMANENT}
    assert (wishes.relocate, wishes.pay_min, wishes.pay_currency) == (False, 80_000, "USD")
    assert wishes.clearance is None
    assert read_wishes({}, FewCities()).remote is None


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("€ 45.000", 45_000),
        ("60,000 USD", 60_000),
        (55000.5, 55_000.5),
        ({"amount": 70, "currency": "eur"}, 70),
        ("x", None),
    ],
)
def test_pay_is_read_in_many_spellings(written: object, amount: float | None) -> None:
    assert read_wishes({"pay_min": written}, FewCities()).pay_min == amount


def test_a_folder_that_lacks_a_file_or_holds_nonsense_is_named(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match=r"holds no postings\.jsonl"):
        read_pools(tmp_path)
    (tmp_path / "postings.jsonl").write_text("{broken\n", encoding="utf-8")
    with pytest.raises(Rejected, match=r"postings\.jsonl: "):
        read_pools(tmp_path)


def test_a_row_becomes_the_posting_a_board_would_yield() -> None:
    row = {
        "title": "Nurse",
        "company": "C",
        "place": "Ulm",
        "remote": "hybrid",
        "text": "We care",
        "posted_at": "2026-01-02",
    }
    made = as_posting("7", row)
    assert (made.external_id, made.places, made.hybrid, made.remote) == ("7", ("Ulm",), True, None)
    assert made.description == "We care"
    flags = {said: as_posting("7", {**row, "remote": said}).remote for said in (True, "yes", False, "no", None, "?")}
    assert flags == {True: True, "yes": True, False: False, "no": False, None: None, "?": None}
    assert made.posted_at is not None
    assert made.posted_at.tzinfo is not None


def test_our_own_set_is_complete_and_its_postings_are_the_recorded_ones(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPILOT_SHARED", str(shared))
    pools = ranking_data.own_pools()
    assert len(pools.people) >= 12
    for name in pools.people:
        assert len(pools.pools[name]) >= 20
        assert set(pools.judged[name]) == set(pools.pools[name]) <= set(pools.postings)
    folder = Path(ranking_data.__file__).parent / "ranking_set"
    reasons = json.loads((folder / "reasons.json").read_text(encoding="utf-8"))
    assert {name: set(lines) for name, lines in reasons.items()} == {n: set(ids) for n, ids in pools.pools.items()}


def test_without_recordings_our_own_set_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COPILOT_SHARED", raising=False)
    with pytest.raises(Rejected, match="COPILOT_SHARED"):
        ranking_data.own_pools()

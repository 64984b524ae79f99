"""`copilot eval skills` and `titles` on a small part of the recorded sets: the figures are there and are not worse than BM25."""

from pathlib import Path

import pytest

from copilot_adapters.evaluations import skills, titles
from copilot_core.errors import Rejected


@pytest.mark.slow
def test_skills_are_found_better_than_by_looking_labels_up(shared: Path) -> None:
    assert shared
    result = skills.evaluate(quick=True)
    for name in ("house_validation", "tech_validation", "skillspan dev"):
        figures = result[name]
        assert isinstance(figures, dict)
        assert figures["ours"]["spans"]["f1"] > figures["exact labels"]["spans"]["f1"]
        low, high = figures["ours"]["spans"]["f1_interval"]
        assert low <= figures["ours"]["spans"]["f1"] <= high
    assert "house_validation" in skills.render(result)


@pytest.mark.slow
def test_titles_are_read_no_worse_than_by_words_alone(shared: Path) -> None:
    assert shared
    result = titles.evaluate(quick=True)
    figures = result["english"]
    assert isinstance(figures, dict)
    assert figures["ours"]["mrr@10"] >= figures["bm25"]["mrr@10"] - 0.02
    assert "accuracy@1" in titles.render(result)


def test_without_recorded_data_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COPILOT_SHARED", raising=False)
    for module in (skills, titles):
        with pytest.raises(Rejected) as caught:
            module.evaluate()
        assert "--data" in str(caught.value)

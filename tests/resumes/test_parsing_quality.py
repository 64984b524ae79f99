from pathlib import Path

import pytest
from resumes_world import misquoted

from copilot_adapters.document_readers.pdf import open_pdf
from copilot_adapters.evaluations import parsing
from copilot_adapters.evaluations.parsing_made import made
from copilot_core.rules.resume.read import read_resume


@pytest.mark.slow
def test_made_resumes_in_every_layout_are_read_well(tmp_path: Path) -> None:
    for number, one in enumerate(made(1)):
        (tmp_path / one.layout).mkdir(exist_ok=True)
        path = tmp_path / one.layout / f"{number}-{one.name}"
        path.write_bytes(one.data)
        path.with_suffix(".yaml").write_text(one.yaml, "utf-8")
    result = parsing.evaluate(tmp_path)
    layouts = {row["layout"]: row["f1"] for row in result["layouts"]}  # type: ignore[attr-defined]
    assert len(layouts) >= 15
    assert min(layouts.values()) >= 0.9, parsing.render(result)
    assert "all" in parsing.render(result)


@pytest.mark.slow
def test_recorded_layouts_are_read_as_well_as_they_were(shared: Path) -> None:
    result = parsing.evaluate(shared / "data" / "resumes" / "layouts" / "rendercv")
    assert min(row["f1"] for row in result["layouts"]) >= 0.97, parsing.render(result)  # type: ignore[attr-defined]


@pytest.mark.slow
def test_real_resumes_without_a_truth_give_sections_and_sound_quotes(shared: Path) -> None:

    files = sorted((shared / "data" / "resumes" / "livecareer_pdf").rglob("*.pdf"))
    readings = [read_resume(open_pdf(path.read_bytes(), 100)) for path in files[::3]]
    assert all(reading.sections for reading in readings)
    assert sum(bool(reading.positions) for reading in readings) >= 0.9 * len(readings)
    assert all(misquoted(reading) == [] for reading in readings)

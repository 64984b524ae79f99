"""A line of a resume is never slow to read."""

import time

import pytest

from copilot_adapters.document_readers.markdown import Markdown
from copilot_core.rules.resume.read import read_resume


@pytest.mark.parametrize("heading", ["", "## Skills\n\n"])
@pytest.mark.parametrize("gap", ["\t", "\u00a0", "\u2003 ", "\u0315\u0300"])
async def test_a_line_of_gaps_or_of_piled_marks_is_read_in_no_time(gap: str, heading: str) -> None:
    text = f"# Ann Example\n\n{heading}Baking{gap * (100_000 // len(gap))}Cooking\n"
    started = time.process_time()
    reading = read_resume(await Markdown().read(text.encode(), "resume.md"))
    assert time.process_time() - started < 6
    assert len(reading.text) < 1_000

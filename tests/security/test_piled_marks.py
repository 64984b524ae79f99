"""A text is never slow to normalise, however many marks are piled on a letter."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.html_cleaners.markdown import Markdown
from copilot_core.entities.posting import Posting
from copilot_core.rules.folding import fold
from copilot_core.rules.gate import admit
from copilot_core.rules.piled_marks import MOST, without_piled_marks
from copilot_core.rules.tokens import words
from copilot_core.testing.makers import make_posting

PILES = ["\u0315\u0300", "\u0f75", "\uff9e\u093c", "\u0344\u0323"]
"""Marks in the wrong order, also such as only decomposition makes."""


@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("field", ["title", "description", "company"])
def test_a_posting_piled_with_marks_passes_the_gate_in_no_time(field: str, pile: str) -> None:
    hostile = make_posting(**{field: "Baker a" + pile * 200_000})
    started = time.process_time()
    admit(hostile, Markdown().to_markdown)
    assert time.process_time() - started < 5


def test_marks_written_as_entities_are_thinned_too() -> None:
    started = time.process_time()
    admitted = admit(make_posting(description="<p>a" + "&#x315;&#x300;" * 50_000), Markdown().to_markdown)
    assert time.process_time() - started < 5
    assert isinstance(admitted, Posting)
    assert len(admitted.description) <= MOST + 2


@pytest.mark.parametrize("pile", PILES)
def test_a_query_and_a_name_piled_with_marks_are_read_in_no_time(pile: str) -> None:
    started = time.process_time()
    list(words("a" + pile * 100_000))
    fold("a" + pile * 100_000)
    assert time.process_time() - started < 5


@given(st.text(alphabet="aé한 \u0301\u0323\u200d•—👍🏽\u0e31\u093c", max_size=30))
def test_text_that_people_write_stays_as_it_is(text: str) -> None:
    assert without_piled_marks(text) == text


@given(st.text(alphabet="a•\u0301\u0323\u0f75", min_size=60, max_size=200))
def test_no_letter_carries_more_marks_than_allowed(text: str) -> None:
    thinned = without_piled_marks(text)
    assert (
        max(map(len, "".join("m" if unicodedata.category(c) == "Mn" else " " for c in thinned).split()), default=0)
        <= MOST
    )
    assert without_piled_marks(thinned) == thinned

"""A cursor that somebody made up is refused, whatever is in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.storage import SqlStorage, cursors
from copilot_adapters.storage.cursors import Cursor
from copilot_core.entities.identities import PersonId
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.errors import Rejected

ANN = PersonId("ann")
RELEVANCE = JobQuery(text="baker", sort=Sort.RELEVANCE)
DATE, PAY = JobQuery(sort=Sort.DATE), JobQuery(sort=Sort.PAY)


@pytest.mark.parametrize(
    ("query", "made_up"),
    [
        (RELEVANCE, {"ranked": (2**63,)}),
        (RELEVANCE, {"ranked": (-(2**63) - 0, 2**64 - 1)}),
        (DATE, {"value": 1.5, "key": 3}),
        (DATE, {"value": datetime(2026, 1, 1, tzinfo=UTC), "key": 2**63}),
        (PAY, {"value": datetime(2026, 1, 1, tzinfo=UTC), "key": 3}),
        (PAY, {"value": 1.0, "key": -(2**63)}),
    ],
)
async def test_numbers_and_moments_that_no_row_has_are_refused(
    storage: SqlStorage, query: JobQuery, made_up: dict[str, Any]
) -> None:
    cursor = Cursor(question=cursors.question_of(query), **{"total": 1, "more": False, **made_up})
    with pytest.raises(Rejected) as refused:
        await searched(storage, evolve(query, cursor=cursors.written(cursor)))
    assert refused.value.code == "cursor_wrong"


@given(st.text(max_size=50) | st.text(alphabet="AZaz09-_=", max_size=200))
def test_any_text_is_refused_as_a_cursor(text: str) -> None:
    with pytest.raises(Rejected):
        cursors.read(text, DATE)


def test_a_cursor_that_unpacks_without_end_is_refused() -> None:
    bomb = cursors.written(Cursor(question=cursors.question_of(DATE), total=0, more=False, ranked=(0,) * 10_000_000))
    with pytest.raises(Rejected):
        cursors.read(bomb, DATE)


async def searched(storage: SqlStorage, query: JobQuery) -> None:
    async with storage.reading() as books:
        await books.catalogue.search(query, ANN)

"""Rows in memory: what is read stays as it was, what is new is found, memory is used once."""

from array import array
from collections.abc import Mapping
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.vector_indexes.rows import SPARE, Rows
from copilot_core.entities.identities import JobId
from copilot_core.ports.embedder import Vector
from copilot_core.testing.vector_index_contract import unit_vector

NAMES = [JobId(f"job-{number}") for number in range(12)]
ASKED = unit_vector(1000)


NOISE = 2e-6
"""Two rows of the same numbers may be told apart by their last digit, where it rounds."""


def likeness(vector: Vector) -> float:
    return sum(a * b for a, b in zip(array("f", ASKED), array("f", vector), strict=True))


def assert_ranked(found: list[JobId], vectors: Mapping[JobId, Vector]) -> None:
    assert sorted(found) == sorted(vectors)
    told = [likeness(vectors[name]) for name in found]
    assert all(better >= worse - NOISE for better, worse in pairwise(told))


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), st.none() | st.integers(0, 10_000), max_size=6), max_size=20))
def test_every_state_answers_for_ever_what_it_held(steps: list[dict[JobId, int | None]]) -> None:
    state, held = Rows(), dict[JobId, Vector]()
    states = []
    for step in steps:
        changes = {name: None if seed is None else unit_vector(seed) for name, seed in step.items()}
        state = state.amended(changes)
        held |= {name: vector for name, vector in changes.items() if vector is not None}
        held = {name: vector for name, vector in held.items() if changes.get(name, vector) is not None}
        states.append((state, dict(held)))
    for one, vectors in states:
        assert_ranked([each.id for each in one.nearest(ASKED, 99, None)], vectors)
        few = {name: vectors[name] for name in NAMES[:2] if name in vectors}
        assert_ranked([each.id for each in one.nearest(ASKED, 99, set(NAMES[:2]))], few)


BLOCK = 1000


def test_rows_of_many_blocks_are_found_and_what_is_there_is_not_copied() -> None:
    chance = Random(3)  # noqa: S311 - not a secret
    vectors = {JobId(f"job-{number}"): unit_vector(number) for number in range(2 * BLOCK + 100)}
    state = Rows(block=BLOCK).amended(vectors)
    more = state.amended(
        {JobId("new"): unit_vector(100_001), JobId("job-7"): None, JobId("job-9"): unit_vector(100_002)}
    )
    assert all(one is other for one, other in zip(state.blocks, more.blocks, strict=True))
    for number in chance.sample(range(10, len(vectors)), 20):
        (found,) = more.nearest(unit_vector(number), 1, None)
        assert found.id == f"job-{number}"
    assert [each.id for each in more.nearest(unit_vector(100_001), 1, None)] == ["new"]
    assert [each.id for each in more.nearest(unit_vector(100_002), 1, [JobId("job-9"), JobId("job-7")])] == ["job-9"]
    assert "job-7" not in {each.id for each in more.nearest(unit_vector(7), 5, None)}


def test_rows_that_nobody_can_find_are_let_go() -> None:
    vectors = {JobId(f"job-{number}"): unit_vector(number) for number in range(BLOCK)}
    state = Rows(block=BLOCK).amended(vectors)
    for turn in range(1, 12):
        state = state.amended({name: unit_vector(turn * BLOCK + row) for row, name in enumerate(vectors)})
        assert state.filled <= SPARE + BLOCK
    assert len(state.nearest(ASKED, 2 * BLOCK, None)) == BLOCK

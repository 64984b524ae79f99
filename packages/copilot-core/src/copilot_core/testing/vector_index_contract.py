"""What every `VectorIndex` must do: inherit, say what `index` is, and run."""

import asyncio
from array import array
from collections.abc import Collection, Mapping
from math import sqrt
from random import Random

import pytest

from copilot_core.entities.identities import JobId
from copilot_core.ports.embedder import Vector
from copilot_core.ports.vector_index import VectorIndex

DIMENSIONS = 8


def unit_vector(seed: int, dimensions: int = DIMENSIONS) -> Vector:
    """Return a vector of unit length that only `seed` decides."""
    chance = Random(seed)  # noqa: S311 - not a secret
    values = [chance.gauss(0, 1) for _ in range(dimensions)]
    length = sqrt(sum(value * value for value in values))
    return Vector(array("f", (value / length for value in values)).tobytes())


def made_vectors(count: int) -> dict[JobId, Vector]:
    """Return as many vectors as asked, by id."""
    return {JobId(f"job-{number:04d}"): unit_vector(number) for number in range(count)}


class VectorIndexContract:
    """The promises of `copilot_core.ports.vector_index.VectorIndex`; pytest's asyncio mode must be `auto`.

    A subclass gives a fixture `index`, empty. Where it reads another storage, `keep` and `forget` put the vectors there
    first.
    """

    @pytest.fixture
    def index(self) -> VectorIndex:
        """Return the empty index to test."""
        raise NotImplementedError

    async def keep(self, index: VectorIndex, vectors: Mapping[JobId, Vector]) -> None:
        """Keep the vectors and put them into the index."""
        await index.put(vectors)

    async def forget(self, index: VectorIndex, ids: Collection[JobId]) -> None:
        """Take the vectors away, from the index too."""
        await index.remove(ids)

    async def test_an_empty_index_answers_nothing(self, index: VectorIndex) -> None:
        assert [*await index.nearest(unit_vector(1), 5)] == []

    async def test_the_nearest_come_first_with_their_cosine(self, index: VectorIndex) -> None:
        vectors = made_vectors(60)
        await self.keep(index, vectors)
        asked = unit_vector(1000)
        found = await index.nearest(asked, 7)
        assert [each.id for each in found] == _ranked(asked, vectors)[:7]
        for each in found:
            assert each.score == pytest.approx(_cosine(asked, vectors[each.id]), abs=1e-4)

    async def test_itself_is_nearest_to_a_vector(self, index: VectorIndex) -> None:
        await self.keep(index, made_vectors(30))
        (found,) = await index.nearest(unit_vector(17), 1)
        assert found.id == "job-0017"
        assert found.score == pytest.approx(1.0, abs=1e-4)

    async def test_ties_stand_in_order_of_their_ids(self, index: VectorIndex) -> None:
        await self.keep(index, {JobId(name): unit_vector(3) for name in ("c", "a", "d", "b")})
        assert [each.id for each in await index.nearest(unit_vector(3), 4)] == ["a", "b", "c", "d"]

    async def test_only_allowed_ids_are_answered_and_a_filter_never_starves(self, index: VectorIndex) -> None:
        vectors = made_vectors(120)
        await self.keep(index, vectors)
        asked = unit_vector(1000)
        far = _ranked(asked, vectors)[-9:]
        found = await index.nearest(asked, 5, {*far, JobId("unknown")})
        assert [each.id for each in found] == far[:5]
        assert len(await index.nearest(asked, 50, far)) == len(far)
        assert [*await index.nearest(asked, 5, [])] == []

    async def test_it_counts_what_can_be_found(self, index: VectorIndex) -> None:
        assert await index.count() == 0
        await self.keep(index, made_vectors(7))
        await self.forget(index, [JobId("job-0003")])
        assert await index.count() == 6

    async def test_many_changes_leave_the_newest_vectors(self, index: VectorIndex) -> None:
        vectors = made_vectors(12)
        await self.keep(index, vectors)
        for number in range(8):
            vectors[JobId(f"job-{number % 3:04d}")] = unit_vector(500 + number)
            vectors[JobId(f"more-{number:04d}")] = unit_vector(900 + number)
            await self.keep(index, vectors)
        asked = unit_vector(1000)
        assert [each.id for each in await index.nearest(asked, 99)] == _ranked(asked, vectors)
        allowed = _ranked(asked, vectors)[1::6]
        assert [each.id for each in await index.nearest(asked, 99, allowed)] == allowed

    async def test_fewer_come_only_when_fewer_exist(self, index: VectorIndex) -> None:
        await self.keep(index, made_vectors(4))
        assert len(await index.nearest(unit_vector(9), 10)) == 4
        assert [*await index.nearest(unit_vector(9), 0)] == []

    async def test_a_vector_put_again_is_replaced(self, index: VectorIndex) -> None:
        await self.keep(index, made_vectors(10))
        await self.keep(index, {JobId("job-0003"): unit_vector(77)})
        (found,) = await index.nearest(unit_vector(77), 1)
        assert found.id == "job-0003"
        assert len(await index.nearest(unit_vector(77), 100)) == 10

    async def test_what_is_removed_is_gone_and_unknown_ids_are_ignored(self, index: VectorIndex) -> None:
        await self.keep(index, made_vectors(10))
        await self.forget(index, [JobId("job-0003"), JobId("never-there")])
        found = await index.nearest(unit_vector(3), 100)
        assert len(found) == 9
        assert "job-0003" not in {each.id for each in found}

    async def test_questions_at_once_get_their_own_answers(self, index: VectorIndex) -> None:
        await self.keep(index, made_vectors(40))
        answers = await asyncio.gather(*(index.nearest(unit_vector(number), 1) for number in range(12)))
        assert [answer[0].id for answer in answers] == [f"job-{number:04d}" for number in range(12)]


def _ranked(asked: Vector, vectors: Mapping[JobId, Vector]) -> list[JobId]:
    return sorted(vectors, key=lambda name: (-round(_cosine(asked, vectors[name]), 6), name))


def _cosine(left: Vector, right: Vector) -> float:
    return sum(a * b for a, b in zip(array("f", left), array("f", right), strict=True))

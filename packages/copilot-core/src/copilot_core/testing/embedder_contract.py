"""What every `Embedder` must do: inherit, say what `embedder` is, and run."""

import asyncio
from array import array
from math import isclose, sqrt

import pytest

from copilot_core.ports.embedder import Embedder, Vector

TEXTS = (
    "Registered nurse on a surgical ward",
    "Software developer (Python, SQL)",
    "",
    "Krankenpfleger für die Intensivstation – 🏥",
    "We look for a long distance truck driver with a clean record. " * 200,
)


class EmbedderContract:
    """The promises of `copilot_core.ports.embedder.Embedder`; pytest's asyncio mode must be `auto`.

    A subclass gives a fixture `embedder`.
    """

    @pytest.fixture
    def embedder(self) -> Embedder:
        """Return the embedder to test."""
        raise NotImplementedError

    async def test_every_text_has_a_vector_of_unit_length(self, embedder: Embedder) -> None:
        vectors = await embedder.embed(TEXTS)
        assert len(vectors) == len(TEXTS)
        for vector in vectors:
            assert isinstance(vector, bytes)
            assert len(vector) == 4 * embedder.dimensions
            assert isclose(_cosine(vector, vector), 1.0, abs_tol=1e-4)

    async def test_no_text_has_no_vector(self, embedder: Embedder) -> None:
        assert await embedder.embed([]) == []

    async def test_the_same_text_gives_the_same_vector_in_any_company(self, embedder: Embedder) -> None:
        together = await embedder.embed(TEXTS)
        alone = [(await embedder.embed([text]))[0] for text in TEXTS]
        backwards = (await embedder.embed(TEXTS[::-1]))[::-1]
        for one, other, third in zip(together, alone, backwards, strict=True):
            assert isclose(_cosine(one, other), 1.0, abs_tol=1e-5)
            assert isclose(_cosine(one, third), 1.0, abs_tol=1e-5)

    async def test_calls_at_once_do_not_disturb_each_other(self, embedder: Embedder) -> None:
        expected = await embedder.embed(TEXTS[:4])
        answers = await asyncio.gather(*(embedder.embed(TEXTS[:4]) for _ in range(3)))
        for answer in answers:
            for one, other in zip(answer, expected, strict=True):
                assert isclose(_cosine(one, other), 1.0, abs_tol=1e-5)

    async def test_alike_texts_are_nearer_than_others(self, embedder: Embedder) -> None:
        nurse, other_nurse, developer = await embedder.embed(
            ["registered nurse, hospital ward", "nurse in a hospital", "developer of database software"]
        )
        assert _cosine(nurse, other_nurse) > _cosine(nurse, developer)

    async def test_the_model_has_a_name(self, embedder: Embedder) -> None:
        assert embedder.model
        assert embedder.dimensions > 0


def _cosine(left: Vector, right: Vector) -> float:
    one, other = array("f", left), array("f", right)
    product = sum(a * b for a, b in zip(one, other, strict=True))
    return product / sqrt(sum(a * a for a in one) * sum(b * b for b in other))

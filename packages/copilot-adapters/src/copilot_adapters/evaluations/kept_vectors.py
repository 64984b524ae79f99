"""Vectors of many texts by MiniLM, kept in a temporary file from one evaluation to the next."""

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from copilot_adapters.embedders.minilm import MiniLM


@frozen
class KeptVectors:
    """One row a text; the file is named by the model and the texts."""

    model: MiniLM = field(factory=lambda: MiniLM(threads=2))
    folder: Path = field(factory=lambda: Path(tempfile.gettempdir()) / "copilot-evaluations")

    def matrix(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of the texts."""
        digest = hashlib.sha256("\0".join([self.model.model, *texts]).encode()).hexdigest()[:24]
        file = self.folder / f"{digest}.npy"
        if file.is_file():
            kept: NDArray[np.float32] = np.load(file, allow_pickle=False)
            return kept
        made = self.model.matrix(texts)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        np.save(file, made)
        return made

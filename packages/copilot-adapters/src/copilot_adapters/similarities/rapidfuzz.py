"""String similarity by RapidFuzz (https://rapidfuzz.github.io/RapidFuzz/)."""

from attrs import frozen
from rapidfuzz.distance import Indel


@frozen
class RapidFuzz:
    """Adapter of `copilot_core.ports.similarity.Similarity`."""

    def ratio(self, left: str, right: str) -> float:
        return Indel.normalized_similarity(left, right)

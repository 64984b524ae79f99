"""What `doctor` finds of reading for meaning: whether the index answers, and whether it holds what storage keeps."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import frozen

from copilot_adapters.diagnosis import Finding
from copilot_core.errors import CopilotError
from copilot_core.ports.embedder import Embedder
from copilot_core.ports.vector_index import VectorIndex

if TYPE_CHECKING:
    from copilot_adapters.storage import SqlStorage

INDEX = "vectors in the index"
RESUMES = "resumes' vectors in the index"
REMEDY = "start it (`chroma run --path FOLDER`) or correct COPILOT_CHROMA_URL; until then words alone decide"


@frozen
class MeaningFindings:
    """Compares the index with storage; an embedder that is missing is found elsewhere."""

    storage: "SqlStorage"
    embedder: Callable[[], Embedder | None]
    index: Callable[[], VectorIndex | None]
    resumes: Callable[[], VectorIndex | None]

    async def __call__(self) -> list[Finding]:
        """Return the findings; none without an embedder, or on a database that has to be brought up to date first."""
        from copilot_adapters.storage.migration import REVISIONS  # noqa: PLC0415 - `doctor` alone needs it

        try:
            embedder, index, resumes = self.embedder(), self.index(), self.resumes()
            if embedder is None or index is None or resumes is None or await self.storage.revision() != REVISIONS[-1]:
                return []
            async with self.storage.reading() as books:
                kept, waiting = await books.vectors.kept(embedder.model), await books.vectors.waiting(embedder.model)
                resumes_kept = await books.resume_vectors.kept(embedder.model)
        except CopilotError:
            return []
        return [_reading(kept, waiting), await _held(INDEX, index, kept), await _held(RESUMES, resumes, resumes_kept)]


def _reading(kept: int, waiting: int) -> Finding:
    detail = f"{kept} of {kept + waiting}"
    return Finding(state="ok", what="jobs read for meaning", detail=detail)


async def _held(what: str, index: VectorIndex, kept: int) -> Finding:
    try:
        held = await index.count()
    except CopilotError as error:
        return Finding(state="fail", what=what, detail=str(error), remedy=REMEDY)
    if held == kept:
        return Finding(state="ok", what=what, detail=str(held))
    detail = f"{held}, while storage keeps {kept}"
    return Finding(state="warn", what=what, detail=detail, remedy="copilot db reindex")

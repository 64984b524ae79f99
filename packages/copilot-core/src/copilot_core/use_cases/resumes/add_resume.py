"""Add a resume."""

from collections.abc import Sequence

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.resume import Resume
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.document_reader import DocumentReader
from copilot_core.ports.language_detector import LanguageDetector
from copilot_core.ports.storage import Storage
from copilot_core.rules.resume.corrected import corrected
from copilot_core.use_cases.resumes.read_resume import ReadResume

MOST = 100
"""Resumes of one person: whoever registered fills nobody's disk."""


@frozen
class AddResume:
    """Read a file and keep it with what it says; the same bytes again are the same resume, read anew."""

    storage: Storage
    readers: Sequence[DocumentReader]
    clock: Clock
    languages: LanguageDetector | None = None

    async def __call__(self, data: bytes, name: str, person: PersonId = LOCAL_PERSON) -> Resume:
        """Read `data` and keep it as one of the person's resumes; raise `Rejected("resumes_too_many")`."""
        resume = await ReadResume(self.readers, self.clock, self.languages)(data, name, person)
        async with self.storage.transaction() as books:
            known = {one.id: one for one in await books.people.resumes(person)}
            if resume.id not in known and len(known) >= MOST:
                raise Rejected("resumes_too_many", most=MOST)
            resume = _as_corrected(resume, known.get(resume.id))
            await books.people.save_resume(resume)
            await books.people.save_original(person, resume.id, data)
            await books.resume_vectors.forget(person, resume.id)
        return resume


def _as_corrected(read: Resume, known: Resume | None) -> Resume:
    """Return what was read now, with all that the person said of the same file before."""
    if known is None:
        return read
    again = evolve(read, title=known.title, version=known.version + 1, edits=known.edits)
    if not known.edits:
        return again
    return evolve(again, as_read=read.reading, reading=corrected(read.reading, known.corrections))

"""Read a resume without keeping it."""

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.entities.resume import Reading, Resume
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.document_reader import DocumentReader
from copilot_core.ports.language_detector import LanguageDetector
from copilot_core.rules.resume.read import read_resume


@frozen
class ReadResume:
    """Read a file into sections, positions, education, skills and contact; nothing is kept."""

    readers: Sequence[DocumentReader]
    clock: Clock
    languages: LanguageDetector | None = None

    async def __call__(self, data: bytes, name: str, person: PersonId = LOCAL_PERSON) -> Resume:
        """Read `data`; the suffix of `name` chooses the reader. Raise `Rejected` for what cannot be read."""
        reading = self._in_its_language(read_resume(await self._reader(name).read(data, name)))
        digest = hashlib.sha256(data).hexdigest()
        return Resume(
            id=resume_id(person, digest),
            person=person,
            file_name=name,
            digest=digest,
            added_at=self.clock.now(),
            reading=reading,
        )

    def _in_its_language(self, reading: Reading) -> Reading:
        return evolve(reading, language=self.languages.language(reading.text)) if self.languages else reading

    def _reader(self, name: str) -> DocumentReader:
        suffix = PurePath(name).suffix.lower() or ".txt"
        for reader in self.readers:
            if suffix in reader.suffixes:
                return reader
        known = ", ".join(sorted(suffix for reader in self.readers for suffix in reader.suffixes))
        raise Rejected("document_unknown_kind", name=name, known=known)


def resume_id(person: PersonId, digest: str) -> ResumeId:
    """Return the identity of a person's file: two people with the same file have two resumes."""
    return ResumeId(hashlib.sha256(f"{person}\n{digest}".encode()).hexdigest()[:16])

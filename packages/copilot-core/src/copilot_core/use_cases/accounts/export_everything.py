"""Take everything out."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime

from attrs import field, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.ports.clock import Clock
from copilot_core.ports.packer import Packer, Piece
from copilot_core.ports.personal_data import Kept, Part
from copilot_core.ports.storage import Storage
from copilot_core.rules.exported_files import safe_name
from copilot_core.rules.exported_tables import CSV_FILES, CsvFile, Thing

FORMAT = 1
"""Version of what is where in an export."""

ONE = (Part.ACCOUNT, Part.PROFILE)
"""Of these there is one, or none."""

SAYS = {
    "account.json": "your account, without the password; null without one",
    "profile.json": "what you want and may do",
    "resumes/": "each resume: what was read out of it, its text, and the file as you gave it",
    "jobs.json": "jobs that you saved, dismissed, brought, apply for or were told of, as they stand",
    "jobs.csv": "the same as a table",
    "brought.json": "postings that you brought, as they were read",
    "former.json": "what these said before they changed",
    "splits.json": "postings that you told apart",
    "applications.json": "your applications with all that happened",
    "applications.csv": "the same as a table",
    "timeline.csv": "all that happened to your applications, a line each",
    "searches.json": "your saved searches",
    "tasks.json": "work that was done for you",
    "events.json": "what you were told of in the last days",
    "sessions.json": "where you are signed in",
    "tokens.json": "your tokens for programs, without their secrets",
    "letters.json": "links that were mailed to you and still hold, without their secrets",
}
"""Which file is what."""


@frozen
class ExportEverything:
    """All that is kept of a person as one ZIP file of JSON, CSV and the files they gave; it is made while it is read.

    No transaction is open while somebody reads slowly. What changes meanwhile is in it as it was, or as it is.
    """

    storage: Storage
    packer: Packer
    clock: Clock

    async def __call__(self, *, person: PersonId = LOCAL_PERSON) -> AsyncGenerator[bytes, None]:
        """Yield the file, piece by piece."""
        made_at = self.clock.now()
        files = _Files(self.storage, person)
        async with aclosing(files.pieces(made_at)) as pieces, aclosing(self.packer.pack(pieces, made_at)) as packed:
            async for part in packed:
                yield part


@frozen
class _Files:
    """The files of one person; `counts` grows while they are written."""

    storage: Storage
    person: PersonId
    counts: dict[str, int] = field(factory=dict)

    async def pieces(self, made_at: datetime) -> AsyncGenerator[Piece, None]:
        for part in Part:
            if part is Part.RESUMES:
                files = [self._resumes()]
            else:
                files = [self._json(part), *(self._csv(part, one) for one in CSV_FILES.get(part, ()))]
            for file in files:
                async for piece in file:
                    yield piece
        yield Piece("manifest.json", self._manifest(made_at))

    async def _json(self, part: Part) -> AsyncGenerator[Piece, None]:
        name, before = f"{part}.json", b"" if part in ONE else b"[\n"
        self.counts[name] = 0
        async for things in self._things(part):
            yield Piece(name, before + b",\n".join(thing.document for thing in things))
            before = b",\n"
            self.counts[name] += len(things)
        empty = b"null" if part in ONE else b"[\n"
        yield Piece(name, (b"" if self.counts[name] else empty) + (b"\n" if part in ONE else b"\n]\n"))

    async def _csv(self, part: Part, file: CsvFile) -> AsyncGenerator[Piece, None]:
        yield Piece(file.name, file.head.encode())
        async for things in self._things(part):
            yield Piece(file.name, file.lines(map(_read, things)).encode())

    async def _resumes(self) -> AsyncGenerator[Piece, None]:
        self.counts["resumes/"] = 0
        async for things in self._things(Part.RESUMES):
            for thing in things:
                self.counts["resumes/"] += 1
                for piece in await self._resume(thing):
                    yield piece

    async def _resume(self, kept: Kept) -> list[Piece]:
        async with self.storage.reading(latest=True) as books:
            original = await books.people.original(self.person, ResumeId(kept.name))
        folder, read = f"resumes/{safe_name(kept.name, 'resume')}", _read(kept)
        pieces = [
            Piece(f"{folder}/resume.json", kept.document),
            Piece(f"{folder}/text.txt", _text_of(read).encode("utf-8", "replace")),
        ]
        if original is not None:
            name = safe_name(str(read.get("file_name", "")), "resume")
            pieces.append(Piece(f"{folder}/original/{name}", original))
        return pieces

    async def _things(self, part: Part) -> AsyncGenerator[tuple[Kept, ...], None]:
        after: str | None = None
        while True:
            async with self.storage.reading(latest=True) as books:
                things = await books.personal_data.portion(part, self.person, after)
            if not things:
                return
            yield things
            after = things[-1].name

    def _manifest(self, made_at: datetime) -> bytes:
        document = {"format": FORMAT, "made_at": made_at.isoformat(), "counts": self.counts, "files": SAYS}
        return (json.dumps(document, indent=2) + "\n").encode()


def _read(kept: Kept) -> Thing:
    thing: dict[str, object] = json.loads(kept.document)
    return thing


def _text_of(resume: Thing) -> str:
    reading = resume.get("reading")
    return str(reading.get("text", "")) if isinstance(reading, dict) else ""

"""The files that resumes were read out of, packed, in pieces: nobody holds many large ones in memory."""

import zlib
from collections.abc import Iterator

from attrs import frozen
from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    insert,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.tables import metadata
from copilot_core.entities.identities import PersonId, ResumeId

PIECE = 1 << 16
LARGEST = 64 << 20
"""Bytes of a file: far more than is ever taken, so that a forged backup unpacks to no more."""

originals = Table(
    "originals",
    metadata,
    Column("person", String, primary_key=True),
    Column("resume", String, primary_key=True),
    Column("piece", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["person", "resume"], ["resumes.person", "resumes.id"], name="fk_originals_resume", ondelete="CASCADE"
    ),
)
"""Files as they were given, packed by zlib and cut into pieces."""


@frozen
class SqlOriginals:
    """Keeps the file of a resume."""

    connection: AsyncConnection

    async def save(self, person: PersonId, resume: ResumeId, content: bytes) -> None:
        """Keep it in place of the former."""
        await self.connection.execute(delete(originals).where(_of(person, resume)))
        rows = [
            {"person": person, "resume": resume, "piece": piece, "content": part}
            for piece, part in enumerate(_pieces(zlib.compress(content)))
        ]
        await self.connection.execute(insert(originals), rows)

    async def find(self, person: PersonId, resume: ResumeId) -> bytes | None:
        """Return it; None for a resume from before files were kept."""
        query = select(originals.c.content).where(_of(person, resume)).order_by(originals.c.piece)
        packed = (await self.connection.execute(query)).scalars().all()
        return zlib.decompressobj().decompress(b"".join(packed), LARGEST) if packed else None


def _of(person: PersonId, resume: ResumeId) -> ColumnElement[bool]:
    return and_(originals.c.person == person, originals.c.resume == resume)


def _pieces(packed: bytes) -> Iterator[bytes]:
    for start in range(0, len(packed), PIECE):
        yield packed[start : start + PIECE]

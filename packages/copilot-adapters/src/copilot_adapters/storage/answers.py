"""Answers to requests that may be sent again."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import ColumnElement, delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import insert_new
from copilot_adapters.storage.tables import answers
from copilot_core.ports.answers import Asked, KeptAnswer


@frozen
class SqlAnswers:
    """Adapter of `copilot_core.ports.answers.Answers`."""

    connection: AsyncConnection

    async def begin(self, asked: Asked, abandoned: datetime) -> KeptAnswer | None:
        row = {"person": asked.person, "key": asked.key, "request": asked.request, "at": asked.at, "document": None}
        if await insert_new(self.connection, answers, row):
            return None
        gone = (*_named(asked), answers.c.request == asked.request, answers.c.document.is_(None))
        taken = update(answers).where(*gone, answers.c.at < abandoned).values(at=asked.at)
        if (await self.connection.execute(taken)).rowcount:
            return None
        columns = (answers.c.request, answers.c.at, answers.c.document)
        known = (await self.connection.execute(select(*columns).where(*_named(asked)))).one_or_none()
        if known is None:
            return KeptAnswer(request=asked.request, at=asked.at, document=None)
        return KeptAnswer(request=known.request, at=known.at, document=known.document)

    async def keep(self, asked: Asked, document: bytes) -> None:
        await self.connection.execute(update(answers).where(*_begun(asked)).values(document=document))

    async def drop(self, asked: Asked) -> None:
        await self.connection.execute(delete(answers).where(*_begun(asked)))

    async def forget(self, before: datetime, limit: int) -> int:
        key = (answers.c.person, answers.c.key)
        old = select(*key).where(answers.c.at < before).order_by(answers.c.at).limit(limit)
        return (await self.connection.execute(delete(answers).where(tuple_(*key).in_(old)))).rowcount


def _named(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return answers.c.person == asked.person, answers.c.key == asked.key


def _begun(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    """Name the row as this one began it: who was taken for gone changes nothing any more."""
    return (*_named(asked), answers.c.at == asked.at, answers.c.document.is_(None))

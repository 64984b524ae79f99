"""Read resumes for meaning."""

from attrs import frozen

from copilot_core.entities.resume import Reading
from copilot_core.entities.seeker import Wishes
from copilot_core.errors import NotFound
from copilot_core.ports.embedder import Embedder, Vector
from copilot_core.ports.resume_vectors import Owned
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.meaning import person_texts, text_hash, together

BATCH = 16


@frozen
class ReadResumes:
    """Make vectors of the resumes that have none, newest first, each kept for its person.

    One whose words changed while the model read them stays unread.
    """

    storage: Storage
    embedder: Embedder

    async def __call__(self) -> int:
        """Return how many were read."""
        read = 0
        tried: set[Owned] = set()
        while waiting := [one for one in await self._unread(BATCH + len(tried)) if one not in tried]:
            for one in waiting[:BATCH]:
                read += await self._read(one)
                tried.add(one)
        return read

    async def _unread(self, limit: int) -> tuple[Owned, ...]:
        async with self.storage.reading() as books:
            return await books.resume_vectors.unread(self.embedder.model, limit)

    async def _read(self, one: Owned) -> bool:
        async with self.storage.reading() as books:
            texts = await _texts(books, one)
        if not texts:
            return False
        vector = Vector(together(await self.embedder.embed(texts)))
        async with self.storage.transaction() as books:
            if await _texts(books, one) != texts:
                return False
            model, name = self.embedder.model, text_hash(*texts)
            await books.resume_vectors.keep(model, one.person, one.resume, name, vector)
        return True


async def _texts(books: Books, one: Owned) -> tuple[str, ...]:
    """Return what is read of a resume; nothing of one that is gone."""
    try:
        reading = (await books.people.resume(one.person, one.resume)).reading
    except NotFound:
        return ()
    return texts_of(reading, (await books.people.seeker(one.person)).wishes)


def texts_of(reading: Reading, wishes: Wishes) -> tuple[str, ...]:
    """Return the different texts of a person that are read for meaning."""
    return tuple(dict.fromkeys(person_texts(reading, wishes)))

"""Search the jobs."""

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job_query import JobPage, JobQuery, Sort
from copilot_core.entities.skill import Skill
from copilot_core.errors import Unavailable
from copilot_core.ports.embedder import Embedder
from copilot_core.ports.storage import Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.rules.blocked_companies import without_blocked
from copilot_core.rules.place import Cities
from copilot_core.rules.questions import understood
from copilot_core.rules.wishes import NoCities
from copilot_core.sentences import Sentence

NEAR = 100
"""Jobs asked of the vector index."""

SIMILAR = 0.35
"""Cosine below which a job is about something else."""


@frozen
class SearchJobs:
    """List jobs by text, filters and order; with an embedder and an index a text finds by meaning, too.

    Words are always searched; what is near in meaning joins them in the ranking of the first page, and the pages
    that follow keep that ranking. While the embedder or the index is unavailable words find alone,
    `read_for_meaning` is 0, and `doubts` say why.
    """

    storage: Storage
    embedder: Embedder | None = None
    index: VectorIndex | None = None
    taxonomy: Taxonomy | None = None
    cities: Cities = NoCities()

    async def __call__(self, query: JobQuery, *, person: PersonId = LOCAL_PERSON) -> JobPage:
        """Return a page; raise `Rejected` for a cursor of another search, and for a country that is none."""
        query = understood(query, self._skill, self.cities)
        near, doubts = await self._near(query, person)
        async with self.storage.reading() as books:
            query = without_blocked(query, (await books.people.seeker(person)).wishes)
            page = await books.catalogue.search(query, person, near)
            if self.embedder is None or self.index is None or doubts:
                return evolve(page, doubts=doubts)
            return evolve(page, read_for_meaning=await books.vectors.read(self.embedder.model, person))

    def _skill(self, said: str) -> Skill | None:
        return self.taxonomy.skill(said) if self.taxonomy else None

    async def _near(self, query: JobQuery, person: PersonId) -> tuple[tuple[JobId, ...], tuple[Sentence, ...]]:
        """Return jobs near in meaning, or why nothing could be asked by meaning."""
        if self.embedder is None or self.index is None:
            return (), ()
        if query.cursor is not None or query.sort is not Sort.RELEVANCE or not query.text.strip():
            return (), ()
        if not await self._read(self.embedder, person):
            return (), ()
        try:
            [vector] = await self.embedder.embed([query.text])
            found = await self.index.nearest(vector, NEAR)
        except Unavailable as error:
            return (), (error.sentence, Sentence("words_alone"))
        return tuple(one.id for one in found if one.score >= SIMILAR), ()

    async def _read(self, embedder: Embedder, person: PersonId) -> int:
        """Return how many jobs were read for meaning: a model is not loaded to search among none."""
        async with self.storage.reading() as books:
            return await books.vectors.read(embedder.model, person)

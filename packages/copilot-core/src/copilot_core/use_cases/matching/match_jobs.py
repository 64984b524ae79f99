"""Find the jobs that fit a person best, and say why."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, ResumeId
from copilot_core.entities.job_query import JobQuery, Scored
from copilot_core.entities.match import JobCard, Match, Matches
from copilot_core.entities.resume import Reading
from copilot_core.entities.seeker import Wishes
from copilot_core.errors import Unavailable
from copilot_core.ports.clock import Clock
from copilot_core.ports.embedder import Embedder, Vector
from copilot_core.ports.storage import Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.rules.fit import Profile, fit, profile_of
from copilot_core.rules.fit.searching import fused, search_terms
from copilot_core.rules.meaning import text_hash, together
from copilot_core.rules.tokens import Analyser
from copilot_core.sentences import Sentence
from copilot_core.use_cases.matching.read_resumes import texts_of

FOUND = 300
"""Jobs that words, and that meaning, may each put forward."""

HELD = 100
"""Of these, jobs that are held against the person requirement by requirement."""


@frozen
class MatchJobs:
    """Put the jobs forward that answer by words or by meaning, then hold each against the person.

    Without `embedder` and `index`, and where jobs have not been read yet, words alone decide. Jobs with a hard blocker
    stand below all without; the same input gives the same order.
    """

    storage: Storage
    taxonomy: Taxonomy
    analyser: Analyser
    clock: Clock
    embedder: Embedder | None = None
    index: VectorIndex | None = None

    async def __call__(
        self,
        reading: Reading,
        *,
        person: PersonId = LOCAL_PERSON,
        wishes: Wishes | None = None,
        top: int = 20,
        query: JobQuery | None = None,
        among: Collection[JobId] | None = None,
        resume: ResumeId | None = None,
    ) -> Matches:
        """Return the `top` jobs; `wishes` are the person's kept ones when left out, `among` names the jobs to rank.

        `resume` is the one that was read, where it is a kept one: its meaning is kept with it. When the model or the index cannot be reached, words alone decide, and `doubts` say so.
        """
        if wishes is None:
            async with self.storage.reading() as books:
                wishes = (await books.people.seeker(person)).wishes
        try:
            return await self._match(reading, wishes, person, top, query or JobQuery(), among=among, resume=resume)
        except Unavailable as error:
            if self.embedder is None:
                raise
            by_words = evolve(self, embedder=None, index=None)
            found = await by_words(reading, person=person, wishes=wishes, top=top, query=query, among=among)
            return evolve(found, doubts=(error.sentence, Sentence("words_alone")))

    async def _match(
        self,
        reading: Reading,
        wishes: Wishes,
        person: PersonId,
        top: int,
        query: JobQuery,
        *,
        among: Collection[JobId] | None,
        resume: ResumeId | None,
    ) -> Matches:
        profile = self._profile(reading, wishes)
        vector = await self._vector(reading, wishes, person, resume)
        if among is None:
            pool = await self._searched(profile, vector, person, query, max(HELD, 2 * top))
        else:
            pool = await self._named(tuple(among), person)
        cosines = await self._cosines(vector, pool)
        matches = _ranked(pool.cards, cosines, profile, self.analyser)
        read = len(cosines) if among is not None else pool.read
        return Matches(tuple(matches[:top]), pool.considered, read)

    def _profile(self, reading: Reading, wishes: Wishes) -> Profile:
        return profile_of(
            reading,
            wishes,
            mentions=self.taxonomy.skills_in(reading.text, "text"),
            guess=self.taxonomy.occupation,
            tokens=self.analyser.tokens,
            today=self.clock.now().date(),
        )

    async def _vector(
        self, reading: Reading, wishes: Wishes, person: PersonId, resume: ResumeId | None
    ) -> Vector | None:
        """Return the vector of the person's texts: of a kept resume it is kept, for its person."""
        texts = texts_of(reading, wishes)
        if self.embedder is None or self.index is None or not texts:
            return None
        if resume is None:
            return Vector(together(await self.embedder.embed(texts)))
        model, name = self.embedder.model, text_hash(*texts)
        async with self.storage.reading() as books:
            known = await books.resume_vectors.of(model, person, resume, name)
        if known is None:
            known = Vector(together(await self.embedder.embed(texts)))
            async with self.storage.transaction() as books:
                await books.resume_vectors.keep(model, person, resume, name, known)
        return known

    async def _searched(
        self, profile: Profile, vector: Vector | None, person: PersonId, query: JobQuery, most: int
    ) -> "_Pool":
        meant = await self._nearest(vector, None, FOUND)
        async with self.storage.reading() as books:
            said = await books.catalogue.candidates(search_terms(profile), query, person, FOUND)
            found = [one.id for one in meant]
            if found:
                passing = await books.catalogue.passing(found, query, person)
                found = [one for one in found if one in passing]
            ids = fused([[one.id for one in said], found])[:most]
            return _Pool(
                cards=await books.catalogue.for_matching(ids, person),
                meant=meant,
                considered=await books.catalogue.count(person),
                read=await books.vectors.read(self.embedder.model, person) if self.embedder else 0,
            )

    async def _named(self, ids: Sequence[JobId], person: PersonId) -> "_Pool":
        async with self.storage.reading() as books:
            cards = await books.catalogue.for_matching(ids, person)
        return _Pool(cards=cards, considered=len(cards))

    async def _cosines(self, vector: Vector | None, pool: "_Pool") -> dict[JobId, float]:
        known = {one.id: one.score for one in pool.meant if one.id in pool.cards}
        others = [job for job in pool.cards if job not in known]
        return known | {one.id: one.score for one in await self._nearest(vector, others, len(others))}

    async def _nearest(self, vector: Vector | None, allowed: Collection[JobId] | None, k: int) -> Sequence[Scored]:
        if vector is None or self.index is None or not k:
            return ()
        return await self.index.nearest(vector, k, allowed)


@frozen(kw_only=True)
class _Pool:
    cards: Mapping[JobId, JobCard]
    meant: Sequence[Scored] = ()
    considered: int
    read: int = 0


def _ranked(
    cards: Mapping[JobId, JobCard], cosines: Mapping[JobId, float], profile: Profile, analyser: Analyser
) -> list[Match]:
    judge = partial(fit, person=profile, tokens=analyser.remembered)
    matches = [judge(card, meaning=cosines.get(job)) for job, card in cards.items()]
    return sorted(matches, key=lambda match: (bool(match.blockers), -match.score, match.job.id))

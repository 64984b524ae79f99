"""What every `Clusters` must do: inherit, say what `books` are, and run."""

from copilot_core.entities.identities import JobId, PersonId, SightingId
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.clusters import Apart, Component
from copilot_core.rules.same_job import Link, Signature, sign
from copilot_core.sentences import Sentence
from copilot_core.testing.makers import make_posting, make_sighting
from copilot_core.use_cases.jobs.settle_clusters import JobBooks


class ClustersContract:
    """The promises of `copilot_core.ports.clusters.Clusters`; pytest's asyncio mode must be `auto`.

    A subclass gives a fixture `books`: repositories within one open transaction of an empty storage.
    """

    async def test_a_signature_comes_back_whole(self, books: JobBooks) -> None:
        (signature,) = await _keep(books, "one")
        (placed,) = await books.clusters.near(signature.keys[:1])
        assert placed.signature == signature
        assert placed.job is None

    async def test_near_are_those_that_share_a_key_each_once(self, books: JobBooks) -> None:
        one, other = await _keep(books, "one", "one again", title="Surgical Nurse")
        (stranger,) = await _keep(books, "stranger", title="Baker", company="Bread Ltd", description="We bake bread.")
        assert set(one.keys) & set(other.keys)
        near = await books.clusters.near({*one.keys, *other.keys} - {*stranger.keys})
        assert sorted(placed.signature.sighting for placed in near) == sorted([one.sighting, other.sighting])
        assert await books.clusters.near([]) == ()

    async def test_a_changed_signature_is_no_longer_found_by_its_former_keys(self, books: JobBooks) -> None:
        (before,) = await _keep(books, "one")
        (after,) = await _keep(books, "one", title="Baker", company="Bread Ltd", description="We bake bread.")
        assert not set(before.keys) & set(after.keys)
        assert await books.clusters.near(before.keys) == ()

    async def test_a_component_reaches_through_others_and_no_further(self, books: JobBooks) -> None:
        a, b, c, d = [signature.sighting for signature in await _keep(books, "a", "b", "c", "d")]
        links = [_link(a, b, 0.9), _link(b, c, 0.8)]
        await books.clusters.save(links, (), {})
        component = await books.clusters.component([c])
        assert _ids(component) == sorted([a, b, c])
        assert sorted(component.links, key=lambda link: link.left) == sorted(links, key=lambda link: link.left)
        assert _ids(await books.clusters.component([d])) == [d]
        assert _ids(await books.clusters.component([])) == []

    async def test_a_link_known_already_is_replaced(self, books: JobBooks) -> None:
        a, b = [signature.sighting for signature in await _keep(books, "a", "b")]
        await books.clusters.save([_link(a, b, 0.9)], (), {})
        await books.clusters.save([_link(a, b, 0.5)], (), {})
        (link,) = (await books.clusters.component([a])).links
        assert link == _link(a, b, 0.5)
        assert link.reason == _link(a, b, 0.5).reason

    async def test_unlinked_are_forgotten_before_new_links_are_added(self, books: JobBooks) -> None:
        a, b, c = [signature.sighting for signature in await _keep(books, "a", "b", "c")]
        await books.clusters.save([_link(a, b, 0.9), _link(b, c, 0.9)], (), {})
        await books.clusters.save([_link(a, b, 0.7)], [b], {})
        assert _ids(await books.clusters.component([b])) == sorted([a, b])
        assert _ids(await books.clusters.component([c])) == [c]

    async def test_a_home_is_noted_and_moved(self, books: JobBooks) -> None:
        (signature,) = await _keep(books, "a")
        for home in (JobId("first"), JobId("second")):
            await books.clusters.save((), (), {signature.sighting: home})
            (placed,) = (await books.clusters.component([signature.sighting])).placed
            assert placed.job == home

    async def test_a_split_is_told_among_those_reached_for_each_person_apart(self, books: JobBooks) -> None:
        a, b, c = [signature.sighting for signature in await _keep(books, "a", "b", "c")]
        splits = [
            Apart(left=min(a, b), right=max(a, b)),
            Apart(left=min(a, b), right=max(a, b), person=PersonId("ada")),
            Apart(left=min(a, c), right=max(a, c), person=PersonId("ada")),
        ]
        await books.clusters.keep_apart(splits)
        await books.clusters.keep_apart(splits[:1])
        await books.clusters.save([_link(a, b, 0.9)], (), {})
        assert set((await books.clusters.component([b])).apart) == set(splits[:2])

    async def test_a_split_that_is_forgotten_holds_nothing_apart_and_others_hold(self, books: JobBooks) -> None:
        a, b = sorted(signature.sighting for signature in await _keep(books, "a", "b"))
        for_all, for_ada = Apart(left=a, right=b), Apart(left=a, right=b, person=PersonId("ada"))
        await books.clusters.keep_apart([for_all, for_ada])
        await books.clusters.save([_link(a, b, 0.9)], (), {})
        await books.clusters.let_together([for_ada])
        assert (await books.clusters.component([a])).apart == (for_all,)
        await books.clusters.let_together([for_all, for_ada])
        assert (await books.clusters.component([a])).apart == ()


async def _keep(books: JobBooks, *names: str, **changes: object) -> list[Signature]:
    signed = [(seen, sign(seen)) for seen in (_sighting(name, **changes) for name in names)]
    await books.sightings.save(signed)
    return [signature for _, signature in signed]


def _sighting(name: str, **changes: object) -> Sighting:
    posting = make_posting(external_id=name, **changes)
    return make_sighting(posting, content=f"{name} {changes}")


def _link(one: SightingId, other: SightingId, strength: float) -> Link:
    return Link(min(one, other), max(one, other), strength, Sentence("merged_text", {"percent": round(strength * 100)}))


def _ids(component: Component) -> list[SightingId]:
    return sorted(placed.signature.sighting for placed in component.placed)

"""Any order of postings, and any division into collections, gives the same jobs."""

from collections.abc import Sequence

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from merging_world import DUTIES, OTHER_DUTIES, in_batches, make_advert, new_shelf, owned

from copilot_core.entities.identities import JobId, PersonId, SightingId
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.clusters import Apart
from copilot_core.rules.job_identity import job_id

SENTENCES = [sentence.strip() + "." for sentence in DUTIES.split(".") if sentence.strip()]
OTHERS = [sentence.strip() + "." for sentence in OTHER_DUTIES.split(".") if sentence.strip()]
TITLES = ("Backend Engineer",) * 6 + ("Backend Engineer (m/w/d)", "Backend Engineer, Search", "Junior Backend Engineer")
PLACES = ((), ("Berlin",), ("Hamburg",), ("Munich",), ("Berlin; Hamburg",), ("Remote",), ("Munich / Berlin",))
TEXTS = (
    DUTIES,
    DUTIES[:350],
    " ".join(SENTENCES[1:]),
    " ".join([*SENTENCES[:3], *OTHERS[:3], *SENTENCES[-3:]]),
    " ".join([*SENTENCES[:3], *OTHERS[3:6], *SENTENCES[-3:]]),
    " ".join([*OTHERS, *SENTENCES[-2:]]),
    "",
)
COMPANIES = ("Moneta", "Moneta", "Moneta GmbH", "Nordlicht Personal", "")
PEOPLE = (None, None, None, None, PersonId("ada"), PersonId("bo"))


@st.composite
def adverts(draw: st.DrawFn) -> Sighting:
    """Draw an advert that is likely a copy of another, nearly one, or cut, or in another city, or somebody's own."""
    made = make_advert(
        str(draw(st.integers(0, 10**6))),
        source=draw(st.sampled_from(("acme", "mirror"))),
        title=draw(st.sampled_from(TITLES)),
        company=draw(st.sampled_from(COMPANIES)),
        places=draw(st.sampled_from(PLACES)),
        description=draw(st.sampled_from(TEXTS)),
        pay_text=draw(st.sampled_from(("", "", "", "60000 - 70000 EUR", "90000 EUR"))),
    )
    owner = draw(st.sampled_from(PEOPLE))
    return owned(made, owner) if owner else made


boards = st.lists(adverts(), min_size=2, max_size=14, unique_by=lambda advert: advert.id)


def outcome(sightings: Sequence[Sighting], sizes: Sequence[int]) -> list[object]:
    shelf = new_shelf()
    in_batches(shelf, sightings, sizes)
    return [shelf.groups(person) for person in (None, PersonId("ada"), PersonId("bo"))]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(boards, st.data())
def test_order_and_batches_do_not_matter(board: list[Sighting], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(board))
    sizes = data.draw(st.lists(st.integers(1, 5), max_size=6))
    assert outcome(board, []) == outcome(shuffled, sizes)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(boards, st.data())
def test_a_posting_changed_back_leaves_no_trace(board: list[Sighting], data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(board))
    another = data.draw(st.sampled_from(board))
    changed = evolve(chosen, posting=evolve(another.posting, external_id=chosen.external_id), content="changed")
    assert outcome([*board, changed, chosen], [len(board), 1]) == outcome(board, [])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(boards, st.lists(st.integers(1, 5), max_size=6))
def test_ids_lead_to_the_job_of_their_founder_for_ever(board: list[Sighting], sizes: list[int]) -> None:
    shelf = new_shelf()
    given_out: set[tuple[JobId, SightingId]] = set()
    for sighting in board:
        shelf.put(sighting)
        given_out |= {(job.id, seen.id) for job in shelf.jobs() for seen in job.sightings if job_id(seen.id) == job.id}
    jobs = shelf.books.catalogue
    for former, founder in given_out:
        now = jobs.aliases.get(former, former)
        assert founder in {seen.id for seen in jobs.jobs[now].sightings}
    assert len({job.id for job in jobs.jobs.values()}) == len(jobs.jobs)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(boards, st.data())
def test_splits_hold_in_any_order(board: list[Sighting], data: st.DataObject) -> None:
    public = [sighting.id for sighting in board if sighting.owner is None]
    pairs = data.draw(
        st.lists(
            st.tuples(st.sampled_from(public or [SightingId("x")]), st.sampled_from(public or [SightingId("x")])),
            max_size=3,
        )
    )
    splits = [Apart(left=min(pair), right=max(pair), person=data.draw(st.sampled_from(PEOPLE))) for pair in pairs]
    splits = [split for split in splits if split.left != split.right]

    def split_outcome(sightings: Sequence[Sighting], sizes: Sequence[int]) -> list[object]:
        shelf = new_shelf()
        for split in splits:
            shelf.books.clusters.splits.setdefault(split.left, {}).setdefault(split.right, set()).add(split)
        in_batches(shelf, sightings, sizes)
        return [shelf.groups(person) for person in (None, PersonId("ada"), PersonId("bo"))]

    first = split_outcome(board, [])
    assert first == split_outcome(data.draw(st.permutations(board)), [1] * len(board))
    for split in splits:
        for person, groups in zip((None, PersonId("ada"), PersonId("bo")), first, strict=True):
            if split.person in (None, person):
                assert not any({split.left, split.right} <= group for group in groups)  # type: ignore[attr-defined]

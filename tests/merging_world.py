"""A board's worth of helpers: adverts that read like adverts, and a shelf to merge them on."""

import asyncio
from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_core.entities.identities import PersonId, SightingId
from copilot_core.entities.job import Job
from copilot_core.entities.sighting import Sighting
from copilot_core.testing.makers import make_posting, make_sighting
from copilot_core.testing.memory_books import MemoryBooks
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings

DUTIES = """
You design and run the services that move money between our customers and their banks. You write Go and Python, review
the code of your colleagues, and are on call one week in six. Together with product managers you decide what is built
next and measure whether it helped. You care for our Kafka clusters and keep the latency of card payments below a
hundred milliseconds. You have built distributed systems before and can explain their failures without blame. We expect
good English, German is a plus. You will receive a laptop of your choice, thirty days of leave and a budget for courses.
Our office stands next to the river; two days a week we meet there, the rest of the time you choose where you work.
In your first month you shadow a colleague of the ledger group, write a small tool for reconciling accounts and present
it to the company. After half a year you own one of the gateways to card schemes with its alerts, budgets and roadmap.
Improving tests, documentation and the speed of deployments belongs to everybody; a platform group helps with pipelines.
"""
OTHER_DUTIES = """
You advise schools which furniture suits their classrooms, visit them in your region and prepare quotations. You keep
our customer records up to date and accompany each delivery until the last chair stands in its place. Travelling three
days a week by company car is part of the work, as are two fairs in spring. A completed commercial apprenticeship and a
driving licence are needed, experience in furniture is welcome. You report to the head of sales and share an assistant.
Pay consists of a fixed part and a bonus for what the region sells, holidays follow those of the schools you look after.
During the first weeks you learn our catalogue by heart in the workshop where chairs and tables are made from local oak,
then accompany an experienced advisor on visits to primary schools, kindergartens and a museum. Complaints are answered
within two days, spare parts come from our own store. Once a year all advisors compare maps and swap some of their towns.
"""


@frozen
class Shelf:
    """Merges adverts and tells which ended up in one job."""

    books: MemoryBooks
    merge: MergeSightings

    def put(self, *sightings: Sighting) -> int:
        """Merge a batch; return how many were of known jobs."""
        return asyncio.run(self.merge(self.books, sightings))

    def jobs(self, person: PersonId | None = None) -> list[Job]:
        """Return the jobs as everybody or one person sees them."""
        return self.books.catalogue.seen_by(person)

    def groups(self, person: PersonId | None = None) -> set[frozenset[SightingId]]:
        """Return which sightings are together."""
        return {frozenset(seen.id for seen in job.sightings) for job in self.jobs(person)}

    def are_one(self, *sightings: Sighting) -> bool:
        """Whether these, merged in this order, are one job."""
        self.put(*sightings)
        return len(self.jobs()) == 1


def new_shelf() -> Shelf:
    """Return an empty shelf."""
    return Shelf(MemoryBooks(), MergeSightings(RapidFuzz()))


Advert = Callable[..., Sighting]


def make_advert(name: str, *, source: str = "acme", **changes: object) -> Sighting:
    """Make an advert for an engineer in Berlin; `changes` are fields of the posting."""
    complete = {
        "title": "Senior Backend Engineer",
        "company": "Moneta",
        "places": ("Berlin, Germany",),
        "description": DUTIES,
        "url": f"https://{source}.example/jobs/{name}",
    } | changes
    return make_sighting(make_posting(external_id=name, **complete), source=source)


def owned(sighting: Sighting, person: str) -> Sighting:
    """Return the sighting as something a person brought."""
    return evolve(sighting, id=SightingId(f"{sighting.id}:{person}"), owner=PersonId(person))


def in_batches(shelf: Shelf, sightings: Sequence[Sighting], sizes: Sequence[int]) -> None:
    """Merge in batches of these sizes, the rest in one."""
    start = 0
    for size in sizes:
        shelf.put(*sightings[start : start + size])
        start += size
    shelf.put(*sightings[start:])

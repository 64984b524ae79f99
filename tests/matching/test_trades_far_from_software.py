"""Everybody's best matches are of their own trade: filler words lift no software job above it."""

import re
from pathlib import Path

import pytest

from copilot_adapters.container import closing_container
from copilot_core.entities.posting import Search
from copilot_core.entities.seeker import Wishes

pytestmark = pytest.mark.slow

FILLER = (
    "Excellent communication skills and a team player who reacts fast in a dynamic, agile environment. "
    "Works on projects with customers, develops people, designs processes, manages data and quality, solves problems."
)
SOFTWARE = re.compile(
    r"developer|software|react|devops|reliability|cloud|data scien|machine learning|entwickler|systems admin",
    re.IGNORECASE,
)
PEOPLE = {
    "Registered Nurse": ("wound care, intravenous therapy, patient monitoring", "nurse|nursing"),
    "Physical Therapist": ("gait training, manual therapy, rehabilitation plans", "physi"),
    "Long-haul Truck Driver": ("CDL-A, refrigerated freight, electronic logs", "driver"),
    "Forklift Operator": ("pallets, order picking, RF scanner", "forklift|warehouse|picker"),
    "Journeyman Electrician": ("wiring, conduit bending, switchgear", "electric"),
    "Plumber": ("pipe fitting, drains, boilers", "plumb"),
    "Welder": ("MIG, TIG, blueprint reading", "welder"),
    "Elementary School Teacher": ("lesson plans, classroom management, reading instruction", "teach|educator"),
    "Line Cook": ("grill, mise en place, food safety", "cook|chef"),
    "Staff Accountant": ("month-end close, reconciliations, general ledger", "account|audit"),
    "Paralegal": ("litigation files, discovery, legal research", "paralegal|legal|counsel|attorney"),
    "Human Resources Generalist": ("benefits, onboarding, employee relations", "hr |human|talent"),
    "Security Guard": ("patrols, incident reports, access control", "security"),
    "Store Manager": ("merchandising, stock counts, cash handling", "store|retail"),
    "Pharmacist": ("dispensing, drug interactions, counselling", "pharmac"),
    "Pflegefachkraft": ("Grundpflege, Wundversorgung, Dokumentation", "pfleg|nurs"),
}


async def test_nobody_far_from_software_is_sent_to_it(tmp_path: Path) -> None:
    async with closing_container(home=tmp_path, sample=True) as container:
        await container.collect_jobs()(Search(limit=100_000, requests=100_000))
        match = container.match_jobs()
        for title, (skills, own) in PEOPLE.items():
            resume = f"# Sam Example\n\n{FILLER}\n\n## Experience\n\n**{title}**, Elm & Sons, 2017 – present\n- {skills}\n- {FILLER}\n"
            reading = (await container.read_resume()(resume.encode(), "sam.md")).reading
            found = [one.job.title for one in (await match(reading, wishes=Wishes(), top=10)).matches]
            assert re.search(own, found[0], re.IGNORECASE), f"{title}: {found}"
            assert not [one for one in found[:5] if SOFTWARE.search(one)], f"{title}: {found}"

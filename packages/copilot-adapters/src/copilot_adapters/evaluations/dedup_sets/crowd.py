"""Invented postings in any number, to measure the speed of merging with: many employers, copies, shared templates."""

from collections.abc import Iterator
from random import Random

from copilot_adapters.evaluations.dedup_sets.rows import Row
from copilot_core.entities.place import Place

_VOCABULARY = """
the the the and and of of to to to in a a for with our we you your will is are be on as at by from that this have work
team teams experience customers customer support development design business data management services service projects
ability skills strong knowledge including responsible working build deliver quality systems system technical product
products develop process processes provide maintain requirements solutions across ensure years role join company
people environment growth leading clients training care patients safety sales marketing finance reports reporting
analysis planning software engineering tools cloud network security operations daily weekly within between departments
budget communication written verbal excellent degree bachelor equivalent required preferred plus benefits insurance
vacation office hybrid flexible hours travel driving license equipment machines production warehouse logistics
delivery vehicles school teachers children families community health nursing ward doctors medication records research
laboratory samples
"""
_WORDS = _VOCABULARY.split()
_LEVELS = ("", "", "Senior ", "Junior ", "Lead ", "Principal ")
_FIELDS = (
    "Backend",
    "Data",
    "Sales",
    "Clinical",
    "Mechanical",
    "Finance",
    "Support",
    "Security",
    "Marketing",
    "Quality",
)
_WORKS = ("Engineer", "Analyst", "Manager", "Nurse", "Consultant", "Technician", "Designer", "Specialist", "Officer")
_NOISE = (" (m/f/d)", " - Remote", "", "", "", " | Full-time")
PLACES = tuple(
    Place(f"{city}, {country}", city, None, code)
    for city, country, code in (
        ("Berlin", "Germany", "DE"), ("Munich", "Germany", "DE"), ("Hamburg", "Germany", "DE"), ("Vienna", "Austria", "AT"),
        ("Paris", "France", "FR"), ("London", "UK", "GB"), ("Leeds", "UK", "GB"), ("Dublin", "Ireland", "IE"),
        ("Madrid", "Spain", "ES"), ("Lisbon", "Portugal", "PT"), ("Milan", "Italy", "IT"), ("Oslo", "Norway", "NO"),
        ("Warsaw", "Poland", "PL"), ("Prague", "Czechia", "CZ"), ("Zurich", "Switzerland", "CH"), ("Ghent", "Belgium", "BE"),
    )
)  # fmt: skip


def crowd(n: int, seed: int = 1) -> Iterator[Row]:
    """Yield `n` postings of about 2 500 letters: a quarter are copies, every employer has 30 and its own words."""
    chance = Random(seed)  # noqa: S311 - a seeded experiment
    sentences = [_sentence(chance) for _ in range(max(n, 2_000))]
    made: list[Row] = []
    for number in range(n):
        if made and chance.random() < 0.25:
            yield _copy(made[chance.randrange(len(made))], number, chance)
            continue
        employer = chance.randrange(n // 30 + 1)
        about = sentences[employer * 5 : employer * 5 + 5]
        duties = chance.sample(sentences, 14)
        title = f"{chance.choice(_LEVELS)}{chance.choice(_FIELDS)} {chance.choice(_WORKS)}"
        place = chance.choice(PLACES)
        row = Row(
            source=f"board{number % 7}",
            external_id=str(number),
            url=f"https://board.example/jobs/{number + 100_000}",
            title=title + chance.choice(_NOISE),
            company=f"{_WORDS[20 + employer % 100]} {employer} GmbH".title(),
            place=place.text,
            description="\n".join([*about, *duties]),
            cluster=str(number),
        )
        made.append(row)
        yield row


def _copy(row: Row, number: int, chance: Random) -> Row:
    text = row.description if chance.random() < 0.6 else row.description[:900]
    return Row(
        source="aggregator",
        external_id=str(number),
        url=f"https://aggregator.example/{number + 100_000}?utm_source=feed",
        title=f"{row.title}{chance.choice(_NOISE)}",
        company=row.company,
        place=row.place,
        description=text,
        cluster=row.cluster,
    )


def _sentence(chance: Random) -> str:
    return " ".join(_word(chance) for _ in range(chance.randint(12, 30))).capitalize() + "."


def _word(chance: Random) -> str:
    return chance.choice(_WORDS)

"""A labelled set made from real postings: copies as boards make them, and others that only look like copies."""

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from attrs import evolve

from copilot_adapters.evaluations.dedup_sets import operators as change
from copilot_adapters.evaluations.dedup_sets.rows import Row

_CITIES = (
    "Berlin", "Munich", "Hamburg", "Cologne", "Vienna", "Zurich", "London", "Manchester", "Dublin", "Paris", "Lyon",
    "Madrid", "Barcelona", "Lisbon", "Milan", "Amsterdam", "Brussels", "Copenhagen", "Stockholm", "Warsaw", "Prague",
    "New York, NY", "San Francisco, CA", "Boston, MA", "Austin, TX", "Chicago, IL", "Denver, CO", "Seattle, WA",
    "Atlanta, GA", "Toronto, Canada", "Bangalore, India", "Sydney, Australia",
)  # fmt: skip
_SECOND_CITIES = ("Leipzig, Germany", "Graz, Austria", "Leeds, UK", "Porto, Portugal", "Portland, OR", "Ghent, Belgium")
_TEAMS = (
    "Payments", "Search", "Growth", "Platform", "Trust & Safety", "Checkout", "Mobile", "Internal Tools", "Billing",
    "Logistics", "Claims", "Oncology", "Surgery", "Logistics East", "Public Sector", "Enterprise", "Night Shift",
)  # fmt: skip
_AGENCIES = ("Nordlicht Personal GmbH", "TalentBridge", "Hays & Partner", "Randall Recruiting Ltd", "BlueSky Staffing")
_CLIENT = "our client"
_AGENCY_TEXT = (
    "{agency} is one of the leading specialists in recruitment. For a well-known client we are looking for reinforcement "
    "at the earliest possible date. We look forward to your application; your contact will answer all questions. "
    "{agency} places permanent staff and freelancers all over the country and advises you free of charge."
)
_LEVEL = re.compile(r"\b(senior|sr\.?|junior|jr\.?|lead|principal|staff|intern)\b\s*", re.IGNORECASE)


def generate(originals: Sequence[Row], seed: int) -> Iterator[Row]:
    """Yield each original, one copy of each class, and hard negatives of each class that it allows."""
    for number, original in enumerate(originals):
        chance = Random(f"{seed}:{number}")  # noqa: S311 - a seeded experiment
        yield evolve(original, kind="original", of=original.cluster)
        for kind, copy in COPIES.items():
            yield evolve(copy(original, chance), kind=kind, of=original.cluster, cluster=original.cluster)
        for kind, differ in NEGATIVES.items():
            stranger = originals[(number + 1 + chance.randrange(len(originals) - 1)) % len(originals)]
            yield from (evolve(other, kind=kind, of=original.cluster) for other in differ(original, stranger, chance))


def altered(originals: Sequence[Row], seed: int) -> Iterator[Row]:
    """Yield each original, two copies changed by two to five operators each, and a hard negative."""
    for number, original in enumerate(originals):
        chance = Random(f"{seed}:{number}")  # noqa: S311 - a seeded experiment
        yield evolve(original, kind="original", of=original.cluster)
        for _ in range(2):
            copy = _renamed(original, chance, chance.choice((original.source, "aggregator", "another")))
            for operator in chance.sample(OPERATORS, chance.randint(2, 5)):
                copy = operator(copy, chance)
            yield evolve(copy, kind="altered", of=original.cluster, cluster=original.cluster)
        stranger = originals[(number + 1 + chance.randrange(len(originals) - 1)) % len(originals)]
        for other in chance.choice(list(NEGATIVES.values()))(original, stranger, chance):
            yield evolve(other, kind="negative", of=original.cluster)


OPERATORS: tuple[change.Operator, ...] = (
    change.title_noise, change.place_spelling, change.boilerplate, change.foreign_boilerplate, change.cut_text,
    change.as_html, change.salary_line, change.tracking, change.company_form, change.words_changed,
    change.sentences_changed, change.later,
)  # fmt: skip
"""What may happen to a copy."""


def _some(row: Row, chance: Random, *changes: tuple[change.Operator, float]) -> Row:
    for operator, share in changes:
        if chance.random() < share:
            row = operator(row, chance)
    return row


def _renamed(row: Row, chance: Random, source: str) -> Row:
    number = chance.randrange(10**9)
    return evolve(row, source=source, external_id=str(number), url=f"https://{source}.example/jobs/{number}")


def _exact(row: Row, chance: Random) -> Row:
    return _renamed(row, chance, row.source if chance.random() < 0.5 else "mirror")


def _near(row: Row, chance: Random) -> Row:
    altered = _some(
        row, chance, (change.words_changed, 1), (change.sentences_changed, 0.7), (change.salary_line, 0.3),
        (change.company_form, 0.3),
    )  # fmt: skip
    return _renamed(altered, chance, "another")


def _cross_board(row: Row, chance: Random) -> Row:
    altered = _some(
        row, chance, (change.title_noise, 0.6), (change.place_spelling, 0.6), (change.company_form, 0.5),
        (change.cut_text, 0.4), (change.boilerplate, 0.4), (change.foreign_boilerplate, 0.3), (change.salary_line, 0.3),
        (change.as_html, 0.5),
    )  # fmt: skip
    if chance.random() < 0.3:
        return change.tracking(evolve(altered, source="aggregator", external_id=str(chance.randrange(10**9))), chance)
    return change.tracking(_renamed(altered, chance, "aggregator"), chance)


def _repost(row: Row, chance: Random) -> Row:
    altered = _some(row, chance, (change.later, 1), (change.sentences_changed, 0.4), (change.title_noise, 0.2))
    return _renamed(altered, chance, row.source)


def _hidden(row: Row, agency: str) -> Row:
    """Give the posting to an agency, which does not name the employer."""
    name = re.escape(row.company) if len(row.company) > 2 else r"(?!)"
    text = re.sub(name, _CLIENT, row.description, flags=re.IGNORECASE)
    return evolve(row, company=agency, description=text)


def _agency(row: Row, chance: Random) -> Row:
    agency = chance.choice(_AGENCIES)
    hidden = _hidden(row, agency)
    words = _AGENCY_TEXT.format(agency=agency)
    text = f"{words}\n{hidden.description}" if chance.random() < 0.5 else f"{hidden.description}\n{words}"
    altered = _some(evolve(hidden, description=text), chance, (change.title_noise, 0.3), (change.place_spelling, 0.3))
    return _renamed(altered, chance, "agencies")


def _multi_location(row: Row, chance: Random) -> Row:
    if not row.place:
        return _exact(row, chance)
    other = chance.choice([city for city in _SECOND_CITIES if city.split(",")[0] not in row.place])
    joined = chance.choice(("; ", " / ", " | ", " or ")).join(chance.sample((row.place, other), 2))
    return _renamed(_some(evolve(row, place=joined), chance, (change.title_noise, 0.2)), chance, "aggregator")


COPIES: dict[str, Callable[[Row, Random], Row]] = {
    "exact": _exact,
    "near": _near,
    "cross_board": _cross_board,
    "repost": _repost,
    "agency": _agency,
    "multi_location": _multi_location,
}
"""Classes of copies: what merging must find."""


def _apart(row: Row, chance: Random, kind: str) -> Row:
    made = _renamed(row, chance, row.source)
    return evolve(made, cluster=f"{row.cluster}!{kind}")


def _other_city(row: Row, _: Row, chance: Random) -> Iterator[Row]:
    if any(city.split(",")[0] in row.place for city in _CITIES) or "," in row.place:
        city = chance.choice([city for city in _CITIES if city.split(",")[0] not in row.place])
        old = row.place.split(",")[0]
        text = row.description.replace(old, city.split(",")[0]) if len(old) > 3 else row.description
        yield _apart(evolve(row, place=city, description=text), chance, "city")


def _other_level(row: Row, _: Row, chance: Random) -> Iterator[Row]:
    found = _LEVEL.search(row.title)
    if found:
        title = _LEVEL.sub("", row.title) if chance.random() < 0.5 else _LEVEL.sub("Trainee ", row.title)
    else:
        title = chance.choice(("Senior {}", "Junior {}", "Lead {}")).format(row.title)
    yield _apart(evolve(row, title=title), chance, "level")


def _other_team(row: Row, _: Row, chance: Random) -> Iterator[Row]:
    """Two teams of one template; the original names none, so its twin is a pair of its own."""
    one, other = chance.sample([team for team in _TEAMS if team.casefold() not in row.title.casefold()], 2)
    for team in (one, other):
        text = f"You will join the {team} team. {row.description}\nThe {team} team grows and needs you."
        yield _apart(evolve(row, title=f"{row.title}, {team}", description=text), chance, f"team {team}")


def _other_client(row: Row, stranger: Row, chance: Random) -> Iterator[Row]:
    """One agency, one title, one city, the same words around it: another client's work."""
    agency = chance.choice(_AGENCIES)
    words = _AGENCY_TEXT.format(agency=agency)
    text = f"{words}\n{_hidden(stranger, agency).description}\n{chance.choice(change.PRAISE)}"
    yield _apart(evolve(row, company=agency, description=text), chance, "client")


def _requisition(row: Row, stranger: Row, chance: Random) -> Iterator[Row]:
    """A big employer's other opening: same title, city and words about the company, other duties."""
    parts = [part for part in change.SENTENCE.split(row.description) if part.strip()]
    others = [part for part in change.SENTENCE.split(stranger.description) if part.strip()]
    if len(parts) > 10 and len(others) > 10:
        kept = len(parts) // 3
        text = "\n".join([*others[: len(parts) - kept], *parts[-kept:]])
        yield _apart(evolve(row, description=text), chance, "requisition")


NEGATIVES: dict[str, Callable[[Row, Row, Random], Iterator[Row]]] = {
    "other_city": _other_city,
    "other_level": _other_level,
    "other_team": _other_team,
    "other_client": _other_client,
    "requisition": _requisition,
}
"""Classes of hard negatives: what merging must leave apart."""

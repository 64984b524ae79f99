"""Invented people: trades, names and dates put together from a seed, each with a truth in RenderCV's schema."""

import random
from collections.abc import Iterator
from pathlib import Path

import yaml
from attrs import frozen

FOLDER = Path(__file__).with_name("parsing_people")
LAST_YEAR = 2025
PEOPLE_A_TRADE = 2
MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "de": ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."],
}
LONG_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
}
PRESENT = {"en": ("Present", "Current", "now"), "de": ("heute", "Heute", "aktuell")}
HOMES = {
    "en": ("Leeds, UK", "Columbus, OH", "Dublin, Ireland", "Toronto, Canada", "Portland, OR", "Cardiff, Wales"),
    "de": ("Kassel", "Stuttgart", "Leipzig", "34117 Kassel", "Hamburg", "München"),
}
LANGUAGES = {
    "en": (("English", "Native"), ("Spanish", "B2"), ("French", "Intermediate"), ("German", "Fluent")),
    "de": (
        ("Deutsch", "Muttersprache"),
        ("Englisch", "C1"),
        ("Französisch", "Grundkenntnisse"),
        ("Türkisch", "fließend"),
    ),
}
PHONES = {
    "en": ("+44 20 7946 {:04d}", "(614) 555-{:04d}", "+1 512 555 {:04d}"),
    "de": ("+49 561 90{:04d}", "0171 555{:04d}"),
}
SUMMARY = {
    "en": "{title} with many years of practice who likes clear words, tidy work and good colleagues, and who has "
    "led small teams through busy times without losing sight of the people behind the numbers.",
    "de": "{title} mit langjähriger Praxis, Freude an klaren Worten und sorgfältiger Arbeit sowie Erfahrung darin, "
    "kleine Teams auch durch unruhige Zeiten zu führen.",
}


EXTRAS = {
    "en": {
        "projects": [
            {
                "name": "Repair Café",
                "dates": "2019 – 2021",
                "text": "Ran a monthly meeting where neighbours mend things.",
            }
        ],
        "certificates": [
            {"name": "First Aid at Work", "dates": "2022"},
            {"name": "Project Management Basics", "dates": "2020"},
        ],
        "interests": "Choir, long-distance hiking, sourdough",
    },
    "de": {
        "projects": [
            {
                "name": "Reparaturtreff",
                "dates": "2019 – 2021",
                "text": "Monatliches Treffen, bei dem Nachbarn Dinge flicken.",
            }
        ],
        "certificates": [
            {"name": "Ersthelferin im Betrieb", "dates": "2022"},
            {"name": "Grundlagen Projektmanagement", "dates": "2020"},
        ],
        "interests": "Chor, Fernwandern, Sauerteig",
    },
}


@frozen(kw_only=True)
class Person:
    """An invented person: `shown` is what templates print, `cv` the truth."""

    slug: str
    language: str
    shown: dict[str, object]
    cv: dict[str, object]


def people(limit: int | None = None) -> Iterator[Person]:
    """Yield the invented people, always the same."""
    trades = yaml.safe_load((FOLDER / "trades.yaml").read_text("utf-8"))
    names = yaml.safe_load((FOLDER / "names.yaml").read_text("utf-8"))
    used = {"en": 0, "de": 0}
    order = [(trade, again) for again in range(PEOPLE_A_TRADE) for trade in trades]
    if limit is not None:
        order = order[:: max(1, len(order) // limit)][:limit]
    for trade, again in order:
        language = trade["language"]
        name = names[language][used[language] % len(names[language])]
        used[language] += 1
        yield _person(trade, name, random.Random(f"{trade['trade']}-{again}"))  # noqa: S311 - no secret


def _person(trade: dict[str, object], name: str, chance: random.Random) -> Person:
    language = str(trade["language"])
    style = chance.randrange(4)
    positions = list(_positions(trade, chance))
    education = list(_education(trade, positions[-1]["start"], chance))
    tongues = [LANGUAGES[language][0], *chance.sample(LANGUAGES[language][1:], chance.randint(1, 2))]
    plain = name.lower().translate(str.maketrans("äöüıćßž", "aouicsz")).replace("ö", "o")
    user = "".join(c for c in plain if c.isascii() and c.isalpha())
    contact = {
        "name": name,
        "email": f"{user}@example.{'de' if language == 'de' else 'org'}",
        "phone": chance.choice(PHONES[language]).format(chance.randint(1000, 9999)),
        "location": chance.choice(HOMES[language]),
    }
    title = str(positions[0]["position"])
    skills = {str(label): list(items) for label, items in trade["skills"].items()}  # type: ignore[attr-defined]
    shown: dict[str, object] = {
        **contact,
        "language": language,
        "headline": title,
        "linkedin": f"linkedin.com/in/{user}",
        "summary": SUMMARY[language].format(title=title),
        "positions": [{**one, "dates": _dates(one, language, style)} for one in positions],
        "education": [{**one, "dates": _dates(one, language, style)} for one in education],
        "skills": [{"label": label, "items": items} for label, items in skills.items()],
        "languages": [{"name": tongue, "level": level} for tongue, level in tongues],
        **EXTRAS[language],
    }
    sections = {
        "experience": [_entry(one, style) for one in positions],
        "education": [_entry(one, style) for one in education],
        "skills": [{"label": label, "details": ", ".join(items)} for label, items in skills.items()],
        "languages": [{"label": tongue, "details": level} for tongue, level in tongues],
    }
    network = [{"network": "LinkedIn", "username": user}]
    cv: dict[str, object] = {**contact, "social_networks": network, "sections": sections}
    return Person(slug=f"{trade['trade']}-{user}", language=language, shown=shown, cv=cv)


def _positions(trade: dict[str, object], chance: random.Random) -> Iterator[dict[str, object]]:
    titles, employers, told = (list(trade[name]) for name in ("titles", "employers", "highlights"))  # type: ignore[call-overload]
    chance.shuffle(employers)
    chance.shuffle(told)
    year, month = LAST_YEAR, chance.randint(1, 9)
    count = chance.randint(2, len(titles))
    for number, (title, employer) in enumerate(list(zip(reversed(titles), employers, strict=True))[:count]):
        company, _, place = employer.partition("|")
        years = chance.randint(1, 4)
        start = (year - years, chance.randint(1, 12))
        end = None if number == 0 else (year, month)
        yield {
            "position": title,
            "company": company,
            "location": place,
            "start": start,
            "end": end,
            "highlights": _some(told, number, chance),
        }
        year, month = start
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def _some(told: list[object], number: int, chance: random.Random) -> list[object]:
    """Return one to four highlights, none of them twice in a resume of three positions."""
    share = told[number::4]
    return share[: chance.randint(1, 4)]


def _education(trade: dict[str, object], first: object, chance: random.Random) -> Iterator[dict[str, object]]:
    assert isinstance(first, tuple)  # noqa: S101 - made above
    year = first[0]
    for degree, area, institution in trade["education"]:  # type: ignore[attr-defined]
        years = chance.randint(2, 4)
        yield {
            "institution": institution,
            "area": area,
            "degree": degree,
            "start": (year - years, 9),
            "end": (year, 6),
        }
        year -= years


def _entry(one: dict[str, object], style: int) -> dict[str, object]:
    kept = {name: value for name, value in one.items() if name not in {"start", "end"}}
    return {**kept, "start_date": _iso(one["start"], style), "end_date": _iso(one["end"], style)}


def _iso(date: object, style: int) -> str:
    if date is None:
        return "present"
    assert isinstance(date, tuple)  # noqa: S101 - made above
    year, month = date
    return f"{year}" if style == 3 else f"{year}-{month:02d}"


def _dates(one: dict[str, object], language: str, style: int) -> str:
    return f"{_date(one['start'], language, style)} – {_date(one['end'], language, style)}"


def _date(date: object, language: str, style: int) -> str:
    if date is None:
        return PRESENT[language][style % 3]
    assert isinstance(date, tuple)  # noqa: S101 - made above
    year, month = date
    if style == 0:
        return f"{MONTHS[language][month - 1]} {year}"
    if style == 1:
        return f"{month:02d}/{year}"
    if style == 2:
        return f"{LONG_MONTHS[language][month - 1]} {year}"
    return f"{year}"

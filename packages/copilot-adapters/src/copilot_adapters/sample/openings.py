"""Invented openings, composed of trades: the same seed always gives the same ones."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from attrs import evolve, frozen

SEED = 2026
EMPLOYERS_A_TITLE = 3
TWICE = 0.14
"""Share of openings that are posted a second time."""

CITIES = {
    "us": ("Columbus, OH", "Cleveland, OH", "Cincinnati, OH", "Austin, TX", "Denver, CO", "Portland, OR", "Raleigh, NC",
           "Madison, WI", "Tucson, AZ", "Boise, ID", "Omaha, NE", "Pittsburgh, PA"),
    "de": ("Berlin", "München", "Hamburg", "Köln", "Leipzig", "Stuttgart", "Nürnberg", "Dresden"),
    "remote": ("Worldwide", "USA Only", "Europe", "USA, Canada", "EMEA", "UK, Germany"),
}  # fmt: skip
EMPLOYERS = {
    "health": (
        "Lakeview Memorial",
        "Cedar Grove Health",
        "Northside Clinic Group",
        "St. Brendan Hospital",
        "Riverbend Care",
    ),
    "transport": ("Harrow Freight", "Blue Heron Logistics", "Tallgrass Distribution", "Pinecrest Carriers"),
    "construction": ("Ironwood Builders", "Copper Ridge Electric", "Stonebridge Contractors", "Delta Works Group"),
    "education": ("Maple Street Schools", "Hillcrest Academy", "Bright Steps", "Oakfield School District"),
    "hospitality": ("The Alder Hotel", "Harvest Table", "Marlow & Finch", "Summit Stores"),
    "finance": ("Brightwater Partners", "Keystone Ledger", "Ashford Holdings", "Granite Mutual"),
    "law": ("Penrose & Hale LLP", "Whitcomb Law Group", "Ellery Counsel"),
    "office": ("Fernhill Services", "Quarry Lane Group", "Beacon Works", "Orchard Systems"),
    "science": ("Helix Field Labs", "Torque & Tide", "Aster Biosciences", "Millrace Manufacturing"),
    "remote": ("Driftline", "Papertrail Software", "Lumen Harbor", "Kitebird", "Northlight Apps", "Sundial Systems"),
    "german": (
        "Klinikum Lindental",
        "Werkstatt Nord GmbH",
        "Hansa Kontor AG",
        "Birkenhof Gruppe",
        "Datenwerk Süd GmbH",
    ),
}
ABOUT = {
    "en": "{employer} is a place where people stay: {team} colleagues, steady growth, and managers who listen.",
    "de": "{employer} ist ein Arbeitgeber mit {team} Mitarbeitenden, kurzen Wegen und verlässlichen Dienstplänen.",
}
HEADINGS = {
    "en": ("What you will do", "What we ask for", "Good to have", "What we offer"),
    "de": ("Ihre Aufgaben", "Ihr Profil", "Von Vorteil", "Wir bieten"),
}
OFFERS = {
    "en": (
        "Health, dental and vision insurance",
        "20 days of paid leave",
        "Retirement plan with a match",
        "Paid training",
    ),
    "de": (
        "30 Tage Urlaub",
        "Betriebliche Altersvorsorge",
        "Deutschlandticket",
        "Fortbildungen während der Arbeitszeit",
    ),
}


@frozen(kw_only=True)
class Opening:
    """One invented advert; `board` is the shape it is served in."""

    board: str
    number: int
    title: str
    employer: str
    place: str
    family: str
    language: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    about: str
    pay: tuple[int, int, str]
    posted_at: datetime

    @property
    def html(self) -> str:
        """The advert's text as a board would serve it."""
        sections = (
            f"<h3>{head}</h3><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" for head, lines in self.parts
        )
        return f"<p>{self.about}</p>" + "".join(sections)

    @property
    def pay_line(self) -> str:
        """Pay in words."""
        low, high, period = self.pay
        sign = "€" if self.family == "german" else "$"
        return f"{sign}{low:,} - {sign}{high:,} per {period}"


def openings(now: datetime) -> list[Opening]:
    """Compose every opening, with some posted twice."""
    chance = Random(SEED)  # noqa: S311 - no secret hangs on it
    trades = tomllib.loads(files(__package__).joinpath("trades.toml").read_text("utf-8"))["trade"]
    once = [
        _opening(chance, trade, title, employer, now, number)
        for number, (trade, title, employer) in enumerate(_posts(chance, trades))
    ]
    twice = [_again(chance, one, len(once) + index) for index, one in enumerate(once) if chance.random() < TWICE]
    return once + twice


def _posts(chance: Random, trades: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str, str]]:
    posts: list[tuple[dict[str, Any], str, str]] = []
    for trade in trades:
        employers = EMPLOYERS[trade["family"]]
        for title in trade["titles"]:
            for employer in chance.sample(employers, min(EMPLOYERS_A_TITLE, len(employers))):
                posts.append((trade, title, employer))  # noqa: PERF401 - three loops read better so
    return posts


def _opening(chance: Random, trade: dict[str, Any], title: str, employer: str, now: datetime, number: int) -> Opening:
    family = trade["family"]
    language = "de" if family == "german" else "en"
    low, high, period = trade["pay"]
    shift = chance.choice((0.94, 1.0, 1.06))
    about = ABOUT[language].format(employer=employer, team=chance.randrange(40, 2000, 10))
    chosen = (
        _some(chance, trade["duties"], 4),
        _some(chance, trade["needs"], 4),
        tuple(trade["nice"]),
        _some(chance, OFFERS[language], 3),
    )
    return Opening(
        board=_board(chance, family),
        number=number,
        title=title,
        employer=employer,
        place=chance.choice(CITIES["de" if family == "german" else "remote" if family == "remote" else "us"]),
        family=family,
        language=language,
        parts=tuple(zip(HEADINGS[language], chosen, strict=True)),
        about=about,
        pay=(round(low * shift), round(high * shift), period),
        posted_at=now - timedelta(days=chance.randrange(28), hours=chance.randrange(24)),
    )


def _board(chance: Random, family: str) -> str:
    if family == "german":
        return "arbeitnow"
    return chance.choice(("remotive", "weworkremotely") if family == "remote" else ("greenhouse", "lever"))


def _again(chance: Random, one: Opening, number: int) -> Opening:
    """Post an opening again: on another board, or on the same one some days later."""
    others = {"remotive": "weworkremotely", "weworkremotely": "remotive", "arbeitnow": "lever", "greenhouse": "lever",
              "lever": "greenhouse"}  # fmt: skip
    board = others[one.board] if chance.random() < 0.8 else one.board
    title = one.title if chance.random() < 0.5 else f"{one.title} - {one.employer}"
    return evolve(one, board=board, number=number, title=title, posted_at=one.posted_at + timedelta(hours=5))


def _some(chance: Random, lines: list[str] | tuple[str, ...], count: int) -> tuple[str, ...]:
    kept = sorted(chance.sample(range(len(lines)), min(count, len(lines))))
    return tuple(lines[index] for index in kept)

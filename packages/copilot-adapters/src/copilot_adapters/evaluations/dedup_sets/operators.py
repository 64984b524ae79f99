"""What happens to a posting on its way to other boards: seeded changes that leave the job the same."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random

from attrs import evolve

from copilot_adapters.evaluations.dedup_sets.rows import Row

Operator = Callable[[Row, Random], Row]

_TITLE_NOISE = (
    "{} (m/f/d)", "{} (m/w/d)", "{} (all genders)", "{} - Remote", "{} [Hybrid]", "Remote {}", "{} - {place}",
    "{} ({place})", "{} at {company}", "{} | {company}", "URGENT: {}", "{} - Immediate Start!", "{} - Full-time",
    "{} (Vollzeit)", "\U0001f680 {}", "{} - up to 120k", "NEW! {}", "{} #48213", "{} - apply now", "{} w/m/d",
    "HIRING: {}", "{} - Contract", "{} (f/m/x), {place}", "{} *", "{} – Job ID 20391",
)  # fmt: skip
_SPELLINGS = {
    "Munich": "München", "Cologne": "Köln", "Vienna": "Wien", "Zurich": "Zürich", "New York": "NYC",
    "San Francisco": "SF", "Bangalore": "Bengaluru", "Washington": "Washington DC", "Brussels": "Bruxelles",
    "Prague": "Praha", "Milan": "Milano", "Lisbon": "Lisboa", "Copenhagen": "København", "London": "Greater London",
    "Boston": "Greater Boston Area", "United States": "USA", "United Kingdom": "UK", "Germany": "Deutschland",
}  # fmt: skip
PRAISE = (
    (
        "This job was posted by a partner of our network. Register for free to receive similar jobs by mail every week and "
        "be the first to apply. Millions of people have found their new position with us."
    ),
    (
        "About the board: we are the leading meeting place of talent and employers. Upload your CV, let recruiters find "
        "you, and compare salaries of thousands of companies in your area."
    ),
    (
        "We are an equal opportunity employer and value diversity. All qualified applicants will receive consideration for "
        "employment without regard to race, color, religion, sex, sexual orientation, gender identity, national origin, "
        "disability or veteran status."
    ),
    (
        "Please mention the reference when applying. Applications through this portal are forwarded to the employer within "
        "one working day. Beware of scams: never pay for an application."
    ),
)
PRAISE_GERMAN = (
    (
        "Diese Stelle wurde von einem Partner unseres Netzwerks veröffentlicht. Registrieren Sie sich kostenlos und "
        "erhalten Sie jede Woche ähnliche Stellenangebote per E-Mail."
    ),
    (
        "Wir begrüßen Bewerbungen aller Menschen, unabhängig von Geschlecht, Herkunft, Religion, Behinderung, Alter und "
        "sexueller Identität. Schwerbehinderte werden bei gleicher Eignung bevorzugt."
    ),
    (
        "Bitte geben Sie bei Ihrer Bewerbung die Referenznummer an. Wir freuen uns auf Ihre aussagekräftigen Unterlagen "
        "mit Gehaltsvorstellung und frühestem Eintrittstermin."
    ),
)
_FORMS = ("GmbH", "Inc.", "Ltd", "LLC", "AG", ", Inc.", "Corp.", "B.V.")
_LEGAL = re.compile(r",?\s+(?:GmbH|Inc\.?|Ltd\.?|LLC|AG|Corp\.?|Corporation|Company|B\.V\.)$")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def title_noise(row: Row, chance: Random) -> Row:
    """Add what boards and recruiters add to titles."""
    template = chance.choice(_TITLE_NOISE)
    city = row.place.split(",")[0].strip() or "Remote"
    title = template.format(row.title, place=city, company=row.company or "us")
    return evolve(row, title=title.upper() if chance.random() < 0.15 else title)


def place_spelling(row: Row, chance: Random) -> Row:
    """Write the place another way: its own language, without or with the country."""
    place = row.place
    for one, other in _SPELLINGS.items():
        if place.startswith(one) or f", {one}" in place:
            place = place.replace(one, other)
    if chance.random() < 0.4 and "," in place and place == row.place:
        place = place.split(",")[0]
    return evolve(row, place=place.upper() if chance.random() < 0.1 else place)


def boilerplate(row: Row, chance: Random) -> Row:
    """Put the board's own words before or after."""
    words = chance.choice(PRAISE)
    parts = (words, row.description) if chance.random() < 0.4 else (row.description, words)
    return evolve(row, description="\n\n".join(parts))


def foreign_boilerplate(row: Row, chance: Random) -> Row:
    """Put German words around."""
    words = chance.choice(PRAISE_GERMAN)
    parts = (words, row.description) if chance.random() < 0.4 else (row.description, words)
    return evolve(row, description="\n\n".join(parts))


def cut_text(row: Row, chance: Random) -> Row:
    """Cut the text as aggregators do."""
    return evolve(row, description=row.description[: chance.randint(280, 900)].rstrip() + "…")


def as_html(row: Row, chance: Random) -> Row:
    """Wrap lines in markup with entities."""
    lines = [line.strip() for line in row.description.splitlines() if line.strip()]
    tag = chance.choice(("p", "li", "div"))
    body = "".join(f'<{tag} class="c{chance.randint(1, 99)}">{escape(line)}</{tag}>\n' for line in lines)
    return evolve(row, description=body.replace(" ", "&nbsp;", 3))


def salary_line(row: Row, chance: Random) -> Row:
    """Write pay into the text."""
    line = row.salary or f"${chance.randint(50, 180)},000 per year"
    return evolve(row, description=f"Salary: {line}\n{row.description}")


def tracking(row: Row, chance: Random) -> Row:
    """Add what tells who sent the reader."""
    mark = chance.choice(
        ("utm_source=feed&utm_medium=xml", "gh_src=abc123", "ref=board", "trk=public_jobs", "src=JB-10")
    )
    return evolve(row, url=row.url + ("&" if "?" in row.url else "?") + mark)


def company_form(row: Row, chance: Random) -> Row:
    """Add, change or drop the legal form."""
    bare = _LEGAL.sub("", row.company)
    if not bare:
        return row
    company = bare if bare != row.company else f"{bare} {chance.choice(_FORMS)}".replace(" ,", ",")
    return evolve(row, company=company.upper() if chance.random() < 0.15 else company)


def words_changed(row: Row, chance: Random, rate: float = 0.03) -> Row:
    """Drop, double or misspell some words."""
    words = row.description.split(" ")
    for _ in range(int(len(words) * rate)):
        place = chance.randrange(len(words))
        word = words[place]
        words[place] = chance.choice(("", f"{word} {word}", word[1:], f"{word} also", "the", word.capitalize()))
    return evolve(row, description=" ".join(words))


def sentences_changed(row: Row, chance: Random) -> Row:
    """Drop a sentence or two and move one."""
    parts = [part for part in SENTENCE.split(row.description) if part.strip()]
    if len(parts) > 6:
        for _ in range(chance.randint(1, 2)):
            parts.pop(chance.randrange(len(parts)))
        parts.insert(chance.randrange(len(parts)), parts.pop(chance.randrange(len(parts))))
    return evolve(row, description="\n".join(parts))


def later(row: Row, chance: Random) -> Row:
    """Move the date on by weeks."""
    start = row.posted_at or datetime(2026, 1, 5, tzinfo=UTC)
    return evolve(row, posted_at=start + timedelta(days=chance.randint(14, 120)))

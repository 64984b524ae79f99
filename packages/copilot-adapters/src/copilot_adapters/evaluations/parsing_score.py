"""How far a reading agrees with the truth, field by field.

Two values agree when they are equal after Unicode NFKC, without case, spaces, dashes and other punctuation (only
letters, digits, + and # count). Dates agree by year, and by month where the truth has one. Phones agree by their
last nine digits, links without scheme and www, languages by the language. Entries are paired by what they share.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from copilot_adapters.evaluations.parsing_truth import Entry, Truth
from copilot_core.entities.resume import Education, Position, Quote, Reading
from copilot_core.rules.resume.vocabulary import HUMAN_LANGUAGES

POSITION = ("title", "company", "place", "start", "end")
EDUCATION = ("institution", "area", "degree", "start", "end")
FIELDS = (
    "name", "email", "phone", "links", *(f"position.{name}" for name in (*POSITION, "highlights")),
    *(f"education.{name}" for name in EDUCATION), "skills", "languages",
)  # fmt: skip


@frozen
class Tally:
    """Right, wrongly found, and missed values of each field."""

    right: Counter[str] = field(factory=Counter)
    wrong: Counter[str] = field(factory=Counter)
    missed: Counter[str] = field(factory=Counter)
    examples: list[tuple[str, str, str]] = field(factory=list)

    def add(self, name: str, found: Iterable[str], wanted: Iterable[str]) -> None:
        """Count values of one field as bags."""
        have = Counter(value for value in found if value)
        want = Counter(value for value in wanted if value)
        self.right[name] += (have & want).total()
        self.wrong[name] += (have - want).total()
        self.missed[name] += (want - have).total()
        if have != want:
            self.examples.append((name, " ; ".join(have - want), " ; ".join(want - have)))

    def merge(self, other: "Tally") -> None:
        """Add another tally's counts."""
        self.right.update(other.right)
        self.wrong.update(other.wrong)
        self.missed.update(other.missed)
        self.examples.extend(other.examples)

    def f1(self, name: str) -> float | None:
        """Return one field's F1, None where there was nothing to find and nothing found."""
        total = 2 * self.right[name] + self.wrong[name] + self.missed[name]
        return 2 * self.right[name] / total if total else None

    @property
    def mean(self) -> float:
        """F1 of all fields, each counting the same."""
        values = [value for name in FIELDS if (value := self.f1(name)) is not None]
        return sum(values) / len(values) if values else 0.0

    @property
    def micro(self) -> float:
        """F1 over all values, long lists counting more."""
        right = self.right.total()
        total = 2 * right + self.wrong.total() + self.missed.total()
        return 2 * right / total if total else 0.0


def compare(reading: Reading, truth: Truth) -> Tally:
    """Count one resume's agreements."""
    tally = Tally()
    tally.add("name", [folded(_value(reading.name))], [folded(truth.name)])
    tally.add("email", [_value(reading.email).casefold()], [truth.email.casefold()])
    tally.add("phone", [_phone(_value(reading.phone))], [_phone(truth.phone)])
    tally.add("links", {_link(quote.value) for quote in reading.links}, {_link(link) for link in truth.links})
    tally.add("skills", {folded(quote.value) for quote in reading.skills}, {folded(skill) for skill in truth.skills})
    tally.add("languages", {_language(quote.value) for quote in reading.languages}, map(_language, truth.languages))
    found = [_entry(position, POSITION) for position in reading.positions]
    _compare_entries(tally, "position", (*POSITION, "highlights"), found, truth.positions)
    _compare_entries(
        tally, "education", EDUCATION, [_entry(one, EDUCATION) for one in reading.education], truth.education
    )
    return tally


def folded(text: str) -> str:
    """Return what of a text is compared."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum() or c in "+#")


def _entry(one: Position | Education, names: tuple[str, ...]) -> Entry:
    dates = {"start": str(one.start or ""), "end": str(one.end or "")}
    texts = {name: _value(getattr(one, name)) for name in names if name not in dates}
    return {**texts, **dates, "highlights": [quote.value for quote in one.highlights]}


def _compare_entries(
    tally: Tally, kind: str, names: tuple[str, ...], found: list[Entry], wanted: Sequence[Entry]
) -> None:
    pairs, unpaired = _paired(found, list(wanted), names)
    for name in names:
        if name == "highlights" and not any("highlights" in one for one in wanted):
            continue  # a truth may leave them out
        for have, want in pairs:
            tally.add(f"{kind}.{name}", *_values(name, have, want))
        for have in unpaired:
            tally.add(f"{kind}.{name}", _values(name, have, {})[0], [])


def _paired(
    found: list[Entry], wanted: list[Entry], names: tuple[str, ...]
) -> tuple[list[tuple[Entry, Entry]], list[Entry]]:
    """Pair entries that share most, in order where they share the same."""
    likeness = sorted(
        (
            (_likeness(have, want, names), -abs(i - j), i, j)
            for i, have in enumerate(found)
            for j, want in enumerate(wanted)
        ),
        reverse=True,
    )
    left, right = set(range(len(found))), set(range(len(wanted)))
    pairs: list[tuple[Entry, Entry]] = []
    for score, _, i, j in likeness:
        if score > 0 and i in left and j in right:
            pairs.append((found[i], wanted[j]))
            left.remove(i)
            right.remove(j)
    pairs += [({}, wanted[j]) for j in sorted(right)]
    return pairs, [found[i] for i in sorted(left)]


def _likeness(have: Entry, want: Entry, names: tuple[str, ...]) -> int:
    return sum(
        len(set(values[0]) & set(values[1]) - {""})
        for name in names
        if (values := tuple(list(side) for side in _values(name, have, want)))
    )


def _values(name: str, have: Mapping[str, object], want: Mapping[str, object]) -> tuple[list[str], list[str]]:
    if name == "highlights":
        return _folded_list(have.get(name)), _folded_list(want.get(name))
    first, second = str(have.get(name) or ""), str(want.get(name) or "")
    if name in {"start", "end"}:
        return [_date(first, second)], [_date(second, second)]
    return [folded(first)], [folded(second)]


def _folded_list(listed: object) -> list[str]:
    return [folded(str(value)) for value in listed] if isinstance(listed, list) else []


def _date(found: str, wanted: str) -> str:
    """Return a date as precise as the wanted one."""
    if found == "present" or not re.match(r"\d{4}", found):
        return found.casefold()
    return found[:7] if re.match(r"\d{4}-\d\d", wanted) or not wanted else found[:4]


def _phone(number: str) -> str:
    return re.sub(r"\D", "", number)[-9:]


def _link(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.casefold()).rstrip("/")


def _language(text: str) -> str:
    named = [HUMAN_LANGUAGES[word] for word in re.findall(r"\w+", text.casefold()) if word in HUMAN_LANGUAGES]
    return named[0] if named else folded(text)


def _value(quote: Quote | None) -> str:
    return quote.value if quote is not None else ""

"""From where one may work, read out of recorded lines that were labelled by hand.

Each label names a recording, a posting in it, and a line of it by SHA-1 (short lines are quoted as well). A line is of
a board's field (`work_from`), of the head of an advert (`head`), or a sentence of its text (`description`). Labelled
is what the line itself says: a preference rules nobody out and is no label; a bare "remote" says nothing.
"""

import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from copilot_adapters.evaluations.recorded_postings import shared_data
from copilot_adapters.gazetteers.geonames import Geonames
from copilot_core.entities.place import WorkFrom
from copilot_core.errors import Rejected
from copilot_core.rules.folding import lowered
from copilot_core.rules.place import Cities
from copilot_core.rules.reach import read_reach
from copilot_core.rules.regions import region_countries
from copilot_core.rules.requirements.lines import lines_of
from copilot_core.rules.work_from import read_work_from

Parts = tuple[bool, frozenset[str], frozenset[str], frozenset[str], frozenset[str], tuple[float, ...]]
"""What is compared: anywhere, countries, regions, states, excluded, time zones."""


@frozen(kw_only=True)
class Label:
    """A labelled line.

    All lines were read when they were labelled, before the rules were written. Of the `held_out` half only the score was
    looked at afterwards, never which lines were read wrong: it is no blind test.
    """

    file: str
    id: str
    kind: str
    line: str
    parts: Parts
    held_out: bool


LABELS = Path(__file__).with_name("work_from_labels.jsonl")


def evaluate(data: Path | None = None, *, labels: Path = LABELS) -> dict[str, object]:
    """Read every labelled line by the production rules; `exact` is the share read without any difference."""
    folder, cities = data or shared_data(), Geonames()
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    wrong: list[dict[str, object]] = []
    for label in read_labels(labels, folder):
        got = parts_of(read_line(label, cities))
        halves = ("all", "held_out" if label.held_out else "development", label.kind)
        seen.update(halves)
        if got == label.parts:
            right.update(halves)
        else:
            wrong.append({"line": label.line, "half": halves[1], "expected": _shown(label.parts), "read": _shown(got)})
    exact = {name: round(right[name] / count, 4) for name, count in sorted(seen.items())}
    return {"n": dict(sorted(seen.items())), "exact": exact, "wrong": wrong}


def render(result: dict[str, object]) -> str:
    """Put the figures into lines of text."""
    counts, exact = result["n"], result["exact"]
    if not isinstance(counts, dict) or not isinstance(exact, dict):
        return json.dumps(result)
    return "\n".join(f"{name:12} {exact[name]:.3f} exact of {counts[name]} lines" for name in exact)


def read_line(label: Label, cities: Cities) -> WorkFrom:
    """Read a line as the collection does: a board's field, or a sentence of a remote job's description."""
    if label.kind == "description":
        return read_reach(label.line, lines_of(label.line, lowered(label.line)), cities).work_from
    return read_work_from(label.line.split("; ") if label.kind == "work_from" else [label.line], cities)


def read_labels(labels: Path, data: Path) -> Iterator[Label]:
    """Yield the labels whose line stands in the recording; one that does not is an error, not a miss."""
    lines: dict[str, dict[str, str]] = {}
    for row in labels.read_text("utf-8").splitlines():
        label = json.loads(row)
        recorded = lines.setdefault(label["file"], {}) or lines[label["file"]]
        if not recorded:
            recorded.update(_lines_by_digest(data / "boards" / label["file"]))
        line = label.get("line") or recorded.get(label["sha1"])
        if line is None or (_digest(line) != label["sha1"]):
            raise Rejected("label_without_line", file=label["file"], id=label["id"])
        yield Label(
            file=label["file"],
            id=label["id"],
            kind=label["kind"],
            line=line,
            parts=_labelled(label["label"]),
            held_out=int(label["sha1"][0], 16) % 2 == 1,
        )


def _labelled(said: dict[str, list[str]]) -> Parts:
    regions = frozenset(said.get("regions", ()))
    spelled_out = (code for region in regions for code in region_countries(region))
    return (
        bool(said.get("anywhere")),
        frozenset([*said.get("countries", ()), *spelled_out]),
        regions,
        frozenset(said.get("states", ())),
        frozenset(said.get("excluded", ())),
        tuple(float(hours) for hours in said.get("timezones", ())),
    )


def parts_of(said: WorkFrom) -> Parts:
    """Return what is compared of what was read."""
    return (said.anywhere, said.countries, said.regions, said.states, said.excluded, said.timezones or ())


def _shown(parts: Parts) -> dict[str, object]:
    names = ("anywhere", "countries", "regions", "states", "excluded", "timezones")
    shown = (part if isinstance(part, (bool, tuple)) else sorted(part) for part in parts)
    return {name: part for name, part in zip(names, shown, strict=True) if part}


def _digest(line: str) -> str:
    return hashlib.sha1(line.encode(), usedforsecurity=False).hexdigest()


def _lines_by_digest(path: Path) -> dict[str, str]:
    """Return every line, part between bars, and sentence of a recording by its SHA-1."""
    raw = path.read_text("utf-8")
    texts = list(_strings(json.loads(raw))) if path.suffix == ".json" else [raw]
    return {_digest(line): line for text in texts for line in _cuts(text)}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        if value and all(isinstance(one, str) for one in value):
            yield "; ".join(value)
        for inner in value:
            yield from _strings(inner)


_BREAK = re.compile(r"<(?:p|br|li|/li|/p|div|/div|h\d|/h\d|ul|td|tr)[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def _cuts(text: str) -> Iterator[str]:
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", html.unescape(html.unescape(text)))))
    for line in plain.split("\n"):
        yield line.strip()
        for cut in (*line.split("|"), *_SENTENCE.split(line)):
            yield cut.strip()

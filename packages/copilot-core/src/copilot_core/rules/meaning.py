"""The texts that are read for meaning, and vectors put together."""

import hashlib
import math
import re
from array import array
from collections.abc import Sequence

from copilot_core.entities.resume import Reading
from copilot_core.entities.seeker import Wishes

LONGEST = 1600
"""Characters of an advert that are read: sentence models cut their input at about as many."""

_MARKUP = re.compile(r"[*_#`>|\\]+|\]\([^)\s]{0,300}\)|https?://\S{1,300}")


def job_texts(title: str, description: str) -> tuple[str, str]:
    """Return what of an advert is read for meaning: its title, and both with the beginning of its text.

    The title counts half: adverts begin with the employer, and long ones say much that every advert says.
    """
    plain = " ".join(_MARKUP.sub(" ", description[: 2 * LONGEST]).split())
    return title.strip(), f"{title.strip()}. {plain}"[:LONGEST]


def person_texts(reading: Reading, wishes: Wishes) -> tuple[str, ...]:
    """Return what of a person is read for meaning: what they want and are, and what they have done."""
    held = [position.title.value for position in reading.positions[:3] if position.title]
    headline = [reading.headline.value] if reading.headline else []
    wanted = ". ".join(dict.fromkeys([*wishes.want, *(held if wishes.want else headline + held)]))
    done = [quote.value for position in reading.positions[:2] for quote in position.highlights[:4]]
    skills = ", ".join(quote.value for quote in reading.skills[:25])
    told = ". ".join(part for part in (wanted, skills, " ".join(done)) if part) or reading.text
    return tuple(text for text in (wanted, told[:LONGEST]) if text.strip())


def text_hash(*texts: str) -> str:
    """Return the name under which the vector of one text, or of several together, is kept."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def together(vectors: Sequence[bytes]) -> bytes:
    """Return the unit vector between several (float32, little-endian)."""
    rows = [array("f", vector) for vector in vectors]
    middle = [sum(values) for values in zip(*rows, strict=True)]
    length = math.sqrt(sum(value * value for value in middle)) or 1.0
    return array("f", (value / length for value in middle)).tobytes()

"""What a job title says: its words without the noise, weighted, German ones in English."""

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from copilot_adapters.taxonomies.words import DROPPED, folded, stem

LONGEST_TITLE = 300
PART = re.compile(r"\s+[-–—|@•:]+\s+|[,;:|()\[\]•]|\s[-–—](?=\w)|\s+(?:at|bei|for|für)\s+")
TOKEN = re.compile(r"[^\W_]+(?:\+\+|#)?|\.net\b", re.IGNORECASE)
GENDERS = re.compile(
    r"[(\[]\s*(?:[mfwdxia]|div|gn|all genders?)(?:\s*[/|,\s*]\s*(?:[mfwdxia]|div|gn|all genders?))*\s*[)\]]"
    r"|\b[mfw]\s*/\s*[mfwd]\s*/\s*[dxi]\b",
    re.IGNORECASE,
)
FEMININE = re.compile(r"(?:[/*:_]-?in(?:nen)?|\(in\)|In)\b")
NOISE = frozenset(
    [
        "senior",
        "sr",
        "jr",
        "junior",
        "mid",
        "level",
        "entry",
        "lead",
        "principal",
        "ii",
        "iii",
        "iv",
        "vi",
        "i",
        "v",
        "remote",
        "hybrid",
        "onsite",
        "fulltime",
        "parttime",
        "full",
        "part",
        "time",
        "temporary",
        "temp",
        "permanent",
        "contract",
        "contractor",
        "freelance",
        "freelancer",
        "urgent",
        "hiring",
        "immediate",
        "start",
        "bonus",
        "sign",
        "on",
        "new",
        "graduate",
        "grad",
        "job",
        "jobs",
        "position",
        "vacancy",
        "opening",
        "wanted",
        "needed",
        "required",
        "opportunity",
        "m",
        "w",
        "d",
        "f",
        "x",
        "gn",
        "of",
        "in",
        "the",
        "a",
        "an",
        "and",
        "to",
        "with",
        "und",
        "von",
        "der",
        "die",
        "das",
        "im",
        "in",
        "als",
        "zur",
        "zum",
        "mit",
        "per",
        "hour",
        "salary",
        "k",
        "usd",
        "eur",
        "gbp",
        "night",
        "nights",
        "day",
        "days",
        "weekend",
        "shift",
        "shifts",
        "experienced",
        "certified",
        "registered",
        "trainee",
        "apprentice",
        "intern",
        "internship",
        "praktikum",
        "praktikant",
        "werkstudent",
        "working",
        "student",
        "ausbildung",
        "azubi",
        "teilzeit",
        "vollzeit",
        "minijob",
        "aushilfe",
        "leitender",
        "staff",
        "us",
        "usa",
        "uk",
        "eu",
        "emea",
    ]
)


@frozen
class TitleWords:
    """How words of titles are read: `short` spells abbreviations out, `german` gives words and parts in English."""

    short: Mapping[str, str]
    german: Mapping[str, str]

    def read(self, title: str) -> dict[str, float]:
        """Return stems with weights: the first part says most, noise nearly nothing."""
        plain = FEMININE.sub("", GENDERS.sub(" ", title[:LONGEST_TITLE]))
        parts = [part for part in PART.split(plain) if part and TOKEN.search(part)]
        weights: dict[str, float] = {}
        for place, part in enumerate(parts):
            for word in self._words(part):
                weight = (1.0 if place == 0 else 0.35) * (0.12 if word in NOISE else 1.0)
                root = stem(word)
                weights[root] = max(weights.get(root, 0.0), weight)
        return weights

    def _words(self, part: str) -> Sequence[str]:
        words: list[str] = []
        for token in TOKEN.findall(part):
            word = folded(token)
            english = self.short.get(word) or (self._english(word) if len(word) > 4 else None)
            words += english.split() if english else [word]
        return [word for word in words if word not in DROPPED and not word.isnumeric()]

    def _english(self, word: str) -> str | None:
        """Put a German word, or a compound of known parts, into English; None when a part is unknown."""
        if word in self.german:
            return self.german[word]
        for cut in range(len(word) - 3, 2, -1):
            head, rest = word[:cut], word[cut:]
            if rest in self.german:
                first = self._english(head) or self._english(head.removesuffix("s")) if len(head) > 3 else None
                return f"{first} {self.german[rest]}" if first else None
        return None

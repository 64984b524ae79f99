"""What a job title says: its words without the noise, weighted, German ones in English."""

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

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
NOISE_TEXT = """
senior sr jr junior mid level entry lead principal ii iii iv vi i v remote hybrid onsite fulltime parttime
full part time temporary temp permanent contract contractor freelance freelancer urgent hiring immediate start
bonus sign on new graduate grad job jobs position vacancy opening wanted needed required opportunity m w d f x
gn of in the a an and to with und von der die das im als zur zum mit per hour salary k usd eur gbp night
nights day days weekend shift shifts experienced certified registered trainee apprentice intern internship
praktikum praktikant werkstudent working student ausbildung azubi teilzeit vollzeit minijob aushilfe leitender
staff us usa uk eu emea fachrichtung schwerpunkt geprüft geprüfter geprüfte staatlich anerkannt anerkannter
anerkannte des den erster zweiter fachschule diplom bachelor master ohne nicht mittlerer gehobener höherer auf
vor bereich
"""
NOISE = frozenset(NOISE_TEXT.split())
"""Words of titles that say how, when and for how long, not what."""


@frozen
class TitleWords:
    """How words of titles are read: `short` spells abbreviations out, `german` gives words and parts in English."""

    short: Mapping[str, str]
    german: Mapping[str, str]

    def read(self, title: str) -> dict[str, float]:
        """Return stems with weights: the first part says most, noise nearly nothing."""
        plain = FEMININE.sub("", GENDERS.sub(" ", normalize("NFC", title[:LONGEST_TITLE])))
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
        """Put a German word, or a compound, into English; None when not even its last part is known."""
        for ending in ("", "innen", "in", "en", "er", "e", "n", "s"):
            plain = word.removesuffix(ending) if ending else word
            if (ending == "" or plain != word) and plain in self.german:
                return self.german[plain]
        bare = next((word.removesuffix(ending) for ending in ("innen", "in") if word.endswith(ending)), word)
        for cut in range(3, len(bare) - 3):
            head, rest = bare[:cut], bare[cut:]
            if rest in self.german:
                first = self._english(head) or self._english(head.removesuffix("s")) or head.rstrip("s-")
                return f"{first} {self.german[rest]}"
        return bare if bare != word and word.endswith(("orin", "erin", "istin", "entin", "antin")) else None

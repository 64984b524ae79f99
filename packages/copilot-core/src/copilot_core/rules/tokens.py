"""The tokens by which a text is found, and those a query asks for."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from attrs import frozen

from copilot_core.rules.piled_marks import without_piled_marks

Stem = Callable[[str, str], str]
"""Gives the stem of a lower-case word in a language (ISO 639-1)."""

Clause = frozenset[str]
"""Tokens that mean the same to a query: a text answers when it has any of them."""

ENGLISH = "en"
LANGUAGES = ("de", "fr", "es", "it", "nl", "pt")
"""Languages whose texts are indexed by their own stems, too: titles and terms are English everywhere."""

REMEMBERED = 16_384
"""Short texts whose tokens are remembered."""

TERMS = 12
"""A query of more terms is answered by its rarest twelve."""

OFTEN = 3
"""A word that stands this often in a text is what the text is about."""

_LETTER = r"[^\W_]"
WORD = re.compile(
    r"(?<![\w.])\.net(?!\w)"
    r"|(?<!\w)[a-z]{1,2}(?:\+\+|\#)(?!\w)"
    rf"|{_LETTER}+(?:\.(?:js|ts|net|py|io|ai)(?!\w))?(?:['’‐‑-]{_LETTER}+){{0,5}}"
)
JOINTS = re.compile(r"['’‐‑-]")
DOTTED = re.compile(r"(\w+)\.(js|ts|net|py|io|ai)")
CJK = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
ACCENTS = re.compile("[\u0300-\u036f]")
STROKES = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "đ": "d", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
LONGEST = 40
MANY = 3000

_FILLERS = (
    "a an and as at by for from in into is of on or the to with "
    "am auf bei das dem den der des die ein eine einem einen einer für im mit oder und von zu zum zur "
    "de du en et la le les pour sur un une el los las y con del para por da do e di il per van het een"
)
FILLERS = frozenset(_FILLERS.split())
"""Words of English, German, French, Spanish, Portuguese, Italian and Dutch that a query can do without."""

_HEADS = (
    "administrator analyst arbeiter architekt arzt assistent assistenz ausbilder beamter beauftragter berater betreuer "
    "bauer chemiker designer entwickler entwicklung erzieher fachkraft fahrer forscher gestalter händler helfer "
    "informatiker ingenieur installateur jurist kauffrau kaufmann koch kraft lackierer lehrer leiter leitung "
    "manager maurer mechaniker mechatroniker meister mitarbeiter monteur pfleger pädagoge physiker planer prüfer "
    "psychologe redakteur referent schlosser schreiner schweißer sekretär sprecher schwester spezialist techniker "
    "therapeut tischler trainer verkäufer vertreter verwalter wart wirt wissenschaftler zeichner"
)
HEADS = tuple(_HEADS.split())
"""Heads of German compounds that name what somebody is: a Softwareentwickler is an Entwickler."""


@frozen
class Marked:
    """The different tokens of a text, in order: its title's, its own, those it names often, and others."""

    title: tuple[str, ...]
    text: tuple[str, ...]
    often: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def tokens(self) -> frozenset[str]:
        """What to index: every token, `^` before those of the title and `*` before frequent ones."""
        heading, frequent = ("^" + token for token in self.title), ("*" + token for token in self.often)
        return frozenset(chain(self.title, self.text, self.also, heading, frequent))


@frozen
class Analyser:
    """Cuts texts and queries into the tokens that both databases index unchanged."""

    stem: Stem

    def tokens(self, text: str, language: str = "") -> list[str]:
        """Return the tokens of a text, in order, repeats included."""
        return [token for word in words(text) for token in _indexed(word, language, self.stem)]

    @cached_property
    def remembered(self) -> Callable[[str, str], Sequence[str]]:
        """`tokens` of short texts that come again and again (titles, requirements): a remembered answer is the same."""
        return lru_cache(REMEMBERED)(self.tokens)

    def marked(self, title: str, text: str, language: str = "", also: str = "") -> "Marked":
        """Return what to index of a text with a title, and of words `also` said of it."""
        counted = Counter(self.tokens(text, language))
        return Marked(
            title=tuple(dict.fromkeys(self.tokens(title, language))),
            text=tuple(counted)[:MANY],
            often=tuple(token for token, times in counted.items() if times >= OFTEN),
            also=tuple(dict.fromkeys(self.tokens(also, language))),
        )

    def clauses(self, query: str) -> tuple[Clause, ...]:
        """Return what a query asks for: every clause must be answered; fillers count only when nothing else does."""
        asked = list(dict.fromkeys(words(query)))
        telling = [word for word in asked if word not in FILLERS] or asked
        clauses = (clause for word in telling for clause in _asked(word, self.stem))
        return tuple(dict.fromkeys(clause for clause in clauses if clause))


def words(text: str) -> Iterator[str]:
    """Yield the lower-case words of a text; `c++`, `c#`, `.net` and `node.js` are words."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", without_piled_marks(text))
    return (found.group()[:LONGEST] for found in WORD.finditer(text.lower()))


def folded(word: str) -> str:
    """Return the word without case and accents; ß is ss, ä is a."""
    word = word.casefold()
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFKD", word.translate(STROKES))
    return unicodedata.normalize("NFC", ACCENTS.sub("", plain))


def spellings(word: str) -> tuple[str, ...]:
    """Return the folded ways to write a word: `münchen` is `munchen` and `muenchen`."""
    spelt = word.casefold()
    return tuple(dict.fromkeys((folded(spelt), folded(spelt.translate(UMLAUTS)))))


@lru_cache(maxsize=200_000)
def _indexed(word: str, language: str, stem: Stem) -> tuple[str, ...]:
    forms = [form for part in _parts(word) for form in (part, *_heads(part, language))]
    return tuple(dict.fromkeys(token for form in forms for token in _stems(form, language, stem)))


@lru_cache(maxsize=20_000)
def _asked(word: str, stem: Stem) -> tuple[Clause, ...]:
    whole, *parts = _parts(word)
    if DOTTED.fullmatch(word):
        return (_any_language((word, whole), stem),)
    if runs := _bigrams(word):
        return tuple(frozenset({run}) for run in runs)
    if not parts:
        return (_any_language((whole,), stem),)
    return tuple(_any_language((whole, part), stem) for part in parts)


def _any_language(forms: Iterable[str], stem: Stem) -> Clause:
    return frozenset(token for form in forms for language in ("", *LANGUAGES) for token in _stems(form, language, stem))


def _parts(word: str) -> tuple[str, ...]:
    """Return the word as one, then its parts: `front-end` is frontend, front, end; `node.js` nodejs, node."""
    if dotted := DOTTED.fullmatch(word):
        name, suffix = dotted.groups()
        return (name + suffix, word, name, ".net") if suffix == "net" else (name + suffix, word, name)
    pieces = [piece for piece in JOINTS.split(word) if piece]
    if len(pieces) < 2:
        return (word, *_bigrams(word))
    return ("".join(pieces)[:LONGEST], *(piece for piece in pieces if len(piece) > 1 or piece in "cr"))


def _bigrams(word: str) -> tuple[str, ...]:
    """Return pairs of letters where a script has no spaces between words."""
    return tuple(run[at : at + 2] for run in CJK.findall(word) for at in range(len(run) - 1))


def _heads(word: str, language: str) -> tuple[str, ...]:
    if language != "de" or len(word) < 6:
        return ()
    person = re.sub(r"(?:innen|in)$", "", word) if word.endswith(("erin", "erinnen", "eurin", "eurinnen")) else word
    head = next((head for head in HEADS if person.endswith(head) and len(person) - len(head) >= 3), None)
    whole = () if person == word else (person,)
    return whole if head is None else (*whole, head, person.removesuffix(head).removesuffix("s"))


def _stems(word: str, language: str, stem: Stem) -> tuple[str, ...]:
    """Return the tokens of one form: its English stem, whatever the language, and `de:` with its German one."""
    spelt = spellings(word)
    if not word.isalpha():
        return tuple(filter(None, spelt))
    plain = [folded(stem(spelling, ENGLISH)) for spelling in spelt]
    if language in LANGUAGES:
        plain += [f"{language}:{folded(stem(spelling, language))}" for spelling in (word, *spelt)]
    return tuple(filter(None, dict.fromkeys(plain)))

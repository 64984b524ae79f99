"""Languages told apart by their little words, and by script: no model, no memory to speak of."""

import re
from collections import Counter
from functools import cache

from attrs import frozen

READ = 900
"""Only so many characters are looked at, from the first line that is a sentence."""

LEAST = 3
"""Fewer little words than this prove nothing."""

_WORDS = {
    "en": "the and of to in for with you we are is our your will be on as this that have from at an by or all who",
    "de": "und der die das für mit wir sie du ist eine einen von zu den im dem bei auf dich uns als sich nicht oder"
    " dein deine unser unsere ihre zum zur ein werden sind bist bieten",
    "fr": "le la les des et du une pour vous nous est dans avec sur au aux en votre notre qui que vos nos ou sont ce",
    "es": "el la los las de y en para con una por del que se un tu nuestro nuestra como es al más trabajo equipo o su"
    " somos te buscamos",
    "pt": "de e para com uma do da os as em um que você nossa nosso não dos das por ser na no mais são seu sua à ou",
    "it": "il di e la che per con un una del della le dei delle nel si in sono gli alla al da i più nostra nostro come",
    "nl": "de het een en van voor met je wij is op in aan te dat zijn bij ons onze jouw niet als om ook die naar",
    "pl": "i w z na do się oraz dla jest że nie od po o za przez w jako co lub twoje nasze pracy więcej będziesz",
    "sv": "och att för med som en är vi på av till du det i om har den ett kommer eller oss vår din inom våra",
    "da": "og at for med som en er vi på af til du det i om har den et vil eller os vores din samt kan dig vores",
    "nb": "og å for med som en er vi på av til du det i om har den et vil eller oss vår din samt kan deg våre hos",
    "fi": "ja on sekä että tai se ei ovat kanssa myös olet meillä sinulla joka työ kun mukaan voi oman",
    "cs": "a v na se pro s je že do z o jsme nebo k co za jako práci naše vás máte které při jsou budete",
    "sk": "a v na sa pre s je že do z o sme alebo k čo za ako práca naše vás máte ktoré pri sú budete",
    "hu": "és a az hogy egy nem is van vagy mint meg ha de el csak már lesz munka rendelkezik valamint",
    "ro": "și de la în cu pentru un o care este din să pe sau mai nu ca ce echipa noastră vei",
    "tr": "ve bir için ile bu olarak olan da de en veya çok iş gibi daha ekip içinde",
    "hr": "i u na se za je da s od su ili kao što naš rad više tim te iskustvo",
    "id": "dan yang di untuk dengan dari ini dalam pada adalah kami anda atau akan tidak kerja",
    "vi": "và của các có cho với trong là được những một để công việc không",
}

_SCRIPTS = (
    ("ko", "가-힣"),
    ("ja", "぀-ヿ"),
    ("zh", "一-鿿"),
    ("el", "Ͱ-Ͽ"),
    ("he", "֐-׿"),
    ("ar", "؀-ۿ"),
    ("th", "฀-๿"),
    ("hi", "ऀ-ॿ"),
    ("ru", "Ѐ-ӿ"),
)
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_NOT_LATIN = re.compile("[Ͱ-\u1cff\u3040-\ud7ff]")
_WORD = re.compile(r"[^\W\d_]+")


@frozen
class FunctionWords:
    """Counts little words of twenty languages, and letters of nine scripts, in the beginning of a text."""

    def language(self, text: str) -> str:
        """Return ISO 639-1, empty when the text is too short or unclear."""
        start = text[:READ]
        return _by_script(start) or _by_words(start)


def _by_script(text: str) -> str:
    if len(_NOT_LATIN.findall(text)) * 5 < len(text):
        return ""
    for language, letters in _SCRIPTS:
        if len(re.findall(f"[{letters}]", text)) * 5 > len(text):
            return "uk" if language == "ru" and _UKRAINIAN & set(text) else language
    return ""


def _by_words(text: str) -> str:
    counts = Counter[str]()
    for languages, times in Counter(map(_languages().get, _WORD.findall(text.lower()))).items():
        for language in languages or ():
            counts[language] += times
    best = counts.most_common(2)
    if not best or best[0][1] < LEAST or (len(best) > 1 and best[1][1] == best[0][1]):
        return ""
    return best[0][0]


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    words = {word for listed in _WORDS.values() for word in listed.split()}
    by_language = {language: frozenset(listed.split()) for language, listed in _WORDS.items()}
    return {word: tuple(name for name, listed in by_language.items() if word in listed) for word in words}

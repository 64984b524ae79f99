"""Languages and how well they are spoken."""

import re
from collections.abc import Mapping

from copilot_core.entities.resume import Reading

LEVELS = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
NATIVE = 7

_SAID: tuple[tuple[str, int], ...] = (
    (r"native|mother tongue|muttersprach\w*|bilingual|first language", NATIVE),
    (r"fluent|proficien\w+|fließend|verhandlungssicher|full professional|c2", 6),
    (r"advanced|very good|sehr gut\w*|professional|c1", 5),
    (r"upper intermediate|good|gut\w*|working|b2", 4),
    (r"intermediate|conversational|mittel\w*|b1", 3),
    (r"elementary|a2", 2),
    (r"basic|beginner|grundkenntnisse|limited|a1", 1),
)
_LEVELS = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), level) for words, level in _SAID)

NAMES = {
    "english": "en", "englisch": "en", "german": "de", "deutsch": "de", "french": "fr", "französisch": "fr",
    "français": "fr", "spanish": "es", "spanisch": "es", "español": "es", "italian": "it", "italienisch": "it",
    "italiano": "it", "portuguese": "pt", "portugiesisch": "pt", "português": "pt", "dutch": "nl",
    "niederländisch": "nl", "nederlands": "nl", "polish": "pl", "polnisch": "pl", "polski": "pl", "russian": "ru",
    "russisch": "ru", "ukrainian": "uk", "ukrainisch": "uk", "turkish": "tr", "türkisch": "tr", "arabic": "ar",
    "arabisch": "ar", "chinese": "zh", "mandarin": "zh", "cantonese": "zh", "chinesisch": "zh", "japanese": "ja",
    "japanisch": "ja", "korean": "ko", "koreanisch": "ko", "hindi": "hi", "urdu": "ur", "bengali": "bn",
    "tamil": "ta", "telugu": "te", "kannada": "kn", "gujarati": "gu", "punjabi": "pa", "marathi": "mr",
    "vietnamese": "vi", "thai": "th", "indonesian": "id", "tagalog": "tl", "filipino": "tl", "hebrew": "he",
    "greek": "el", "griechisch": "el", "czech": "cs", "tschechisch": "cs", "slovak": "sk", "hungarian": "hu",
    "ungarisch": "hu", "romanian": "ro", "rumänisch": "ro", "bulgarian": "bg", "serbian": "sr", "croatian": "hr",
    "kroatisch": "hr", "swedish": "sv", "schwedisch": "sv", "danish": "da", "dänisch": "da", "norwegian": "no",
    "norwegisch": "no", "finnish": "fi", "finnisch": "fi", "persian": "fa", "farsi": "fa", "swahili": "sw",
    "yoruba": "yo", "igbo": "ig", "amharic": "am", "somali": "so", "catalan": "ca", "albanian": "sq",
    "lithuanian": "lt", "latvian": "lv", "estonian": "et",
}  # fmt: skip
"""Names of languages → ISO 639-1."""


def language_code(name: str) -> str | None:
    """Return ISO 639-1 of a language's name or code, None when unknown."""
    word = name.strip().lower()
    if word in NAMES:
        return NAMES[word]
    return word if len(word) == 2 and word in NAMES.values() else None


def level_said(text: str) -> int | None:
    """Return the level (1 A1 … 6 C2, 7 native) that words about a language say, None when they say none."""
    return next((level for pattern, level in _LEVELS if pattern.search(text)), None)


def spoken_languages(wished: Mapping[str, str], reading: Reading) -> dict[str, int | None]:
    """Return the languages a person speaks with their levels; empty when nobody said which.

    A resume is written in a language that its writer uses, but alone that does not tell which others are spoken.
    """
    spoken: dict[str, int | None] = {}
    for quote in reading.languages:
        for word in re.findall(r"\w+", quote.value):
            if code := language_code(word):
                spoken[code] = level_said(quote.value)
    for name, level in wished.items():
        spoken[language_code(name) or name.lower()] = level_said(level) or None
    if spoken and reading.language:
        spoken.setdefault(reading.language, None)
    return spoken

"""A text's words, as the patterns of the taxonomy are made of them."""

import re

WORD = re.compile(
    r"([a-zA-Z0-9À-ɏ]+(?:[.+#'’](?:(?<=\.)(?:[jJ][sS]|NET|Net|net)\b|(?<=\+)\+|(?<=#)(?![\w#])|(?<=['’])[a-z]{1,2}\b))?"
    r"|[.!?](?=\s|$)|[,;:()\[\]|•·*&]"
    r"|(?<![\w.])\.NET\b"
    r"|\n(?![^\S\n]{0,8}[a-zäöü]))"
)
"""Words (C++, C#, .NET, node.js are one), ampersands, and the marks no phrase reaches across. Splits a text in
(gap, word, gap, word, …, gap)."""

MARKS = frozenset(".!?,;:()[]|•·*\n")
DROPPED = frozenset({"a", "an", "the", "our", "your", "their", "its", "his", "her", "my"})
BRITISH = (("isation", "ization"), ("yse", "yze"), ("ise", "ize"), ("our", "or"), ("programme", "program"))


def folded(word: str) -> str:
    """Return the word without case and possessive."""
    return word.lower().replace("’", "'").removesuffix("'s")


def stem(word: str) -> str:
    """Return a folded word without the endings of number and tense, in American spelling.

    Deliberately weak: an employer is not employment.
    """
    if len(word) < 4 or not word.isalpha():
        return word
    word = _without_tense(_singular(word))
    for british, american in BRITISH:
        if word.endswith(british) and len(word) > len(british) + 2:
            word = word.removesuffix(british) + american
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_tense(word: str) -> str:
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            rest = word.removesuffix(ending)
            return rest + "e" if rest.endswith(("is", "ys", "iz", "yz")) else rest
    return word

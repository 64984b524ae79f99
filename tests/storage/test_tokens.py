"""What a text is found by."""

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot_adapters.stemmers.snowball import Snowball
from copilot_core.rules.tokens import LONGEST, Analyser, words

ANALYSER = Analyser(Snowball().stem)


def answers(text: str, query: str, language: str = "en") -> bool:
    found = ANALYSER.marked("", text, language).tokens
    return all(not clause.isdisjoint(found) for clause in ANALYSER.clauses(query))


@pytest.mark.parametrize(
    ("text", "query", "language"),
    [
        ("We write C++ and Rust.", "C++", "en"),
        ("C/C++ on Linux", "c", "en"),
        ("(C#, .NET)", "c#", "en"),
        ("(C#, .NET)", ".net", "en"),
        ("ASP.NET Core", ".NET", "en"),
        ("ASP.NET Core", "asp.net", "en"),
        ("Node.js services", "node.js", "en"),
        ("Node.js services", "nodejs", "en"),
        ("NodeJS services", "node.js", "en"),
        ("Node.js services", "Node", "en"),
        ("front-end work", "frontend", "en"),
        ("front-end work", "front end", "en"),
        ("a front end", "front-end", "en"),
        ("the frontend", "front-end", "en"),
        ("Engineers wanted", "engineer", "en"),
        ("an engineer", "ENGINEERS", "en"),
        ("Stadt München", "Muenchen", "de"),
        ("Stadt München", "munchen", "de"),
        ("office in München", "münchen", "en"),
        ("office in Muenchen", "München", "en"),
        ("Straße", "strasse", "de"),
        ("STRASSE", "Straße", "de"),
        ("viele Häuser", "Haus", "de"),
        ("Softwareentwicklerin gesucht", "Entwickler", "de"),
        ("Softwareentwicklerin gesucht", "Software", "de"),
        ("Softwareentwickler gesucht", "softwareentwickler", "de"),
        ("Gesundheits- und Krankenpfleger", "Pfleger", "de"),
        ("l'ingénieur développe", "ingenieur", "fr"),
        ("Des ingénieurs", "ingénieur", "fr"),
        ("programador júnior", "programadores", "es"),
        ("Mie\u0301rcoles", "miércoles", "es"),  # a letter and its accent apart
        ("Łódź", "lodz", "pl"),
        ("ソフトウェアエンジニア", "エンジニア", "ja"),
        ("snake_case", "snake", ""),
        ("R developer", "r", "en"),
    ],
)
def test_a_text_is_found_by_what_people_type(text: str, query: str, language: str) -> None:
    assert answers(text, query, language)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("We write C.", "C++"),
        ("We write C++.", "C#"),
        ("We write C++.", "C"),
        ("the net result", ".NET"),
        ("Java", "JavaScript"),
        ("internal", "intern"),
        ("front desk", "front-end"),
    ],
)
def test_a_text_is_not_found_by_what_only_looks_alike(text: str, query: str) -> None:
    assert not answers(text, query)


def test_fillers_count_only_when_nothing_else_is_asked() -> None:
    assert ANALYSER.clauses("the nurse in a ward") == ANALYSER.clauses("nurse ward")
    assert len(ANALYSER.clauses("to be")) == 1
    assert len(ANALYSER.clauses("the")) == 1
    assert ANALYSER.clauses(" \t ") == ()


def test_english_terms_are_found_in_texts_of_every_language() -> None:
    assert answers("Wir suchen Engineers", "engineer", "de")
    assert answers("Etsimme Engineers", "engineer", "fi")
    assert answers("Entwicklungen Engineers", "engineers entwicklungen", "")


def test_stems_of_one_language_find_nothing_in_another() -> None:
    assert answers("viele Häuser", "Haus", "de")
    assert not answers("the front", "frontend", "en")


def test_title_and_frequent_words_are_marked() -> None:
    marked = ANALYSER.marked("Night Nurse", "nurse nurse nurse ward", "en", "Elbe Clinic")
    assert {"^night", "^nurs", "*nurs", "ward", "elb", "clinic"} <= marked.tokens
    assert "*ward" not in marked.tokens


LETTERS = string.ascii_letters + "äöüßéñçøłİ0189+#.-'’_ /()\n\tжд日本語"
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(LETTERS), st.characters(codec="utf-8")), max_size=60)


@given(text=TEXTS, language=st.sampled_from(["", "en", "de", "fr", "xx"]))
@settings(max_examples=300, deadline=None)
def test_every_text_is_found_by_itself(text: str, language: str) -> None:
    assert answers(text, text, language)


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_case_does_not_matter(text: str) -> None:
    assert ANALYSER.clauses(text.upper().lower()) == ANALYSER.clauses(text.upper().lower().lower())


@given(text=TEXTS)
@settings(max_examples=200, deadline=None)
def test_tokens_hold_nothing_that_separates_them(text: str) -> None:
    for token in ANALYSER.marked(text, text, "de").tokens:
        assert token
        assert not any(letter.isspace() for letter in token)
        assert len(token) <= 4 * LONGEST


@pytest.mark.parametrize("bad", ["a-", "'", "c+", ".net", "a.js", "+#", "x'-", "ä", "日", "_"])
def test_hostile_texts_take_time_in_proportion_to_their_length(bad: str) -> None:
    def seconds(times: int) -> float:
        text = bad * times
        start = time.process_time()
        for _ in words(text):
            pass
        return time.process_time() - start

    short = max(min(seconds(20_000) for _ in range(3)), 1e-3)
    assert min(seconds(200_000) for _ in range(3)) < 60 * short

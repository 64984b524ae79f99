"""Skills and occupations of ESCO and O*NET keep the contract and are found where, and only where, they are named."""

import gzip
import time
import tracemalloc
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.taxonomies.esco_onet import EscoOnet
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.testing.taxonomy_contract import TaxonomyContract

ESCO = EscoOnet()


class TestEscoOnet(TaxonomyContract):
    @pytest.fixture
    def taxonomy(self) -> Taxonomy:
        return ESCO


def labels(text: str) -> list[str]:
    return [mention.skill.label for mention in ESCO.skills_in(text)]


def words(text: str) -> list[str]:
    return [mention.evidence.text for mention in ESCO.skills_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C++, C# and .NET; also node.js.", ["C++", "C#", ".NET", "node.js"]),
        ("Experience with Go, Python and R.", ["Go", "Python", "R"]),
        ("C/C++ on Linux", ["C/C++", "Linux"]),
        ("RESTful APIs in Spring Boot", ["RESTful APIs", "Spring Boot"]),
        ("You manage the budgets of a ward.", ["manage the budgets"]),
        ("managing a budget", ["managing a budget"]),
        ("MIG welding, reading blueprints and a forklift", ["MIG welding", "reading blueprints", "forklift"]),
        ("A valid driver’s license", ["valid driver’s license"]),
        ("wound care; administer medications; CPR", ["wound care", "administer medications", "CPR"]),
        ("legal research, drafting contracts and litigation", ["legal research", "drafting contracts", "litigation"]),
        ("lesson planning and classroom management", ["lesson planning", "classroom management"]),
        ("bank reconciliations and accounts payable", ["bank reconciliations", "accounts payable"]),
        ("food safety and menu planning", ["food safety", "menu planning"]),
        ("cold calling and account management", ["cold calling", "account management"]),
        ("Wundversorgung und Medikamentengabe", ["Wundversorgung", "Medikamentengabe"]),
        ("Gabelstaplerschein, Teamfähigkeit und Deutschkenntnisse", ["Gabelstaplerschein", "Teamfähigkeit", "Deutschkenntnisse"]),
    ],
)  # fmt: skip
def test_what_is_named_is_found_in_its_own_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "You are part of a team, and take part in all parts of it",
        "driving growth across the ecosystem",
        "we serve our customers",
        "We go to market and go the extra mile. Go to our site.",
        "R & D, Series C, vitamin C, grade C",
        "You excel in a team. Excel in what you do!",
        "No less than two springs. Spring is near.",
        "Our employer of choice swiftly reacts.",
        "an architecture of trust, a secure place, the whole team",
        "Please express your interest; the rest is up to you.",
    ],
)
def test_words_that_only_look_like_a_skill_prove_none(text: str) -> None:
    assert words(text) == []


def test_the_longest_name_is_taken() -> None:
    assert labels("machine learning engineering with SQL Server") == ["machine learning", "SQL Server"]
    assert labels("React Native") == ["React Native"]


def test_no_phrase_reaches_across_a_mark_or_a_line() -> None:
    assert words("machine. Learning") == []
    assert words("we love our machine\n\nLearning is fun") == []
    assert words("project\nmanagement") == ["project\nmanagement"], "a line that goes on in lower case is one sentence"


def test_offsets_are_code_points() -> None:
    (mention,) = ESCO.skills_in("🏥👩‍⚕️ ÄÖÜ: wound care")
    assert (mention.evidence.start, mention.evidence.end) == (11, 21)


@given(st.text(max_size=400))
def test_any_text_is_quoted_rightly(text: str) -> None:
    last = 0
    for mention in ESCO.skills_in(text):
        evidence = mention.evidence
        assert text[evidence.start : evidence.end] == evidence.text
        assert evidence.start >= last
        last = evidence.end


@given(st.lists(st.sampled_from(["SQL", "wound care", "welding", "payroll", "Go", "R", "the", "of", "x"]), max_size=12))
def test_what_is_found_alone_is_found_in_any_list(names: list[str]) -> None:
    assert {"SQL", "wound care", "welding", "payroll"} & {*names} <= {*words("; ".join(names))}


@pytest.mark.parametrize(
    ("title", "occupation", "group"),
    [
        ("RN - ICU nights $5k bonus", "nurse responsible for general care", "2221"),
        ("Senior Software Engineer (m/f/d) – Remote", "software developer", "2512"),
        ("Sr. Staff Accountant II", "accountant", "2411"),
        ("CDL-A Truck Driver", "cargo vehicle driver", "8332"),
        ("LKW-Fahrer (m/w/d)", "cargo vehicle driver", "8332"),
        ("Pflegefachkraft (m/w/d) in Teilzeit", "nurse responsible for general care", "2221"),
        ("Maschinenbauingenieur", "mechanical engineer", "2144"),
        ("Line Cook", "cook", "5120"),
        ("Journeyman Electrician", "electrician", "7411"),
        ("MIG Welder", "welder", "7212"),
        ("High School Teacher", "secondary school teacher", "2330"),
        ("Paralegal", "legal assistant", "3411"),
        ("Warehouse Associate - 2nd shift", "warehouse worker", "9333"),
        ("Data Scientist", "data scientist", "2511"),
    ],
)
def test_a_noisy_title_names_its_occupation(title: str, occupation: str, group: str) -> None:
    guess = ESCO.occupation(title)
    assert guess is not None
    assert (guess.occupation.label, guess.occupation.group) == (occupation, group)


@pytest.mark.parametrize("title", ["", "Xyzzy plugh", "(m/w/d)", "123", "!!!"])
def test_a_title_that_says_nothing_names_none(title: str) -> None:
    assert ESCO.occupation(title) is None


def test_every_occupation_has_a_group_and_a_name() -> None:
    everything = ESCO.all_occupations()
    assert len(everything) > 3000
    assert all(len(each.group) == 4 and each.label for each in everything)


@pytest.mark.slow
def test_hostile_texts_take_time_in_proportion() -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        ESCO.skills_in(text)
        ESCO.occupation(text)
        return time.process_time() - start

    for piece in ("manage ", "a.", "((((", ".NET", "m/w/d ", "C++#", "'s", "-", "\n ", "wound "):
        seconds(piece)
        short = min(seconds(piece * 1_000) for _ in range(3))
        long = min(seconds(piece * 10_000) for _ in range(3))
        assert long < 50 * short + 0.1, piece


@pytest.mark.slow
def test_data_is_small_and_loads_frugally() -> None:
    folder = resources.files("copilot_adapters.taxonomies") / "data"
    for name in ("skills.json.gz", "occupations.json.gz"):
        packed = (folder / name).read_bytes()
        assert len(packed) < 1_500_000
        assert gzip.decompress(packed)
    tracemalloc.start()
    fresh = EscoOnet()
    fresh.skills_in("SQL")
    fresh.occupation("Nurse")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 60_000_000

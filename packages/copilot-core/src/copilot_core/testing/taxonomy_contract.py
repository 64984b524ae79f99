"""What every `Taxonomy` must do: inherit, say what `taxonomy` is, and run."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from copilot_core.ports.taxonomy import Taxonomy

ADVERT = """Senior Nurse 🏥 (m/f/d) – Elbe Clinic

You bring a nursing degree, experience in intensive care, and German at B2.
We use Python, SQL & Excel; go to our page, or call R & D. You administer medication and manage budgets.
"""


class TaxonomyContract:
    """The promises of `copilot_core.ports.taxonomy.Taxonomy`.

    A subclass gives a fixture `taxonomy`, and may say in `named` and `title` what its list surely knows.
    """

    named = "SQL"
    title = "Registered Nurse"

    @pytest.fixture
    def taxonomy(self) -> Taxonomy:
        """Return the taxonomy to test."""
        raise NotImplementedError

    def test_evidence_quotes_the_text_in_order_without_overlap(self, taxonomy: Taxonomy) -> None:
        text = ADVERT + f" {self.named}. " * 3
        mentions = taxonomy.skills_in(text)
        assert mentions
        last = 0
        for mention in mentions:
            evidence = mention.evidence
            assert text[evidence.start : evidence.end] == evidence.text
            assert last <= evidence.start < evidence.end
            last = evidence.end

    def test_evidence_names_the_field_it_stands_in(self, taxonomy: Taxonomy) -> None:
        assert {each.evidence.field for each in taxonomy.skills_in(self.named)} == {"description"}
        assert {each.evidence.field for each in taxonomy.skills_in(self.named, field="title")} == {"title"}

    def test_a_skill_is_found_again_by_its_id_and_by_its_label_in_any_case(self, taxonomy: Taxonomy) -> None:
        for mention in taxonomy.skills_in(ADVERT):
            assert taxonomy.skill(mention.skill.id) == mention.skill
            by_label = taxonomy.skill(mention.skill.label.upper())
            assert by_label is not None
            assert by_label.label.lower() == mention.skill.label.lower()
        assert taxonomy.skill("no such thing at all, surely") is None

    def test_nothing_is_read_out_of_nothing(self, taxonomy: Taxonomy) -> None:
        for text in ("", " ", "\n\n", "...", "12345", "\x00", "🏥🏥"):
            assert taxonomy.skills_in(text) == ()
            assert taxonomy.occupation(text) is None

    def test_a_title_names_an_occupation_with_a_confidence(self, taxonomy: Taxonomy) -> None:
        guess = taxonomy.occupation(self.title)
        assert guess is not None
        assert 0 < guess.confidence <= 1
        assert guess.occupation.id
        assert guess.occupation.group == "" or (len(guess.occupation.group) == 4 and guess.occupation.group.isdigit())

    def test_threads_get_the_same_answers(self, taxonomy: Taxonomy) -> None:
        expected = taxonomy.skills_in(ADVERT), taxonomy.occupation(self.title)
        with ThreadPoolExecutor(4) as pool:
            answers = pool.map(lambda _: (taxonomy.skills_in(ADVERT), taxonomy.occupation(self.title)), range(16))
            assert all(answer == expected for answer in answers)

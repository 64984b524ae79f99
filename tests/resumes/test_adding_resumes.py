import json
from pathlib import Path

import pytest
from resumes_world import RESUME, adding, misquoted, pdf, word

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.errors import NotFound
from copilot_core.rules.resume.document import resume_document
from copilot_core.use_cases.resumes.list_resumes import ListResumes
from copilot_core.use_cases.resumes.show_resume import ShowResume


async def test_a_text_resume_is_read_field_by_field(tmp_path: Path) -> None:
    kept = await adding(tmp_path)(RESUME.encode(), "resume.txt")
    shown = resume_document(kept)
    assert shown["name"] == "Maren Holt"
    assert shown["email"] == "maren.holt@example.org"
    assert shown["phone"] == "+49 421 555 0199"
    assert shown["place"] == "Bremen, Germany"
    assert shown["links"] == ["github.com/marenholt"]
    assert shown["positions"] == [
        {
            "title": "Head Baker", "company": "Weserbrot GmbH", "place": "Bremen", "start": "2019-03", "end": "present",
            "highlights": ["Runs a night shift of nine bakers", "Cut flour waste by 12%"],
        },
        {
            "title": "Baker", "company": "Backhaus Tann", "place": "Kassel", "start": "2014-08", "end": "2019-02",
            "highlights": ["Baked 3,000 loaves a day"],
        },
    ]  # fmt: skip
    assert shown["education"] == [
        {
            "institution": "Berufsschule Delme", "area": "Baking", "degree": "Apprenticeship", "place": None,
            "start": "2011", "end": "2014", "highlights": [],
        }
    ]  # fmt: skip
    assert shown["skills"] == ["Sourdough", "Pastry", "Shift planning"]
    assert shown["languages"] == ["German (native)", "English (B2)"]
    assert shown["doubts"] == []
    json.dumps(shown)


async def test_the_same_bytes_twice_are_one_resume(tmp_path: Path) -> None:
    add = adding(tmp_path)
    first = await add(RESUME.encode(), "a.txt")
    again = await add(RESUME.encode(), "b.txt")
    assert first.id == again.id
    assert [kept.id for kept in await ListResumes(add.storage)()] == [first.id]


async def test_the_same_file_of_another_person_is_another_resume(tmp_path: Path) -> None:
    add = adding(tmp_path)
    mine = await add(RESUME.encode(), "a.txt")
    theirs = await add(RESUME.encode(), "a.txt", PersonId("somebody"))
    assert mine.id != theirs.id
    with pytest.raises(NotFound):
        await ShowResume(add.storage)(theirs.id, LOCAL_PERSON)


async def test_what_is_kept_is_what_was_read(tmp_path: Path) -> None:
    add = adding(tmp_path)
    kept = await add(RESUME.encode(), "a.txt")
    assert await ShowResume(add.storage)(kept.id) == kept


async def test_emoji_in_front_do_not_shift_the_evidence(tmp_path: Path) -> None:
    kept = await adding(tmp_path)(("🥐🧑🏽‍🍳 👩‍👩‍👧\n" + RESUME).encode(), "resume.txt")
    title = kept.reading.positions[0].title
    assert title is not None
    assert kept.reading.text[title.start : title.end] == "Head Baker"
    assert misquoted(kept.reading) == []


async def test_broken_utf8_is_read_and_what_is_broken_is_marked(tmp_path: Path) -> None:
    kept = await adding(tmp_path)(RESUME.encode().replace(b"Weserbrot", b"Weser\xffbrot Caf\xc3\xa9"), "resume.txt")
    company = kept.reading.positions[0].company
    assert company is not None
    assert company.value == "Weser\ufffdbrot Café GmbH"
    assert [doubt.code for doubt in kept.reading.doubts] == ["document_encoding"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
async def test_text_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    text = RESUME.replace("Maren Holt", "Jürgen Größe")
    kept = await adding(tmp_path)(text.encode(encoding), "resume.txt")
    assert kept.reading.name is not None
    assert kept.reading.name.value == "Jürgen Größe"


async def test_text_without_headings_says_that_it_was_guessed(tmp_path: Path) -> None:
    kept = await adding(tmp_path)(b"just some words\nand some more", "resume.txt")
    codes = {doubt.code for doubt in kept.reading.doubts}
    assert {"resume_no_headings", "resume_no_name", "resume_no_positions"} <= codes


async def test_overlapping_and_reversed_dates_are_doubted(tmp_path: Path) -> None:
    text = RESUME.replace("02/2019", "06/2021").replace("2011 – 2014", "2014 – 2011")
    kept = await adding(tmp_path)(text.encode(), "resume.txt")
    assert {doubt.code for doubt in kept.reading.doubts} == {"resume_dates_overlap", "resume_dates_reversed"}


async def test_markdown_is_read_without_its_marks(tmp_path: Path) -> None:
    text = (
        "# Maren Holt\n\nmaren@example.org · [GitHub](https://github.com/marenholt)\n\n## Experience\n\n"
        "### Head Baker — **Weserbrot GmbH**\n*2019 – present* · Bremen\n\n- Runs a _night_ shift\n\n"
        "## Skills\n\n- **Baking:** Sourdough, Pastry\n"
    )
    reading = (await adding(tmp_path)(text.encode(), "resume.md")).reading
    position = reading.positions[0]
    assert (str(position.start), str(position.end)) == ("2019", "present")
    assert [quote.value for quote in (position.title, position.company, position.place) if quote] == [
        "Head Baker", "Weserbrot GmbH", "Bremen",
    ]  # fmt: skip
    assert [quote.value for quote in position.highlights] == ["Runs a night shift"]
    assert [quote.value for quote in reading.skills] == ["Sourdough", "Pastry"]
    assert [quote.value for quote in reading.links] == ["https://github.com/marenholt"]


async def test_json_resume_keeps_every_field(tmp_path: Path) -> None:
    data = {
        "basics": {"name": "Maren Holt", "email": "m@example.org", "url": "https://holt.example", "location": {"city": "Bremen", "countryCode": "DE"}},
        "work": [{"name": "Weserbrot", "position": "Baker", "startDate": "2019-03-01", "highlights": ["Bread"], "location": "Bremen"}],
        "education": [{"institution": "Delme", "area": "Baking", "studyType": "Apprenticeship", "startDate": "2011", "endDate": "2014-07"}],
        "skills": [{"name": "Baking", "keywords": ["Rye", "Wheat"]}],
        "languages": [{"language": "German", "fluency": "Native"}],
    }  # fmt: skip
    reading = (await adding(tmp_path)(json.dumps(data).encode(), "resume.json")).reading
    position, education = reading.positions[0], reading.education[0]
    assert (str(position.start), str(position.end)) == ("2019-03", "present")
    assert (str(education.start), str(education.end)) == ("2011", "2014-07")
    assert [quote.value for quote in reading.skills] == ["Rye", "Wheat"]
    assert [quote.value for quote in reading.languages] == ["German – Native"]
    assert misquoted(reading) == []


async def test_a_docx_is_read_with_its_tables(tmp_path: Path) -> None:
    reading = (await adding(tmp_path)(word(*RESUME.splitlines()), "resume.docx")).reading
    assert [str(position.start) for position in reading.positions] == ["2019-03", "2014-08"]
    assert misquoted(reading) == []


async def test_a_pdf_of_two_columns_is_read_one_after_the_other(tmp_path: Path) -> None:
    source = """
#set page(margin: 1.5cm)
#text(size: 20pt)[Maren Holt]
#grid(columns: (1fr, 2fr), column-gutter: 1cm, [
*SKILLS* \\ Sourdough \\ Pastry \\ Shift planning \\ *LANGUAGES* \\ German (native) \\ English (B2)
], [
*EXPERIENCE* \\ *Head Baker* \\ Weserbrot GmbH, Bremen, 2019 – present
#list([Runs a night shift of nine bakers and two apprentices who are not always there on time, alas], [Cut waste])
*EDUCATION* \\ Apprenticeship in Baking \\ Berufsschule Delme, 2011 – 2014
])"""
    reading = (await adding(tmp_path)(pdf(source), "resume.pdf")).reading
    assert [quote.value for quote in reading.skills] == ["Sourdough", "Pastry", "Shift planning"]
    assert [quote.value for quote in reading.positions[0].highlights] == [
        "Runs a night shift of nine bakers and two apprentices who are not always there on time, alas",
        "Cut waste",
    ]
    assert misquoted(reading) == []

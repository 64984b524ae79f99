"""Word documents of invented people: plain, in tables, with text boxes, in two columns of a table."""

import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.shared import Pt

from copilot_adapters.evaluations.parsing_people import Person

HEADINGS = {
    "en": {"experience": "Work Experience", "education": "Education", "skills": "Skills", "languages": "Languages", "contact": "Contact", "summary": "Summary"},
    "de": {"experience": "Beruflicher Werdegang", "education": "Bildungsweg", "skills": "Fähigkeiten", "languages": "Sprachkenntnisse", "contact": "Persönliche Daten", "summary": "Kurzprofil"},
}  # fmt: skip
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_BOX = (
    '<w:r {ns}><w:pict><v:shape style="width:200pt;height:200pt"><v:textbox><w:txbxContent>{paragraphs}'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
_BOX_LINE = '<w:p><w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def plain(person: Person) -> bytes:
    """Headings by style, a right tab for dates, bullets by list style."""
    document, shown, words = docx.Document(), person.shown, HEADINGS[person.language]
    document.add_heading(str(shown["name"]), 0)
    document.add_paragraph(f"{shown['location']} | {shown['phone']} | {shown['email']} | {shown['linkedin']}")
    document.add_heading(words["summary"], 1)
    document.add_paragraph(str(shown["summary"]))
    document.add_heading(words["experience"], 1)
    for one in _listed(shown["positions"]):
        line = document.add_paragraph()
        line.add_run(one["position"]).bold = True
        line.add_run(f"\t{one['dates']}")
        document.add_paragraph(f"{one['company']}, {one['location']}")
        for told in one["highlights"]:
            document.add_paragraph(told, style="List Bullet")
    document.add_heading(words["education"], 1)
    for one in _listed(shown["education"]):
        line = document.add_paragraph()
        line.add_run(_studied(one, person.language)).bold = True
        line.add_run(f"\t{one['dates']}")
        document.add_paragraph(one["institution"])
    _lists(document, person)
    return _saved(document)


def table(person: Person) -> bytes:
    """Everything in rows of a table: dates at the left, words at the right."""
    document, shown, words = docx.Document(), person.shown, HEADINGS[person.language]
    title = document.add_paragraph().add_run(str(shown["name"]))
    title.bold, title.font.size = True, Pt(20)
    contact = document.add_table(rows=0, cols=2)
    labels = (
        ("Address", "Phone", "E-mail", "LinkedIn")
        if person.language == "en"
        else ("Anschrift", "Telefon", "E-Mail", "LinkedIn")
    )
    for label, name in zip(labels, ("location", "phone", "email", "linkedin"), strict=True):
        cells = contact.add_row().cells
        cells[0].text, cells[1].text = label, str(shown[name])
    for heading, name in (("experience", "positions"), ("education", "education")):
        _bold_line(document, words[heading])
        rows = document.add_table(rows=0, cols=2)
        for one in _listed(shown[name]):
            cells = rows.add_row().cells
            cells[0].text = one["dates"]
            lines = (
                [f"{one['position']}", f"{one['company']}, {one['location']}"]
                if "position" in one
                else [_studied(one, person.language), one["institution"]]
            )
            cells[1].paragraphs[0].add_run(lines[0]).bold = True
            cells[1].add_paragraph(lines[1])
            for told in one.get("highlights", []):
                cells[1].add_paragraph(told, style="List Bullet")
    _bold_line(document, words["skills"])
    rows = document.add_table(rows=0, cols=2)
    for one in _listed(shown["skills"]):
        cells = rows.add_row().cells
        cells[0].text, cells[1].text = one["label"], ", ".join(one["items"])
    _bold_line(document, words["languages"])
    rows = document.add_table(rows=0, cols=2)
    for one in _listed(shown["languages"]):
        cells = rows.add_row().cells
        cells[0].text, cells[1].text = one["name"], one["level"]
    return _saved(document)


def text_boxes(person: Person) -> bytes:
    """Contact, skills and languages in text boxes beside the running text."""
    document, shown, words = docx.Document(), person.shown, HEADINGS[person.language]
    skills = [item for one in _listed(shown["skills"]) for item in one["items"]]
    tongues = [f"{one['name']} ({one['level']})" for one in _listed(shown["languages"])]
    anchor = document.add_paragraph()
    contact = [(str(shown["name"]), 40, True)] + [
        (str(shown[name]), 20, False) for name in ("location", "phone", "email", "linkedin")
    ]
    _add_box(anchor, contact)
    _add_box(
        anchor,
        [
            (words["skills"], 26, True),
            *((skill, 20, False) for skill in skills),
            (words["languages"], 26, True),
            *((tongue, 20, False) for tongue in tongues),
        ],
    )
    for heading, name in (("experience", "positions"), ("education", "education")):
        _bold_line(document, words[heading], Pt(14))
        for one in _listed(shown[name]):
            first, second = (
                (one["company"], one["position"])
                if "position" in one
                else (one["institution"], _studied(one, person.language))
            )
            document.add_paragraph().add_run(f"{one['dates']}").italic = True
            line = document.add_paragraph()
            line.add_run(second).bold = True
            line.add_run(f" – {first}" + (f", {one['location']}" if one.get("location") else ""))
            for told in one.get("highlights", []):
                document.add_paragraph(f"• {told}")
    return _saved(document)


def columns(person: Person) -> bytes:
    """A table of one row and two cells: a sidebar, and the rest."""
    document, shown, words = docx.Document(), person.shown, HEADINGS[person.language]
    side, main = document.add_table(rows=1, cols=2).rows[0].cells
    title = side.paragraphs[0].add_run(str(shown["name"]))
    title.bold, title.font.size = True, Pt(22)
    _cell_heading(side, words["contact"])
    for name in ("location", "phone", "email", "linkedin"):
        side.add_paragraph(str(shown[name]))
    _cell_heading(side, words["skills"])
    for one in _listed(shown["skills"]):
        side.add_paragraph(", ".join(one["items"]))
    _cell_heading(side, words["languages"])
    for one in _listed(shown["languages"]):
        side.add_paragraph(f"{one['name']}: {one['level']}")
    main.paragraphs[0].add_run(words["experience"].upper()).bold = True
    for one in _listed(shown["positions"]):
        main.add_paragraph().add_run(f"{one['position']} | {one['company']}").bold = True
        main.add_paragraph(f"{one['dates']} | {one['location']}")
        for told in one["highlights"]:
            main.add_paragraph(told, style="List Bullet")
    _cell_heading(main, words["education"])
    for one in _listed(shown["education"]):
        main.add_paragraph().add_run(_studied(one, person.language)).bold = True
        main.add_paragraph(f"{one['institution']} | {one['dates']}")
    return _saved(document)


LAYOUTS: dict[str, Callable[[Person], bytes]] = {
    "word_plain": plain,
    "word_table": table,
    "word_text_boxes": text_boxes,
    "word_columns": columns,
}


def _lists(document: Any, person: Person) -> None:  # noqa: ANN401 - python-docx has no types
    words = HEADINGS[person.language]
    document.add_heading(words["skills"], 1)
    for one in _listed(person.shown["skills"]):
        line = document.add_paragraph()
        line.add_run(f"{one['label']}: ").bold = True
        line.add_run(", ".join(one["items"]))
    document.add_heading(words["languages"], 1)
    document.add_paragraph(", ".join(f"{one['name']} ({one['level']})" for one in _listed(person.shown["languages"])))


def _studied(one: dict[str, Any], language: str) -> str:
    joint = " " if language == "de" else " in "
    return f"{one['degree']}{joint}{one['area']}" if one["area"] else str(one["degree"])


def _bold_line(document: Any, text: str, size: Any = None) -> None:  # noqa: ANN401
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size = True, size


def _cell_heading(cell: Any, text: str) -> None:  # noqa: ANN401
    cell.add_paragraph().add_run(text.upper()).bold = True


def _add_box(paragraph: Any, lines: list[tuple[str, int, bool]]) -> None:  # noqa: ANN401
    inside = "".join(
        _BOX_LINE.format(bold="<w:b/>" if bold else "", size=size, text=escape(text)) for text, size, bold in lines
    )
    paragraph._p.append(parse_xml(_BOX.format(ns=_NAMESPACES, paragraphs=inside)))  # noqa: SLF001


def _listed(value: object) -> list[dict[str, Any]]:
    assert isinstance(value, list)  # noqa: S101 - made by us
    return value


def _saved(document: Any) -> bytes:  # noqa: ANN401
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()

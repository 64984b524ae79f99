"""Invented people in layouts of our own: typst templates beside this file, and Word documents."""

import json
from collections.abc import Iterator
from pathlib import Path

import typst
import yaml
from attrs import frozen

from copilot_adapters.evaluations.parsing_docx import LAYOUTS as WORD_LAYOUTS
from copilot_adapters.evaluations.parsing_people import Person, people
from copilot_adapters.evaluations.parsing_truth import Truth, truth

FOLDER = Path(__file__).with_name("parsing_layouts")


@frozen(kw_only=True)
class Made:
    """One invented person in one layout."""

    layout: str
    name: str
    data: bytes
    cv: dict[str, object]

    @property
    def truth(self) -> Truth:
        """What a reading should find."""
        return truth(self.cv)

    @property
    def yaml(self) -> str:
        """The truth as a file in RenderCV's schema."""
        return yaml.safe_dump({"cv": self.cv}, allow_unicode=True)


def made(limit: int | None = None) -> Iterator[Made]:
    """Yield every person in every layout."""
    everybody = list(people(limit))
    for template in sorted(FOLDER.glob("*.typ")):
        if not template.stem.startswith("_"):
            for person in everybody:
                yield _made(template.stem, person, "pdf", pdf(template, person))
    for layout, write in WORD_LAYOUTS.items():
        for person in everybody:
            yield _made(layout, person, "docx", write(person))


def pdf(template: Path, person: Person) -> bytes:
    """Set a person's resume with a template."""
    shown = json.dumps(person.shown, ensure_ascii=False)
    return bytes(typst.compile(str(template), root=str(FOLDER), sys_inputs={"person": shown}, ignore_system_fonts=True))


def _made(layout: str, person: Person, suffix: str, data: bytes) -> Made:
    return Made(layout=layout, name=f"{person.slug}.{suffix}", data=data, cv=person.cv)

"""Whoever takes everything out gets all of it, in formats that anything reads, and nothing that lets anybody in."""

import csv
import hashlib
import json
import tracemalloc
from io import StringIO
from typing import Any

from account_data_world import ANN, BOB, export_of, rows_of, unpacked

from copilot_adapters.container import Container
from copilot_adapters.storage.personal_parts import ELSEWHERE, PARTS, owned_tables
from copilot_core.entities.identities import ResumeId
from copilot_core.ports.personal_data import Part
from copilot_core.testing import make_resume


def read(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[name])


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[name].decode("utf-8-sig"))))


def test_every_table_of_peoples_things_is_taken_out_or_said_to_be_elsewhere() -> None:
    taken = {str(part.owner.table.name) for part in PARTS.values()}
    assert taken | ELSEWHERE.keys() == {table.name for table in owned_tables()}
    assert set(Part) == {*PARTS, Part.JOBS}


async def test_the_people_of_these_tests_left_something_in_every_table(two: Container) -> None:
    assert set(await rows_of(two, ANN)) == {table.name for table in owned_tables()}


async def test_everything_a_person_left_is_in_the_export_and_nothing_of_others(two: Container) -> None:
    files = unpacked(await export_of(two, ANN))
    counts = read(files, "manifest.json")["counts"]
    assert all(counts.values()), counts
    assert counts["tasks.json"] == 3
    whole = b"\n".join(files.values()).decode()
    assert ANN.word in whole
    for trace in BOB.traces:
        assert trace not in whole
    assert read(files, "manifest.json")["format"] == 1


async def test_each_file_says_what_its_name_promises(two: Container) -> None:
    files = unpacked(await export_of(two, ANN))
    assert read(files, "account.json")["email"] == f"{ANN.word}@example.org"
    assert read(files, "profile.json")["wishes"]["want"] == [f"Baker {ANN.word}"]
    assert {one["title"] for one in read(files, "jobs.json")} == {"Baker", f"Falconer {ANN.word}"}
    assert any(ANN.word in one["posting"]["description"] for one in read(files, "brought.json"))
    assert read(files, "former.json")[0]["posting"]["description"] == "Old."
    assert read(files, "applications.json")[0]["timeline"][-1]["text"] == f"@{ANN.word} called"
    assert read(files, "searches.json")[0]["query"]["text"] == ANN.word
    assert read(files, "tasks.json")[0]["payload"]["text"] == ANN.word
    assert read(files, "events.json")[-1]["payload"]["title"] == ANN.word
    assert read(files, "tokens.json")[0]["name"] == ANN.word


async def test_a_resume_is_there_as_read_as_text_and_as_it_was_given(two: Container) -> None:
    files = unpacked(await export_of(two, ANN))
    (folder,) = {name.rsplit("/", 1)[0] for name in files if name.endswith("/resume.json")}
    given = f"{ANN.word}\nBaker\n\nSkills\nBaking, {ANN.word}\n"
    assert files[f"{folder}/original/{ANN.word}_cv.txt"].decode() == given
    assert ANN.word in files[f"{folder}/text.txt"].decode()
    assert read(files, f"{folder}/resume.json")["reading"]["text"] == files[f"{folder}/text.txt"].decode()


async def test_nothing_in_it_lets_anybody_in(two: Container) -> None:
    whole = b"\n".join(unpacked(await export_of(two, ANN)).values()).decode()
    for secret in ("$argon2id", f"secret-{ANN.word}", f"secret-link-{ANN.word}", f"secret-ticket-{ANN.word}", "r-qwx"):
        assert secret not in whole


async def test_no_cell_of_a_table_is_a_formula(two: Container) -> None:
    files = unpacked(await export_of(two, ANN))
    notes = {row["note"] for row in rows(files, "jobs.csv")}
    assert f"'={ANN.word}" in notes
    said = {row["text"] for row in rows(files, "timeline.csv")}
    assert f"'@{ANN.word} called" in said
    assert rows(files, "applications.csv")[0]["title"] == "Baker"


async def test_who_left_nothing_takes_out_an_empty_export(container: Container) -> None:
    files = unpacked(await export_of(container, ANN))
    assert read(files, "account.json") is None
    assert read(files, "jobs.json") == []
    assert rows(files, "jobs.csv") == []
    assert not any(read(files, "manifest.json")["counts"].values())


async def test_memory_stays_flat_however_much_there_is(container: Container) -> None:
    large = b"".join(hashlib.sha256(number.to_bytes(4)).digest() for number in range(25_000))
    for number in range(16):
        resume = make_resume(id=ResumeId(f"r{number}"), person=ANN.id)
        async with container.storage().transaction() as books:
            await books.people.save_resume(resume)
            await books.people.save_original(ANN.id, resume.id, large)
            await books.events.add_many(ANN.id, "thing", [{"text": "x" * 1000}] * 400)
    tracemalloc.start()
    size = 0
    async for part in container.export_everything()(person=ANN.id):
        size += len(part)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 16 * len(large)
    assert peak < 10 * len(large)

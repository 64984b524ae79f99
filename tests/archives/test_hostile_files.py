"""A file that is no whole backup is refused by name, and nothing is changed."""

import hashlib
import json
import struct
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from archives_world import World, filled, worlds

from copilot_core.errors import CopilotError

Contents = dict[str, bytes]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with worlds(request, tmp_path, [request.param]) as (made,):
        await filled(made, 3)
        yield made


def manifest(contents: Contents) -> Any:
    return json.loads(contents["manifest.json"])


def with_manifest(contents: Contents, **changes: object) -> Contents:
    return contents | {"manifest.json": json.dumps(manifest(contents) | changes).encode()}


def with_rows(contents: Contents, table: str, change: Callable[[list[Any]], list[Any]]) -> Contents:
    """Change rows of a table, and let the manifest agree."""
    rows = change([json.loads(line) for line in contents[f"tables/{table}.jsonl"].splitlines()])
    body = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    told = manifest(contents)
    told["tables"][table] |= {"rows": len(rows), "sha256": hashlib.sha256(body).hexdigest()}
    return contents | {f"tables/{table}.jsonl": body, "manifest.json": json.dumps(told).encode()}


def at(place: int, value: object) -> Callable[[list[Any]], list[Any]]:
    return lambda rows: [[*rows[0][:place], value, *rows[0][place + 1 :]], *rows[1:]]


def with_table(contents: Contents, table: str, **entry: object) -> Contents:
    told = manifest(contents)
    told["tables"][table] = told["tables"].get(table, {"columns": [], "rows": 0, "sha256": EMPTY}) | entry
    return {f"tables/{table}.jsonl": b""} | contents | {"manifest.json": json.dumps(told).encode()}


RESUME: list[Any] = [["local", "r", "2026-01-01T00:00:00Z", '{"id": 7}']]
EMPTY = hashlib.sha256(b"").hexdigest()
BOMB = b"[" + b"0" * 50_000_000 + b"]\n"
TOO_DEEP = "[" * 100_000

HOSTILE: dict[str, tuple[Callable[[Contents], Contents], str]] = {
    "no manifest": (lambda was: {name: body for name, body in was.items() if name != "manifest.json"}, "manifest.json"),
    "a manifest that is no JSON": (lambda was: was | {"manifest.json": b"{"}, "whole backup"),
    "a manifest nested without end": (lambda was: was | {"manifest.json": TOO_DEEP.encode()}, "whole backup"),
    "a newer format": (lambda was: with_manifest(was, format=2), "format 2, this program knows up to 1"),
    "a newer revision": (lambda was: with_manifest(was, revision="9999"), "revision 9999"),
    "a revision that is a path": (lambda was: with_manifest(was, revision="../../x"), "revision ../../x"),
    "an unknown fact": (lambda was: with_manifest(was, also="this"), "also"),
    "a path as a table": (lambda was: with_table(was, "../../evil"), "evil"),
    "an unknown table": (lambda was: with_table(was, "sqlite_master"), "sqlite_master"),
    "a table left out": (lambda was: {name: body for name, body in was.items() if "seekers" not in name}, "seekers"),
    "a file too many": (lambda was: was | {"../../etc/passwd": b"x"}, "passwd"),
    "an unknown column": (lambda was: with_table(was, "seekers", columns=["person", "1; DROP TABLE jobs"]), "DROP"),
    "a column twice": (lambda was: with_table(was, "seekers", columns=["person", "document", "document"]), "seekers"),
    "fewer rows than said": (lambda was: with_table(was, "seekers", rows=7), "seekers holds 1 rows"),
    "other bytes than said": (lambda was: was | {"tables/seekers.jsonl": b'["other","{}"]\n'}, "seekers"),
    "a row without an end": (lambda was: was | {"tables/seekers.jsonl": b'["other","{}"]'}, "row 1 of seekers"),
    "a text for a number": (lambda was: with_rows(was, "numbers", at(1, "7")), "numbers"),
    "a number too large": (lambda was: with_rows(was, "numbers", at(1, 2**64)), "numbers"),
    "nothing where something must be": (lambda was: with_rows(was, "sightings", at(1, None)), "sightings"),
    "a row too short": (lambda was: with_rows(was, "sightings", lambda rows: [rows[0][:-1]]), "sightings"),
    "a local time": (lambda was: with_rows(was, "jobs", at(3, "2026-01-01T00:00:00")), "jobs"),
    "a document that is none": (lambda was: with_rows(was, "seekers", at(1, "<html>")), "seekers"),
    "a document of another kind": (lambda was: with_rows(was, "resumes", lambda _: RESUME), "resumes"),
    "a state that there is not": (lambda was: with_rows(was, "tasks", at(6, "sleeping")), "tasks"),
    "a queue that there is not": (lambda was: with_rows(was, "tasks", at(4, "sleep")), "tasks"),
    "a day that never comes": (lambda was: with_rows(was, "tasks", at(8, 1e300)), "tasks"),
    "a payload that is none": (lambda was: with_rows(was, "tasks", at(20, "[7]")), "tasks"),
    "a story that is none": (lambda was: with_rows(was, "tasks", at(23, '{"at": 7}')), "tasks"),
    "a row twice": (lambda was: with_rows(was, "sightings", lambda rows: rows * 2), "sightings"),
    "a row that hangs on nothing": (lambda was: with_rows(was, "sightings", lambda rows: rows[1:]), "cannot hold"),
    "a bomb": (lambda was: was | {"tables/seekers.jsonl": BOMB}, "would grow to"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
async def test_a_hostile_backup_is_refused_and_nothing_is_changed(world: World, tmp_path: Path, case: str) -> None:
    change, told = HOSTILE[case]
    await world.archive.back_up(tmp_path / "good.zip")
    write(tmp_path / "bad.zip", change(contents_of(tmp_path / "good.zip")))
    await refused(world, tmp_path / "bad.zip", told)


async def test_a_file_cut_off_anywhere_is_refused(world: World, tmp_path: Path) -> None:
    await world.archive.back_up(tmp_path / "good.zip")
    whole = (tmp_path / "good.zip").read_bytes()
    for part in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "bad.zip").write_bytes(whole[:part])
        await refused(world, tmp_path / "bad.zip", "is no whole backup")


async def test_a_byte_altered_is_found(world: World, tmp_path: Path) -> None:
    await world.archive.back_up(tmp_path / "good.zip")
    with ZipFile(tmp_path / "good.zip") as good:
        begins = good.getinfo("tables/sightings.jsonl").header_offset
    whole = bytearray((tmp_path / "good.zip").read_bytes())
    whole[begins + 100] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(whole)
    await refused(world, tmp_path / "bad.zip", "is no whole backup")


async def test_a_size_that_lies_stops_nobody(world: World, tmp_path: Path) -> None:
    await world.archive.back_up(tmp_path / "good.zip")
    contents = contents_of(tmp_path / "good.zip") | {"tables/seekers.jsonl": BOMB}
    write(tmp_path / "bad.zip", contents)
    raw = (tmp_path / "bad.zip").read_bytes().replace(struct.pack("<L", len(BOMB)), struct.pack("<L", 100))
    (tmp_path / "bad.zip").write_bytes(raw)
    await refused(world, tmp_path / "bad.zip", "is no whole backup")


async def test_other_files_are_refused_by_name(world: World, tmp_path: Path) -> None:
    await world.archive.back_up(tmp_path / "good.zip")
    (tmp_path / "text").write_text("hello")
    (tmp_path / "folder").mkdir()
    write(tmp_path / "squeezed.zip", contents_of(tmp_path / "good.zip"), ZIP_BZIP2)
    await refused(world, tmp_path / "text", "text is no whole backup")
    await refused(world, tmp_path / "folder", "folder cannot be read: Is a directory")
    await refused(world, tmp_path / "missing", "missing cannot be read: No such file")


async def test_nothing_is_overwritten_by_a_backup(world: World, tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_text("mine")
    with pytest.raises(CopilotError, match=r"mine\.zip exists already: name another file"):
        await world.archive.back_up(tmp_path / "mine.zip")
    assert (tmp_path / "mine.zip").read_text() == "mine"


async def test_a_folder_that_cannot_be_written_is_named(world: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CopilotError, match=r"one\.zip cannot be written: "):
        await world.archive.back_up(tmp_path / "file" / "one.zip")


async def refused(world: World, file: Path, told: str) -> None:
    before = await world.told()
    with pytest.raises(CopilotError) as refusal:
        await world.archive.restore(file, replace=True)
    assert told in str(refusal.value)
    assert "Error" not in str(refusal.value)
    assert await world.told() == before


def contents_of(file: Path) -> Contents:
    with ZipFile(file) as source:
        return {name: source.read(name) for name in source.namelist()}


def write(file: Path, contents: Contents, how: int = ZIP_DEFLATED) -> None:
    with ZipFile(file, "w", how) as target:
        for name, body in contents.items():
            target.writestr(name, body)

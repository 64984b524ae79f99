"""The board, moves together and back, tables in and out."""

import csv
from io import StringIO
from typing import Any

from api_world import World, problem_of

TABLE = (
    "Job;Firma;Status;Beworben am;Notizen;Link\r\n"
    "Nurse;Elbe Clinic;beworben;31.05.2024;called twice;https://elbe.example/1\r\n"
    "Cook;Pier 7;wishlist;;;\r\n"
    ";Nobody;applied;;;\r\n"
    "Baker;Bread;in space;;;\r\n"
)


async def tracked(world: World, count: int) -> list[str]:
    made = [
        await world.client.post("/api/v1/applications", json={"job": job["id"]}) for job in (await world.jobs())[:count]
    ]
    return [one.json()["application"]["id"] for one in made]


async def brought(world: World, table: str | bytes, **fields: Any) -> dict[str, Any]:
    content = table.encode() if isinstance(table, str) else table
    files = {"file": ("mine.csv", content, "text/csv")}
    answer = await world.client.post("/api/v1/applications/import", files=files, data=fields)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_applications_are_counted_by_stage(stocked: World) -> None:
    empty = (await stocked.client.get("/api/v1/applications/counts")).json()
    assert empty["total"] == 0
    assert set(empty["stages"].values()) == {0}
    await tracked(stocked, 3)
    counted = (await stocked.client.get("/api/v1/applications/counts")).json()
    assert (counted["total"], counted["stages"]["saved"]) == (3, 3)
    async with stocked.client_of("ada") as ada:
        assert (await ada.get("/api/v1/applications/counts")).json()["total"] == 0


async def test_several_are_moved_and_back_and_who_may_not_is_told(stocked: World) -> None:
    one, two, three = await tracked(stocked, 3)
    moves = [{"application": one, "stage": "applied"}, {"application": two, "stage": "applied"}]
    wrong = [{"application": three, "stage": "offer"}, {"application": "none", "stage": "applied"}]
    done = (await stocked.client.post("/api/v1/applications/moves", json={"moves": [*moves, *wrong]})).json()
    assert {one["application"]["id"] for one in done["moved"]} == {one, two}
    assert [one["why"]["code"] for one in done["refused"]] == ["move_before_applying", "application_unknown"]
    back = (await stocked.client.post("/api/v1/applications/moves", json={"moves": done["undo"]})).json()
    assert {one["application"]["stage"] for one in back["moved"]} == {"saved"}
    stale = (await stocked.client.post("/api/v1/applications/moves", json={"moves": done["undo"]})).json()
    assert {one["why"]["code"] for one in stale["refused"]} == {"application_changed"}
    assert (await stocked.client.get("/api/v1/applications/counts")).json()["stages"]["saved"] == 3
    for many in (0, 101):
        answer = await stocked.client.post("/api/v1/applications/moves", json={"moves": moves[:1] * many})
        problem_of(answer, 400)


async def test_a_timeline_goes_on_page_by_page(stocked: World) -> None:
    (one,) = await tracked(stocked, 1)
    for number in range(4):
        await stocked.client.post(f"/api/v1/applications/{one}/notes", json={"text": f"note {number}"})
    first = (await stocked.client.get(f"/api/v1/applications/{one}/timeline", params={"limit": 3})).json()
    assert [line["text"] for line in first["timeline"]] == ["note 3", "note 2", "note 1"]
    asked = {"limit": 3, "cursor": first["next"]}
    rest = (await stocked.client.get(f"/api/v1/applications/{one}/timeline", params=asked)).json()
    assert [line["what"] for line in rest["timeline"]] == ["noted", "moved"]
    assert rest["next"] is None
    problem_of(await stocked.client.get(f"/api/v1/applications/{one}/timeline", params={"cursor": "x"}), 422)


async def test_a_table_is_tried_first_and_then_taken(world: World) -> None:
    tried = await brought(world, TABLE)
    assert tried["mapping"] == {
        "title": "Job",
        "company": "Firma",
        "stage": "Status",
        "applied_at": "Beworben am",
        "note": "Notizen",
        "url": "Link",
    }
    assert [one["outcome"] for one in tried["rows"]] == ["tracked", "tracked", "refused", "refused"]
    assert (await world.client.get("/api/v1/applications")).json()["applications"] == []
    taken = await brought(world, TABLE, dry_run="false")
    assert [one["outcome"] for one in taken["rows"]] == ["tracked", "tracked", "refused", "refused"]
    assert taken["rows"][3]["why"]["params"]["value"] == "in space"
    shown = (await world.client.get(f"/api/v1/applications/{taken['rows'][0]['application']}")).json()
    line = shown["application"]["timeline"]
    assert (line[0]["stage"], line[0]["at"][:10], line[1]["text"]) == ("applied", "2024-05-31", "called twice")
    again = await brought(world, TABLE, dry_run="false")
    assert [one["outcome"] for one in again["rows"][:2]] == ["known", "known"]
    async with world.client_of("ada") as ada:
        assert (await ada.get("/api/v1/jobs")).json()["total"] == 0


async def test_jobs_come_as_a_table_line_by_line(world: World) -> None:
    table = "Title\tEmployer\tSalary\tLocation\nNurse\tElbe Clinic\t50000 EUR\tHamburg\n\tNobody\t\t\n"
    files = {"file": ("jobs.tsv", table.encode(), "text/plain")}
    tried = (await world.client.post("/api/v1/jobs/import", files=files)).json()
    assert [one["outcome"] for one in tried["rows"]] == ["kept", "refused"]
    assert await world.jobs() == []
    taken = (await world.client.post("/api/v1/jobs/import", files=files, data={"dry_run": "false"})).json()
    (job,) = await world.jobs()
    assert (taken["rows"][0]["job"], job["company"]) == (job["id"], "Elbe Clinic")
    assert job["salary"]["currency"] == "EUR"
    again = (await world.client.post("/api/v1/jobs/import", files=files, data={"dry_run": "false"})).json()
    assert [one["outcome"] for one in again["rows"]] == ["known", "refused"]
    async with world.client_of("ada") as ada:
        assert (await ada.get("/api/v1/jobs")).json()["total"] == 0


async def test_a_mapping_is_said_and_checked(world: World) -> None:
    table = "A,B,C\nNurse,Elbe,x\n"
    files = {"file": ("mine.csv", table.encode(), "text/csv")}
    missing = await world.client.post("/api/v1/applications/import", files=files)
    assert problem_of(missing, 422)["code"] == "column_missing"
    told = await brought(world, table, mapping='{"title": "A", "company": "B"}')
    assert told["rows"][0]["title"] == "Nurse"
    unknown = await world.client.post("/api/v1/applications/import", files=files, data={"mapping": '{"title": "Z"}'})
    assert problem_of(unknown, 422)["code"] == "column_unknown"
    broken = await world.client.post("/api/v1/applications/import", files=files, data={"mapping": "[1"})
    problem_of(broken, 400)


async def test_what_is_no_table_is_refused(world: World) -> None:
    csv.field_size_limit(10**9)
    for content in (b"", b"\xff\xfe\x00", b"a,b\n" + b"x,y\n" * 501, b'title,company\n"' + b"x" * 200_000 + b'",y\n'):
        files = {"file": ("mine.csv", content, "text/csv")}
        answer = await world.client.post("/api/v1/applications/import", files=files)
        assert problem_of(answer, 422)["code"] in {"table_unreadable", "column_missing"}, answer.text


async def test_what_is_written_out_is_no_formula_and_is_taken_back(world: World) -> None:
    evil = "=HYPERLINK(1)"
    by_hand = {"by": "hand", "title": evil, "company": "@Acme", "description": "Care for people at night."}
    job = (await world.client.post("/api/v1/jobs", json=by_hand)).json()["summary"]["id"]
    await world.client.post("/api/v1/applications", json={"job": job, "stage": "applied"})
    out = await world.client.get("/api/v1/applications/export")
    assert out.headers["content-type"] == "text/csv; charset=utf-8"
    assert out.headers["content-disposition"].startswith("attachment")
    (row,) = csv.DictReader(StringIO(out.content.decode("utf-8-sig")))
    assert (row["title"], row["company"]) == (f"'{evil}", "'@Acme")
    taken = await brought(world, out.content)
    assert (taken["rows"][0]["title"], taken["rows"][0]["company"]) == (evil, "@Acme")
    assert taken["rows"][0]["stage"] == "applied"

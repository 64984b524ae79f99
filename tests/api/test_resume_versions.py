"""Resumes as people correct them: versions, files, other formats."""

from typing import Any

from api_world import NURSE, World, problem_of

FIRST = {"If-Match": '"1"'}


async def corrected(world: World, resume: str, version: int = 1, **said: Any) -> dict[str, Any]:
    headers = {"If-Match": f'"{version}"'}
    answer = await world.client.put(f"/api/v1/resumes/{resume}/corrections", json=said, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_resume_is_named_and_removed_with_everything(world: World) -> None:
    resume = (await world.resume())["id"]
    named = await world.client.patch(f"/api/v1/resumes/{resume}", json={"title": " My  CV "}, headers=FIRST)
    assert (named.json()["title"], named.headers["etag"]) == ("My CV", '"2"')
    late = await world.client.patch(f"/api/v1/resumes/{resume}", json={"title": "x"}, headers=FIRST)
    assert problem_of(late, 412)["code"] == "resume_changed"
    problem_of(await world.client.patch(f"/api/v1/resumes/{resume}", json={"title": "x"}), 428)
    empty = await world.client.patch(f"/api/v1/resumes/{resume}", json={"title": " "}, headers={"If-Match": '"2"'})
    assert problem_of(empty, 422)["code"] == "resume_nameless"
    problem_of(await world.client.delete(f"/api/v1/resumes/{resume}", headers=FIRST), 412)
    gone = await world.client.delete(f"/api/v1/resumes/{resume}", headers={"If-Match": '"2"'})
    assert gone.status_code == 204, gone.text
    problem_of(await world.client.get(f"/api/v1/resumes/{resume}"), 404)
    problem_of(await world.client.get(f"/api/v1/resumes/{resume}/file"), 404)


async def test_a_correction_stays_when_the_file_is_read_anew(world: World) -> None:
    read = await world.resume()
    told = await corrected(world, read["id"], name="Nora W.", skills=["Triage", "Wound care"])
    assert told["reading"]["name"] == {"value": "Nora W.", "start": -1, "end": -1}
    assert told["as_read"] == read["reading"]
    again = await world.resume()
    assert again["reading"]["name"]["value"] == "Nora W."
    assert [one["value"] for one in again["reading"]["skills"]] == ["Triage", "Wound care"]
    assert again["reading"]["positions"] == read["reading"]["positions"]
    back = await corrected(world, read["id"], again["version"], as_read=["name"])
    assert back["reading"]["name"] == read["reading"]["name"]
    assert [one["value"] for one in back["reading"]["skills"]] == ["Triage", "Wound care"]


async def test_corrected_words_point_to_the_file_where_they_stand_in_it(world: World) -> None:
    read = await world.resume()
    text, word = read["reading"]["text"], "Registered Nurse"
    position = {"title": word, "company": "Elsewhere", "start": "2020-05", "end": "present", "highlights": ["Led"]}
    told = (await corrected(world, read["id"], positions=[position]))["reading"]["positions"][0]
    assert text[told["title"]["start"] : told["title"]["end"]] == word
    assert told["company"]["start"] == -1
    assert told["start"] == {"year": 2020, "month": 5, "present": False}
    assert told["end"]["present"]
    wrong = {"positions": [{"start": "soon"}]}
    answer = await world.client.put(
        f"/api/v1/resumes/{read['id']}/corrections", json=wrong, headers={"If-Match": '"2"'}
    )
    assert problem_of(answer, 422)["code"] == "resume_date_wrong"


async def test_versions_are_listed_compared_and_restored(world: World) -> None:
    read = await world.resume()
    address = f"/api/v1/resumes/{read['id']}"
    await corrected(world, read["id"], name="Nora W.")
    await corrected(world, read["id"], 2, headline="Head nurse")
    listed = (await world.client.get(f"{address}/versions")).json()["versions"]
    assert [one["number"] for one in listed] == [3, 2, 1]
    assert listed[0]["corrected"] == ["name", "headline"]
    differ = (await world.client.get(f"/api/v1/resumes/{read['id']}/differences", params={"after": 3})).json()
    assert {one["field"] for one in differ["differences"]} == {"name", "headline"}
    assert (await world.client.get(f"{address}/differences")).json() == differ
    named = next(one for one in differ["differences"] if one["field"] == "name")
    assert (named["before"], named["after"]) == (read["reading"]["name"]["value"], "Nora W.")
    back = await world.client.post(f"{address}/versions", json={"number": 1}, headers={"If-Match": '"3"'})
    assert back.json()["reading"] == read["reading"]
    assert back.json()["version"] == 4
    problem_of(await world.client.get(f"{address}/differences", params={"after": 9}), 404)
    problem_of(await world.client.post(f"{address}/versions", json={"number": 9}, headers={"If-Match": '"4"'}), 404)


async def test_the_file_comes_back_as_it_was_and_no_browser_shows_it(world: World) -> None:
    name = 'my "cv"\r\nX-Evil: 1 <ü>.md'
    sent = await world.client.post("/api/v1/resumes", files={"file": ("x.md", NURSE, "text/html")})
    resume = sent.json()["id"]
    got = await world.client.get(f"/api/v1/resumes/{resume}/file")
    assert got.content == NURSE
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"] == "attachment; filename*=UTF-8''x.md"
    assert "sandbox" in got.headers["content-security-policy"]
    renamed = await world.client.patch(f"/api/v1/resumes/{resume}", json={"title": name}, headers=FIRST)
    assert renamed.status_code == 200, renamed.text
    out = await world.client.get(f"/api/v1/resumes/{resume}/markdown")
    assert "x-evil" not in out.headers
    assert "%22cv%22" in out.headers["content-disposition"]


async def test_a_resume_is_written_out_and_reads_the_same(world: World) -> None:
    read = await world.resume()
    await corrected(world, read["id"], name="Nora [W]")
    out = await world.client.get(f"/api/v1/resumes/{read['id']}/json-resume")
    assert out.json()["basics"]["name"] == "Nora [W]"
    again = await world.client.post("/api/v1/resumes/check", files={"file": ("cv.json", out.content, "text/plain")})
    assert again.status_code == 200, again.text
    titles = [[one["title"]["value"] for one in kept["reading"]["positions"]] for kept in (read, again.json())]
    assert titles[0] == titles[1]
    assert len(again.json()["reading"]["skills"]) == len(read["reading"]["skills"])
    text = await world.client.get(f"/api/v1/resumes/{read['id']}/markdown")
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"
    assert text.text.startswith("# Nora \\[W\\]\n")


async def test_what_a_machine_reads_is_shown_with_what_it_loses(world: World) -> None:
    odd = b"# Nora W\n\nzzqx qqzv\n\n## Experience\n\n### Nurse, Elbe Clinic\n2019 - 2024\n\n- Cared for people\n"
    sent = await world.client.post("/api/v1/resumes", files={"file": ("cv.md", odd, "text/markdown")})
    seen = (await world.client.get(f"/api/v1/resumes/{sent.json()['id']}/text")).json()
    assert seen["text"] == sent.json()["reading"]["text"]
    assert "Experience" in seen["headings"]
    for line in seen["unread"]:
        assert seen["text"][line["start"] : line["end"]] == line["text"]
    assert "Elbe" not in " ".join(line["text"] for line in seen["unread"])

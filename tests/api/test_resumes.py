"""Resumes, the profile, and what fits them."""

from api_world import NURSE, World, problem_of


async def test_a_resume_is_given_listed_and_shown(world: World) -> None:
    added = await world.client.post("/api/v1/resumes", files={"file": ("cv.md", NURSE, "text/markdown")})
    assert added.status_code == 201, added.text
    assert added.headers["location"] == f"/api/v1/resumes/{added.json()['id']}"
    assert added.json()["reading"]["positions"]
    (line,) = (await world.client.get("/api/v1/resumes")).json()["resumes"]
    assert line["file_name"] == "cv.md"
    assert "reading" not in line
    assert (await world.client.get(f"/api/v1/resumes/{line['id']}")).json() == added.json()
    problem_of(await world.client.get("/api/v1/resumes/none"), 404)


async def test_a_file_is_read_and_not_kept(world: World) -> None:
    read = await world.client.post("/api/v1/resumes/check", files={"file": ("cv.md", NURSE, "text/markdown")})
    assert read.status_code == 200, read.text
    assert (await world.client.get("/api/v1/resumes")).json() == {"resumes": []}


async def test_what_is_no_resume_is_refused(world: World) -> None:
    for name, data in (("cv.exe", b"MZ"), ("cv.pdf", b"no pdf"), ("cv.docx", b"PK\x03\x04"), ("cv.md", b"")):
        answer = await world.client.post("/api/v1/resumes", files={"file": (name, data, "text/plain")})
        assert problem_of(answer, 422)["code"].startswith("document"), answer.text
    problem_of(await world.client.post("/api/v1/resumes", files={"other": ("cv.md", NURSE, "text/plain")}), 400)
    problem_of(await world.client.post("/api/v1/resumes", json={"file": "cv"}), 400)
    problem_of(await world.client.post("/api/v1/resumes", data={"file": "a text"}), 400)
    problem_of(await world.client.post("/api/v1/resumes"), 400)
    long = await world.client.post("/api/v1/resumes", files={"file": ("x" * 300 + ".md", NURSE, "text/plain")})
    assert problem_of(long, 422)["code"] == "file_nameless"


async def test_a_file_that_is_too_large_is_refused(world: World) -> None:
    large = ("cv.md", b"x" * 10_000_001, "text/markdown")
    problem_of(await world.client.post("/api/v1/resumes", files={"file": large}), 413)


async def test_wishes_are_said_in_words_and_what_is_not_said_stays(world: World) -> None:
    said = {"want": ["Nurse"], "pay": "60000 EUR", "language": ["de=B2"], "permit": ["US=citizen"], "relocate": True}
    changed = await world.client.patch("/api/v1/profile", json=said)
    assert changed.status_code == 200, changed.text
    await world.client.patch("/api/v1/profile", json={"remote": "only", "want": None})
    wishes = (await world.client.get("/api/v1/profile")).json()["wishes"]
    assert wishes["want"] == ["Nurse"]
    assert (wishes["pay_min"], wishes["pay_currency"]) == (60000, "EUR")
    assert (wishes["remote"], wishes["relocate"]) == ("only", True)
    forgotten = (await world.client.patch("/api/v1/profile", json={"remote": "", "want": []})).json()["wishes"]
    assert (forgotten["remote"], forgotten["want"]) == (None, [])


async def test_wishes_that_nobody_understands_are_refused(world: World) -> None:
    for given in ({"remote": "sometimes"}, {"pay": "much"}, {"permit": ["US"]}, {"seniority": "king"}):
        problem = problem_of(await world.client.patch("/api/v1/profile", json=given), 422)
        assert problem["params"]["option"] in given, problem
    wrongs: tuple[object, ...] = (
        {"colour": "red"},
        {"want": "Nurse\0"},
        {"want": [1]},
        {"want": ["x" * 201]},
        [],
        None,
        7,
    )
    for wrong in wrongs:
        problem_of(await world.client.patch("/api/v1/profile", json=wrong), 400)


async def test_the_best_jobs_come_with_reasons(stocked: World) -> None:
    assert problem_of(await stocked.client.get("/api/v1/matches"), 404)["code"] == "resume_none"
    resume = (await stocked.resume())["id"]
    best = (await stocked.client.get("/api/v1/matches", params={"top": 3, "resume": resume})).json()
    assert best == (await stocked.client.get("/api/v1/matches", params={"top": 3})).json()
    assert best["considered"] == len(await stocked.jobs())
    assert all({"score", "findings", "reasons", "blockers"} <= one.keys() for one in best["matches"])
    problem_of(await stocked.client.get("/api/v1/matches", params={"resume": "none"}), 404)
    for top in (0, 101, "x"):
        problem_of(await stocked.client.get("/api/v1/matches", params={"top": top}), 400)

"""Scripts in postings, resumes and names: whatever was stored, no answer is a page that would run it."""

import re
from typing import Any

from attacks_world import Place, all_operations, places, tried
from httpx import Response
from seeds.asking import Owner
from seeds.cast import Cast
from seeds.jobs import by_hand
from seeds.resumes import RESUME
from seeds.table import SEEDS

from copilot_core.entities.identities import SourceName
from copilot_core.testing import make_posting
from copilot_web.visitors import Power

SCRIPTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))", "![x](data:text/html,<script>alert(1)</script>)", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext></p><script>alert(1)</script>", "jaVasCript:/*--></title></style></textarea></script><svg onload=alert(1)//",
    "<style>@import 'https://evil.example/x.css';</style>", '"><script src=//evil.example></script>', "{{7*7}}${7*7}<%= 7*7 %>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "&lt;script&gt;alert(1)&lt;/script&gt;", '=HYPERLINK("https://evil.example")',
)  # fmt: skip
RUNS = re.compile(
    r"<script|<iframe|<svg|<img|<style|<\w[^>]*\son\w+\s*=|(?<!\\)\]\(\s*(javascript|data|vbscript):", re.IGNORECASE
)
SAFE = ("application/json", "application/problem+json", "application/zip", "text/csv", "text/markdown", "text/plain")


def shown_safely(answer: Response) -> bool:
    """Tell whether no browser takes an answer for a page."""
    kind = answer.headers.get("content-type", "application/json").partition(";")[0]
    told = answer.headers.get("content-disposition", "")
    policy = answer.headers["content-security-policy"]
    guarded = "script-src 'self';" in policy or policy.startswith("default-src 'none'; sandbox")
    guarded = guarded and answer.headers["x-content-type-options"] == "nosniff"
    return guarded and (kind in SAFE or kind.endswith("+json") or told.startswith("attachment"))


async def _store(owner: Owner, text: str) -> list[str]:
    """Store a script wherever somebody may write; return the ids of the jobs that hold it."""
    jobs = []
    for extra in ({"description": f"{text}\n\nCare for people. {owner.words()}"}, {"place": text}, {"pay": text}):
        answer = await owner.client.post("/api/v1/jobs", json=by_hand(owner, f"{text} {owner.words()}"[:200]) | extra)
        jobs += [answer.json()["summary"]["id"]] if answer.is_success else []
    content = (RESUME.format(word=owner.words()) + text).encode()
    await owner.client.post("/api/v1/resumes", files={"file": (f"{text}.md"[:200], content, "text/markdown")})
    return jobs


async def _everything(cast: Cast, owner: Owner) -> list[tuple[str, Response]]:
    """Read all that can be read."""
    found = []
    for operation in all_operations(cast):
        if operation.verb == "get" and operation.power is not Power.ADMIN:
            asked = await SEEDS[operation.id](owner)
            found.append((operation.id, await operation.ask(owner.client, asked)))
    return found


async def test_what_was_written_is_shown_as_words(cast: Cast) -> None:
    owner = cast.owner
    for text in SCRIPTS:
        for job in await _store(owner, text):
            shown = (await owner.client.get(f"/api/v1/jobs/{job}")).json()
            assert not [one for one in _descriptions(shown) if RUNS.search(one)], text
    for name, answer in await _everything(cast, owner):
        assert answer.is_success, (name, answer.text)
        assert shown_safely(answer), (name, answer.headers)
    tried("stored scripts", len(SCRIPTS) * 4)


async def test_every_name_may_be_a_script_and_no_answer_is_a_page(cast: Cast) -> None:
    document, asked_for = cast.people.world.schema, 0
    for operation in all_operations(cast):
        owner = cast.admin if operation.power is Power.ADMIN else cast.owner
        taken: list[Place] = list(places(operation, document))
        for place in taken:
            asked = await SEEDS[operation.id](owner)
            for text in SCRIPTS[:2]:
                answer = await operation.ask(asked.client or owner.client, place.holding(asked, text))
                assert answer.status_code < 500, (operation.id, place, answer.text)
                assert shown_safely(answer), (operation.id, place, answer.headers)
                asked_for += 1
        if (await owner.client.get("/api/v1/account")).status_code == 401:
            await cast.people.renew(owner)
    tried("stored scripts", asked_for)


async def test_a_board_sends_words_and_nothing_else(cast: Cast) -> None:
    world = cast.people.world
    for number, text in enumerate(SCRIPTS):
        html = f"<div><p>Care for people at night.</p>{text}<p onclick='alert(1)'>Ward {number}</p></div>"
        posting = make_posting(external_id=f"x{number}", title=f"Nurse {number} {text}", company=text, description=html)
        await world.container.store_postings()(SourceName("one"), [posting])
    listed = (await cast.owner.client.get("/api/v1/jobs", params={"limit": 200})).json()["jobs"]
    assert len(listed) >= len(SCRIPTS) - 2
    for one in listed:
        shown = (await cast.owner.client.get(f"/api/v1/jobs/{one['id']}")).json()
        assert not [text for text in _descriptions(shown) if RUNS.search(text)], one["title"]
    tried("scripts of boards", len(SCRIPTS))


def _descriptions(told: Any) -> list[str]:
    if isinstance(told, list):
        return [text for one in told for text in _descriptions(one)]
    if not isinstance(told, dict):
        return []
    own = [told["description"]] if isinstance(told.get("description"), str) else []
    return own + [text for one in told.values() for text in _descriptions(one)]

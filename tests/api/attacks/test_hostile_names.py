"""Names of files that lead elsewhere, and names that would write headers: on the way in, and on the way out."""

from pathlib import Path

from attacks_world import all_operations, tried
from httpx import Response
from seeds.cast import Cast
from seeds.resumes import RESUME
from seeds.table import SEEDS

from copilot_web.visitors import Power

WAYS = (
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "....//....//etc/passwd", "%2e%2e%2fetc%2fpasswd",
    "..%252f..%252fetc%252fpasswd", "file:///etc/passwd", "resume.md/../../secret-key", ".", "..", "C:\\boot.ini", "~root/.ssh/id_rsa",
    "con.md", "..;/secret-key", "local-token", "copilot.sqlite",
)  # fmt: skip
LINES = (
    "a\r\nset-cookie: evil=1.md", "a\nX-Evil: 1.md", 'a"; filename="evil.exe.md', "a%0d%0aX-Evil: 1.md", "a\u2028b.md",
    'a\\" evil.md', "\u202egnp.md", "é" * 100 + ".md", "a;b=c.md", "..\r\n\r\n<script>.md",
)  # fmt: skip
SECRETS = ("root:", "[fonts]", "PRIVATE KEY")


def harmless(answer: Response) -> bool:
    lines = [f"{name}: {value}" for name, value in answer.headers.items()]
    evil = [one for one in lines if one.lower().startswith(("x-evil", "set-cookie"))]
    return not evil and not any("\r" in one or "\n" in one for one in lines)


def files_in(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if "sqlite" not in one.name}


async def test_a_file_is_kept_nowhere_but_with_its_person(cast: Cast) -> None:
    home = cast.people.world.settings.home
    before = files_in(home)
    client, names = cast.owner.client, [f"{one}.md" for one in WAYS] + list(LINES)
    for name in names:
        for path in ("/api/v1/resumes", "/api/v1/resumes/check"):
            files = {"file": (name, RESUME.format(word=cast.owner.words()).encode(), "text/markdown")}
            answer = await client.post(path, files=files)
            assert answer.status_code < 500, (name, answer.text)
            assert harmless(answer), name
            if answer.status_code != 201:
                continue
            given = await client.get(f"/api/v1/resumes/{answer.json()['id']}/file")
            kept = given.headers["content-disposition"]
            assert (given.status_code, kept.partition(";")[0], harmless(given)) == (200, "attachment", True), name
            plain = kept.partition("filename*=")[0]
            assert not any(one in plain for one in ("/", "\\", "..")), kept
            assert plain.count('"') in {0, 2}, kept
    assert files_in(home) == before
    tried("file names", len(names) * 2)


async def test_no_path_leads_out_of_the_application(cast: Cast) -> None:
    asked = 0
    for operation in all_operations(cast):
        owner = cast.admin if operation.power is Power.ADMIN else cast.owner
        if "{" not in operation.path:
            continue
        for way in (*WAYS, *LINES):
            escaped = "".join(f"%{byte:02x}" for byte in way.encode())
            address = operation.path.partition("{")[0] + escaped + operation.path.partition("}")[2]
            answer = await owner.client.request(operation.verb, address)
            assert 400 <= answer.status_code < 500, (operation.id, way, answer.status_code)
            assert harmless(answer), (operation.id, way)
            assert not any(one in answer.text for one in SECRETS), (operation.id, way)
            asked += 1
    for prefix in ("/", "/api/v1/docs/", "/api/v1/", "/local/", "/problems/"):
        for way in WAYS:
            answer = await cast.nobody.get(prefix + "".join(f"%{byte:02x}" for byte in way.encode()))
            assert not any(one in answer.text for one in SECRETS), (prefix, way)
            asked += 1
    tried("paths", asked)


async def test_no_text_that_was_kept_writes_a_header(cast: Cast) -> None:
    owner, asked = cast.owner, 0
    for text in LINES:
        await owner.client.patch("/api/v1/account", json={"name": text})
        for headers in ({"idempotency-key": text}, {"x-request-id": text}, {"if-none-match": text}, {"origin": text}):
            raw = [(name.encode(), value.encode("utf-8")) for name, value in headers.items()]
            answer = await owner.client.get("/api/v1/account", headers=raw)
            assert answer.status_code < 500, (headers, answer.text)
            assert harmless(answer), headers
            asked += 1
        for name in ("exportApplications", "exportEverything"):
            operation = next(one for one in all_operations(cast) if one.id == name)
            answer = await operation.ask(owner.client, await SEEDS[name](owner))
            assert answer.status_code == 200
            assert harmless(answer)
            asked += 1
    tried("header lines", asked)

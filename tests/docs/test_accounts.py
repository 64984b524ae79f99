"""What the guide for those who look after accounts says is done as it stands there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "how-to" / "accounts.md").read_text("utf-8")
WEB = ROOT / "packages" / "copilot-web" / "src" / "copilot_web"
SERVED = 'until grep -q " web at http" web.log; do sleep 0.1; done\nport=$(grep -o "at http://[^ ]*" web.log | cut -d : -f 3)\n'


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder in which it was done, and what was printed."""
    folder = tmp_path_factory.mktemp("guide")
    script = "\n".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL))
    script = script.replace("copilot web 2> web.log &\n", f"copilot web --port 0 2> web.log &\n{SERVED}")
    script = script.replace("127.0.0.1:8000", "127.0.0.1:$port").replace("curl -sS", "curl -sS -w '\\n'")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-e", "-m", "-c", f"{script}\nkill %1\nwait\n"],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=kept | {"COPILOT_HOME": str(folder / "home"), "COPILOT_EMBEDDER": "none", "PATH": beside},
        timeout=200,
    )
    assert ran.returncode in {0, 143}, ran.stdout + ran.stderr
    return folder, ran.stdout


def test_people_are_invited_made_admins_and_removed(done: tuple[Path, str]) -> None:
    folder, printed = done
    assert "/reset-password#" in (folder / "invitation").read_text("utf-8")
    assert "ada@example.org is removed" in printed
    [answered] = [json.loads(line) for line in printed.splitlines() if line.startswith('{"accounts"')]
    assert {(one["email"], one["role"]) for one in answered["accounts"]} == {
        ("root@example.org", "admin"),
        ("second@example.org", "admin"),
    }


def test_doctor_finds_the_secret_and_the_log_tells_of_an_admin(done: tuple[Path, str]) -> None:
    _, printed = done
    assert re.search(r"ok +secret key +COPILOT_SECRET_KEY", printed), printed
    assert re.search(r"\badmin\b.*kind=audit", printed), printed


def test_the_guide_names_every_line_that_is_told() -> None:
    sources = "\n".join(file.read_text("utf-8") for file in sorted(WEB.rglob("*.py")))
    told = set(re.findall(r"\baudit(?:ing)?\(\s*\"(\w+)\"", sources)) | {"proof_refused", "forbidden"}
    named = re.findall(r"^\| (`.*?) \|", GUIDE.partition("## What is told")[2], re.MULTILINE)
    assert told == set(re.findall(r"`(\w+)`", " ".join(named)))

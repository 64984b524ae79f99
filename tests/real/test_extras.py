"""Each extra is enough for what it names: installed alone into an empty environment, and used."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CORE, ADAPTERS = ROOT / "packages" / "copilot-core", ROOT / "packages" / "copilot-adapters"

USES = {
    "": "import copilot_adapters, copilot_core.entities.posting, httpx",
    "boards": "from copilot_adapters.job_sources.remotive import Remotive; from copilot_adapters.web.polite_web import PoliteWeb; Remotive(PoliteWeb())",
    "documents": (
        "import asyncio; from copilot_adapters.document_readers.markdown import Markdown;"
        "from copilot_adapters.document_readers.pdf import Pdf; Pdf();"
        "assert asyncio.run(Markdown().read(b'# Nora', 'a.md')).lines"
    ),
    "sqlite": "from copilot_adapters.storage import SqlStorage; import asyncio; asyncio.run(SqlStorage('sqlite+aiosqlite:///x.sqlite').migrate())",
    "text": "from copilot_adapters.similarities.rapidfuzz import RapidFuzz; assert RapidFuzz().ratio('a', 'a') == 1",
    "exact": "from copilot_adapters.vector_indexes.exact import Exact",
    "accounts": (
        "import asyncio; from copilot_adapters.password_hashers.argon2 import Argon2;"
        "from copilot_adapters.known_passwords.zxcvbn import Zxcvbn; from copilot_adapters.token_signers.seal import Seal;"
        "assert asyncio.run(Argon2().hash('x')) and Zxcvbn().includes('password')"
    ),
    "cli": "from copilot_adapters.settings import load_settings; from copilot_adapters.cli.app import build_app; load_settings(); build_app()",
}


@pytest.mark.parametrize("extra", sorted(USES))
def test_an_extra_alone_is_enough(extra: str, tmp_path: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    if not uv.exists():
        pytest.skip("uv is not beside this interpreter")
    environment = tmp_path / "venv"
    named = f"copilot-adapters[{extra}] @ {ADAPTERS.as_uri()}" if extra else f"copilot-adapters @ {ADAPTERS.as_uri()}"
    run(uv, "venv", "--quiet", "--python", sys.executable, environment, cwd=tmp_path)
    python = environment / "bin" / "python"
    run(uv, "pip", "install", "--quiet", "--python", python, f"copilot-core @ {CORE.as_uri()}", named, cwd=tmp_path)
    run(python, "-c", USES[extra], cwd=tmp_path)


def run(*command: object, cwd: Path) -> None:
    ran = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True, cwd=cwd)
    assert ran.returncode == 0, ran.stderr

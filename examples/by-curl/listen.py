"""Prints what happens to a person, as an open page hears it: `listen.py ADDRESS LAST`, until words stand in an event."""

import json
import sys

from websockets.sync.client import connect

address, last = sys.argv[1:]
with connect(address, proxy=None) as page:
    page.send(json.dumps({"since": 0}))
    for text in page:
        message = json.loads(text)
        if message["type"] == "ping":
            page.send(json.dumps({"type": "pong"}))
        if message["type"] == "event":
            facts = json.dumps(message["payload"], ensure_ascii=False)
            print("    ⚡", message["number"], message["kind"], facts, flush=True)
            if last in facts:
                break

"""What events tell, in words."""

from collections.abc import Mapping

from copilot_core.entities.event import Event
from copilot_core.entities.payload import Payload
from copilot_core.sentences import Sentence

_KNOWN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "match": (("job", "event_match"), ("more", "event_match_more"), ("fitting", "event_match_first")),
    "search": (("search", "event_search"),),
    "session": (("state", "event_session"),),
    "task": (("done", "event_task_progress"), ("task", "event_task")),
}
"""By kind: the fact by which a sentence is chosen, the first that is told."""


def event_words(event: Event) -> Sentence:
    """Return what happened; what is not known is told plainly, with its facts."""
    facts = _plain(event.payload)
    code = facts.get("code")
    if event.kind == "source" and isinstance(code, str):
        return Sentence("event_source", {"state": facts.get("state", ""), "told": str(Sentence(code, facts))})
    for fact, chosen in _KNOWN.get(event.kind, ()):
        if fact in facts:
            return Sentence(chosen, facts)
    said = ", ".join(f"{name} {value}" for name, value in facts.items())
    return Sentence("event_other", {"kind": event.kind, "facts": said})


def _plain(payload: Payload) -> dict[str, str | int | float]:
    return {
        name: ", ".join(value) if isinstance(value, tuple) else value
        for name, value in payload.items()
        if value is not None
    }

"""What the core says to people: a code and parameters, put into words by a catalogue."""

from collections.abc import Mapping

from attrs import field, frozen

from copilot_core.sentences import (
    accounts,
    applications,
    archives,
    boards,
    closings,
    documents,
    guards,
    health,
    letters,
    live,
    matching,
    merging,
    personal_data,
    platform,
    requests,
    searches,
    tasks,
)

Language = str
"""ISO 639-1 code of a catalogue; `en` is complete, an unknown one falls back to it."""

CATALOGUE: dict[str, tuple[str, str]] = {
    **accounts.TEXTS,
    **applications.TEXTS,
    **archives.TEXTS,
    **boards.TEXTS,
    **closings.TEXTS,
    **documents.TEXTS,
    **guards.TEXTS,
    **health.TEXTS,
    **letters.TEXTS,
    **live.TEXTS,
    **matching.TEXTS,
    **merging.TEXTS,
    **personal_data.TEXTS,
    **platform.TEXTS,
    **requests.TEXTS,
    **searches.TEXTS,
    **tasks.TEXTS,
}
"""Code → (English, German); `{name}` marks a parameter."""


@frozen
class Sentence:
    """Something to tell a person, independent of language."""

    code: str
    params: Mapping[str, str | int | float] = field(factory=dict, hash=False)

    def __str__(self) -> str:
        """Return the English text."""
        return say(self)


def say(sentence: Sentence, language: Language = "en") -> str:
    """Put a sentence into words; a code without a text (a plug-in's own) is shown with its parameters."""
    texts = CATALOGUE.get(sentence.code)
    if texts is None:
        return ", ".join([sentence.code, *(f"{name} {value}" for name, value in sentence.params.items())])
    return texts[1 if language == "de" else 0].format_map(_Forgiving(sentence.params))


class _Forgiving(dict[str, str | int | float]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"

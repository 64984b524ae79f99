"""Skills found in sentences of adverts, against people's annotations: `copilot eval skills`.

Two questions: are the right ESCO labels named for a sentence (Decorte et al.'s validation sets of SkillSpan), and do the
words found overlap the words people marked (SkillSpan's development set)? Each beside two baselines: ESCO's preferred
labels looked up as they stand, and the labels nearest to the sentence by MiniLM.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from copilot_adapters.evaluations.kept_vectors import KeptVectors
from copilot_adapters.evaluations.recorded_sets import recorded, table
from copilot_adapters.evaluations.resampling import interval
from copilot_adapters.taxonomies.esco_onet import EscoOnet

ABSENT = frozenset({"LABEL NOT PRESENT", "UNDERSPECIFIED", ""})
NEAREST = 0.6
"""A label counts as named by a sentence from this cosine on (the best for it of 0.4, 0.45 … 0.7)."""

Span = tuple[int, int]


@frozen
class Sentence:
    """A sentence with the labels and the spans people gave it."""

    text: str
    labels: frozenset[str]
    spans: tuple[Span, ...]


@frozen
class Method:
    """A way to find skills: labels (lower case) with their words' places."""

    name: str
    find: Callable[[Sequence[str]], list[list[tuple[str, Span | None]]]]


def evaluate(data: Path | None = None, *, quick: bool = False) -> dict[str, object]:
    """Measure on the recorded sets, or on `data`: a folder of `*annotations.csv` and `dev.json.gz` of the same shapes."""
    benchmark = data or recorded("skills", "esco_skill_extraction_benchmark")
    spans = data or recorded("skills", "skillspan")
    sets = {
        file.stem.removesuffix("_annotations"): _annotated(file) for file in sorted(benchmark.glob("*annotations.csv"))
    }
    sets |= {f"skillspan {file.name.split('.')[0]}": _marked(file) for file in sorted(spans.glob("dev.json.gz"))}
    if quick:
        sets = {name: sentences[:60] for name, sentences in sets.items()}
    methods = _methods(
        sorted({label for sentences in sets.values() for each in sentences for label in each.labels}), quick=quick
    )
    return {name: {"n": len(sentences), **_measured(sentences, methods)} for name, sentences in sets.items()}


def render(result: dict[str, object]) -> str:
    """Return the figures as a table."""
    lines = [f"{'set':22} {'method':14} {'of':7} {'precision':>9} {'recall':>7} {'F1':>7}  95 % interval of F1"]
    for name, found in result.items():
        assert isinstance(found, dict)  # noqa: S101 - the shape is ours
        for method, kinds in found.items():
            for kind, figures in kinds.items() if isinstance(kinds, dict) else ():
                low, high = figures["f1_interval"]
                rest = f"{figures['precision']:9.3f} {figures['recall']:7.3f} {figures['f1']:7.3f}  {low:.3f} to {high:.3f}"
                lines.append(f"{name[:22]:22} {method:14} {kind:7} {rest}")
    return "\n".join(lines)


def _annotated(file: Path) -> list[Sentence]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in table(file):
        rows.setdefault(row["sentence"], []).append(row)
    return [
        Sentence(
            text,
            frozenset(row["label"].lower() for row in marked if row["label"] not in ABSENT),
            tuple(_places(text, [row["span"] for row in marked])),
        )
        for text, marked in rows.items()
    ]


def _places(text: str, quoted: Iterable[str]) -> Iterator[Span]:
    for words in dict.fromkeys(quoted):
        start = text.find(words)
        if words and start >= 0:
            yield start, start + len(words)


def _marked(file: Path) -> list[Sentence]:
    content = gzip.decompress(file.read_bytes()).decode()
    return [_sentence(json.loads(line)) for line in content.splitlines() if line.strip()]


def _sentence(row: dict[str, list[str]]) -> Sentence:
    starts, at = [], 0
    for token in row["tokens"]:
        starts.append(at)
        at += len(token) + 1
    ends = [start + len(token) for start, token in zip(starts, row["tokens"], strict=True)]
    spans: list[Span] = []
    for tags in (row["tags_skill"], row["tags_knowledge"]):
        for place, tag in enumerate(tags):
            if tag.startswith("B"):
                spans.append((starts[place], ends[place]))
            elif tag.startswith("I") and spans:
                spans[-1] = (spans[-1][0], ends[place])
    return Sentence(" ".join(row["tokens"]), frozenset(), tuple(spans))


def _methods(needed: Sequence[str], *, quick: bool) -> list[Method]:
    taxonomy = EscoOnet()
    labels = [skill.label for skill in taxonomy.skills() if not skill.id.startswith("copilot:")]
    if quick:
        labels = [*needed, *labels[:300]]
    return [
        Method("ours", lambda texts: [_ours(taxonomy, text) for text in texts]),
        Method(
            "exact labels", lambda texts: [[*_as_written({label.lower() for label in labels}, text)] for text in texts]
        ),
        Method("minilm", lambda texts: _nearest_labels(labels, texts)),
    ]


def _ours(taxonomy: EscoOnet, text: str) -> list[tuple[str, Span | None]]:
    found = taxonomy.skills_in(text)
    return [(each.skill.label.lower(), (each.evidence.start, each.evidence.end)) for each in found]


def _as_written(labels: set[str], text: str) -> Iterator[tuple[str, Span | None]]:
    """Look up every run of at most six words."""
    words, at = [], 0
    for word in text.split(" "):
        words.append((at, at + len(word)))
        at += len(word) + 1
    low = text.lower()
    for first, (start, _) in enumerate(words):
        for _, end in words[first : first + 6]:
            if low[start:end] in labels:
                yield low[start:end], (start, end)


def _nearest_labels(labels: Sequence[str], texts: Sequence[str]) -> list[list[tuple[str, Span | None]]]:
    kept = KeptVectors()
    likeness = kept.matrix(texts) @ kept.matrix(labels).T
    return [[(labels[place].lower(), None) for place in (row >= NEAREST).nonzero()[0]] for row in likeness]


def _measured(sentences: Sequence[Sentence], methods: Sequence[Method]) -> dict[str, object]:
    measured: dict[str, object] = {}
    for method in methods:
        found = method.find([each.text for each in sentences])
        kinds = {}
        if any(each.labels for each in sentences):
            kinds["labels"] = _figures(
                [_of_labels(each, {label for label, _ in hits}) for each, hits in zip(sentences, found, strict=True)]
            )
        if method.name != "minilm":
            kinds["spans"] = _figures(
                [
                    _of_spans(each, [span for _, span in hits if span])
                    for each, hits in zip(sentences, found, strict=True)
                ]
            )
        measured[method.name] = kinds
    return measured


@frozen
class Tally:
    """One sentence's counts: found and right, found, found of those wanted, wanted."""

    right: int
    found: int
    hit: int
    wanted: int


def _of_labels(sentence: Sentence, labels: set[str]) -> Tally:
    right = len(labels & sentence.labels)
    return Tally(right, len(labels), right, len(sentence.labels))


def _of_spans(sentence: Sentence, spans: Sequence[Span]) -> Tally:
    right = sum(any(_overlap(one, other) for other in sentence.spans) for one in spans)
    hit = sum(any(_overlap(one, other) for other in spans) for one in sentence.spans)
    return Tally(right, len(spans), hit, len(sentence.spans))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _figures(tallies: Sequence[Tally]) -> dict[str, object]:
    precision, recall, f1 = _rates(tallies)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "f1_interval": [round(end, 4) for end in interval(tallies, lambda chosen: _rates(chosen)[2])],
    }


def _rates(tallies: Sequence[Tally]) -> tuple[float, float, float]:
    precision = sum(each.right for each in tallies) / max(1, sum(each.found for each in tallies))
    recall = sum(each.hit for each in tallies) / max(1, sum(each.wanted for each in tallies))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

"""Occupations read out of job titles: `copilot eval titles`.

English vacancy titles with their ESCO occupation (JobBERT's evaluation set): is the right one first, among five, and is
its ISCO group right? German and Spanish titles (TalentCLEF, MELO), of which only is known which belong together: are
those that do ranked first, each title being compared by the occupations it is read as? Baselines: BM25 over ESCO's
labels (over the titles themselves), and MiniLM.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from attrs import frozen

from copilot_adapters.evaluations.kept_vectors import KeptVectors
from copilot_adapters.evaluations.recorded_sets import recorded, table
from copilot_adapters.evaluations.resampling import interval
from copilot_adapters.taxonomies.esco_onet import EscoOnet

SAMPLE = 2000
QUERIES = 100
OTHERS = 2500
"""So many titles that belong to no query asked are ranked too."""
DEPTH = 10

Ranking = Callable[[Sequence[str]], list[list[str]]]
"""Titles → for each the ids, best first."""


def evaluate(data: Path | None = None, *, quick: bool = False) -> dict[str, object]:
    """Measure on the recorded sets, or on `data`: a folder with `titles.csv[.gz]` (vacancyTitle, conceptUri)."""
    size = 200 if quick else SAMPLE
    taxonomy = EscoOnet()
    file = _titles_in(data) if data else recorded("matching", "jobbert", "titles.csv.gz")
    result: dict[str, object] = {"english": _english(taxonomy, file, size, quick=quick)}
    if data is None and not quick:
        folder = recorded("matching")
        for name in ("german", "spanish"):
            result[f"talentclef {name}"] = _together(taxonomy, _talentclef(folder / "talentclef2025_taskA_dev" / name))
        for name in ("de", "es"):
            result[f"melo {name}"] = _together(taxonomy, _melo(folder / f"melo_{name}"))
    return result


def render(result: dict[str, object]) -> str:
    """Return the figures as lines, our own beside the baselines."""
    lines = []
    for name, found in result.items():
        assert isinstance(found, dict)  # noqa: S101 - the shape is ours
        lines.append(f"{name} (n = {found['n']})")
        for method, figures in found.items():
            if isinstance(figures, dict):
                lines.append(f"  {method:8} " + "  ".join(_shown(*each) for each in figures.items()))
    return "\n".join(lines)


def _shown(name: str, value: object) -> str:
    if isinstance(value, list):
        return f"[{value[0]:.3f} to {value[1]:.3f}]"
    return f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}"


def _titles_in(folder: Path) -> Path:
    found = [folder / name for name in ("titles.csv.gz", "titles.csv") if (folder / name).is_file()]
    return found[0] if found else folder / "titles.csv"


def _english(taxonomy: EscoOnet, file: Path, size: int, *, quick: bool) -> dict[str, object]:
    rows = table(file)
    chosen = random.Random(1).sample(rows, min(size, len(rows)))  # noqa: S311 - a sample, not a secret
    titles = [row["vacancyTitle"] for row in chosen]
    wanted = ["esco:" + row["conceptUri"].rsplit("/", 1)[1] for row in chosen]
    labels = _labels()
    methods: dict[str, Ranking] = {
        "ours": lambda asked: [[each.occupation.id for each in taxonomy.occupations(title, DEPTH)] for title in asked],
        "bm25": Bm25.over({name: " ".join(said) for name, said in labels.items()}).ranking(DEPTH),
    }
    if not quick:
        methods["minilm"] = _by_meaning({name: said[0] for name, said in labels.items()})
    ours = {each.id: each.group for each in taxonomy.all_occupations()}
    return {"n": len(chosen)} | {
        name: _figures(ranking(titles), wanted, ours, _gold_groups(ours)) for name, ranking in methods.items()
    }


def _labels() -> dict[str, list[str]]:
    """Return ESCO's own labels by occupation, from the recorded data."""
    rows = table(recorded("skills", "esco_tabiya_v1.1.1", "occupations.csv.gz"))
    return {
        _id(row): [row["PREFERREDLABEL"], *row["ALTLABELS"].split("\n")]
        for row in rows
        if "/occupation/" in row["ORIGINURI"]
    }


def _gold_groups(ours: Mapping[str, str]) -> dict[str, str]:
    rows = table(recorded("skills", "esco_tabiya_v1.1.1", "occupations.csv.gz"))
    return dict(ours) | {_id(row): row["ISCOGROUPCODE"] for row in rows}


def _id(row: Mapping[str, str]) -> str:
    return "esco:" + row["ORIGINURI"].rsplit("/", 1)[1]


def _figures(
    orders: Sequence[Sequence[str]], wanted: Sequence[str], ours: Mapping[str, str], gold: Mapping[str, str]
) -> dict[str, object]:
    pairs = [*zip(orders, wanted, strict=True)]
    first = [float(order[:1] == [right]) for order, right in pairs]
    same = [float(bool(order) and ours.get(order[0]) == gold.get(right)) for order, right in pairs]
    return {
        "accuracy@1": _mean(first),
        "accuracy@1_interval": [round(end, 4) for end in interval(first, _mean)],
        "accuracy@5": _mean([float(right in order[:5]) for order, right in pairs]),
        "mrr@10": _mean([1 / (1 + order.index(right)) if right in order else 0.0 for order, right in pairs]),
        "isco_group@1": _mean(same),
    }


@frozen
class Bm25:
    """Okapi BM25 (k1 1.2, b 0.75) by an inverted index."""

    postings: Mapping[str, Sequence[tuple[str, int]]]
    lengths: Mapping[str, int]

    @classmethod
    def over(cls, texts: Mapping[str, str]) -> "Bm25":
        """Index texts by id."""
        postings: dict[str, list[tuple[str, int]]] = {}
        for name, text in texts.items():
            for word, times in Counter(text.lower().split()).items():
                postings.setdefault(word, []).append((name, times))
        return cls(postings, {name: len(text.split()) for name, text in texts.items()})

    def ranking(self, depth: int) -> Ranking:
        """Return the way to rank."""
        usual = sum(self.lengths.values()) / len(self.lengths)

        def one(query: str) -> list[str]:
            scores: dict[str, float] = defaultdict(float)
            for word in {*query.lower().split()} & self.postings.keys():
                found = self.postings[word]
                rarity = math.log(1 + (len(self.lengths) - len(found) + 0.5) / (len(found) + 0.5))
                for name, times in found:
                    scores[name] += rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * self.lengths[name] / usual))
            return [name for name, _ in sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:depth]]

        return lambda asked: [one(query) for query in asked]


def _by_meaning(texts: Mapping[str, str], depth: int = DEPTH) -> Ranking:
    names, kept = [*texts], KeptVectors()

    def ranked(asked: Sequence[str]) -> list[list[str]]:
        likeness = kept.matrix(asked) @ kept.matrix([*texts.values()]).T
        return [[names[place] for place in np.argsort(-row, kind="stable")[:depth]] for row in likeness]

    return ranked


@frozen
class Togetherness:
    """Titles asked, titles to rank, and which belong together."""

    queries: Mapping[str, str]
    corpus: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]


def _talentclef(folder: Path) -> Togetherness:
    queries = {row["q_id"]: row["jobtitle"] for row in table(folder / "queries", "\t")}
    corpus = {row["c_id"]: row["jobtitle"] for row in table(folder / "corpus_elements", "\t")}
    return _gathered(queries, corpus, (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines())


def _melo(folder: Path) -> Togetherness:
    queries, corpus = (_two_columns(folder / f"{name}.tsv.gz") for name in ("queries", "corpus_elements"))
    return _gathered(queries, corpus, ["\t".join(row) for row in _lines(folder / "annotations.tsv.gz")])


def _two_columns(file: Path) -> dict[str, str]:
    return {row[0]: row[1] for row in _lines(file)}


def _lines(file: Path) -> Iterable[list[str]]:
    rows = table(file, "\t")
    head = [*rows[0]] if rows else []
    yield head
    yield from ([*row.values()] for row in rows)


def _gathered(queries: Mapping[str, str], corpus: Mapping[str, str], lines: Iterable[str]) -> Togetherness:
    relevant: dict[str, set[str]] = {}
    for line in lines:
        query, _, element, *_ = line.split("\t")
        relevant.setdefault(query, set()).add(element)
    chance = random.Random(1)  # noqa: S311 - a sample, not a secret
    asked = sorted(query for query in relevant if query in queries)
    chosen = chance.sample(asked, min(QUERIES, len(asked)))
    right = {name for query in chosen for name in relevant[query]} & corpus.keys()
    others = sorted(corpus.keys() - right)
    kept = right | {*chance.sample(others, min(OTHERS, len(others)))}
    return Togetherness(
        {name: queries[name] for name in chosen},
        {name: corpus[name] for name in sorted(kept)},
        {name: frozenset(relevant[name]) for name in chosen},
    )


def _together(taxonomy: EscoOnet, given: Togetherness) -> dict[str, object]:
    asked = [*given.queries.values()]
    methods: dict[str, Ranking] = {
        "ours": _by_occupation(taxonomy, given.corpus),
        "bm25": Bm25.over({name: text for name, text in given.corpus.items() if text}).ranking(1000),
        "minilm": _by_meaning(given.corpus, 1000),
    }
    result: dict[str, object] = {"n": len(asked)}
    for name, ranking in methods.items():
        orders = ranking(asked)
        precise = [
            _average_precision(order, given.relevant[query]) for order, query in zip(orders, given.queries, strict=True)
        ]
        first = [
            float(bool(order) and order[0] in given.relevant[query])
            for order, query in zip(orders, given.queries, strict=True)
        ]
        result[name] = {
            "map": _mean(precise),
            "map_interval": [round(end, 4) for end in interval(precise, _mean)],
            "accuracy@1": _mean(first),
        }
    return result


def _by_occupation(taxonomy: EscoOnet, corpus: Mapping[str, str]) -> Ranking:
    """Rank titles by the occupations that both are read as (cosine of the likenesses)."""
    having: dict[str, list[tuple[str, float]]] = {}
    for name, title in corpus.items():
        for occupation, share in _reading(taxonomy, title).items():
            having.setdefault(occupation, []).append((name, share))

    def one(title: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for occupation, share in _reading(taxonomy, title).items():
            for name, other in having.get(occupation, ()):
                scores[name] += share * other
        return [name for name, _ in sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:1000]]

    return lambda asked: [one(title) for title in asked]


def _reading(taxonomy: EscoOnet, title: str) -> dict[str, float]:
    guesses = {each.occupation.id: each.confidence**2 for each in taxonomy.occupations(title, DEPTH)}
    length = math.sqrt(sum(share**2 for share in guesses.values())) or 1.0
    return {name: share / length for name, share in guesses.items()}


def _average_precision(order: Sequence[str], relevant: frozenset[str]) -> float:
    found, total = 0, 0.0
    for rank, name in enumerate(order, 1):
        if name in relevant:
            found += 1
            total += found / rank
    return total / len(relevant)


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0

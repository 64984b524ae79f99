"""What somebody may mean who is still typing."""

from collections.abc import Iterable

from copilot_core.rules.folding import fold


def foreseen(said: str, labels: Iterable[tuple[str, str]], limit: int) -> tuple[str, ...]:
    """Return the labels with a word that begins so; `labels` are pairs of a folded label and the label.

    What begins so as a whole comes first, then the shorter.
    """
    begun = fold(said)
    if not begun:
        return ()
    within = f" {begun}"
    found = [(not folded.startswith(begun), len(label), label) for folded, label in labels if within in f" {folded}"]
    return tuple(label for _, _, label in sorted(found)[:limit])

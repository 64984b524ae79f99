"""Regular expressions written as lists of words."""

import re


def words(block: str, before: str = r"(?<![\w-])", after: str = r"(?![\w-])") -> re.Pattern[str]:
    """Compile alternatives, separated by `|` or line ends, that stand as words of their own (for lower-case text)."""
    return re.compile(before + "(?:" + alternatives(block) + ")" + after)


def alternatives(block: str) -> str:
    """Join the lines of a block into one list of alternatives."""
    return "|".join(line.strip(" |") for line in block.strip().splitlines())

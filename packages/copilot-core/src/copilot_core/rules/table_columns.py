"""Which column of a table is taken for what."""

from collections.abc import Iterable, Mapping

from copilot_core.errors import Rejected
from copilot_core.rules.folding import fold
from copilot_core.rules.table_of_text import TextTable


def mapping_of(
    table: TextTable, known: Mapping[str, Iterable[str]], said: Mapping[str, str], needed: Iterable[str]
) -> dict[str, str]:
    """Return which column is taken for what: as said, else by its name, of which `known` has the usual ones.

    An empty column said takes none. Raise `Rejected`: `column_unknown`, `column_missing`.
    """
    for name, column in said.items():
        if name not in known or (column and column not in table.columns):
            raise Rejected("column_unknown", field=name, column=column, known=", ".join(table.columns))
    by_name = {_plain(column): column for column in reversed(table.columns) if column}
    guessed = {name: next((by_name[word] for word in words if word in by_name), "") for name, words in known.items()}
    mapping = {name: column for name, column in {**guessed, **said}.items() if column}
    for name in needed:
        if name not in mapping:
            raise Rejected("column_missing", field=name, known=", ".join(table.columns))
    return mapping


def _plain(column: str) -> str:
    return fold(column.replace("_", " "))

"""Texts about taking everything out and erasing it: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "erasure_unconfirmed": (
        "nothing was erased: confirm it by the word {word}",
        "es wurde nichts gelöscht: bitte mit dem Wort {word} bestätigen",
    ),
    "copies_stay": (
        "{folder} could not be emptied: {problem}; the rows are erased, empty the folder yourself or erase once more",
        "{folder} ließ sich nicht leeren: {problem}; die Daten sind gelöscht, bitte den Ordner leeren oder nochmals löschen",
    ),
}

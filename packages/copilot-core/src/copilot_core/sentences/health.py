"""Texts about the health of sources: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "source_unknown": (
        "there is no source {source}; there are {known}",
        "die Quelle {source} gibt es nicht; es gibt {known}",
    ),
    "coverage_held": (
        "your boards hold {jobs} open jobs for {text} near {place}",
        "deine Börsen haben {jobs} offene Stellen für {text} bei {place}",
    ),
    "coverage_more": (
        "{board} may add more: {problem}",
        "{board} hat vielleicht mehr: {problem}",
    ),
    "source_failing": (
        "{board} failed {times} times in a row since {since} ({outcome}): {problem}",
        "{board} ist seit {since} {times}-mal nacheinander gescheitert ({outcome}): {problem}",
    ),
    "source_found_fewer": (
        "{board} gives {now} postings since {since}, {usual} were usual",
        "{board} gibt seit {since} {now} Anzeigen, üblich waren {usual}",
    ),
    "source_salary_fell": (
        "{now} % of {found} postings of {board} state a salary since {since}, {usual} % were usual",
        "{now} % von {found} Anzeigen von {board} nennen seit {since} ein Gehalt, üblich waren {usual} %",
    ),
    "source_place_fell": (
        "{now} % of {found} postings of {board} name a place since {since}, {usual} % were usual",
        "{now} % von {found} Anzeigen von {board} nennen seit {since} einen Ort, üblich waren {usual} %",
    ),
    "source_date_fell": (
        "{now} % of {found} postings of {board} have a date since {since}, {usual} % were usual",
        "{now} % von {found} Anzeigen von {board} haben seit {since} ein Datum, üblich waren {usual} %",
    ),
    "source_description_fell": (
        "{now} % of {found} postings of {board} have a description since {since}, {usual} % were usual",
        "{now} % von {found} Anzeigen von {board} haben seit {since} eine Beschreibung, üblich waren {usual} %",
    ),
}
"""`failing` asks for a look at the reason; a fall asks whether the board or what reads it changed."""

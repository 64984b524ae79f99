"""Texts about why two sightings are one job, and about splitting: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "merged_address": (
        "both lead to the same address and name the same work",
        "beide führen zur selben Adresse und nennen dieselbe Arbeit",
    ),
    "merged_exact": (
        "another board shows the same title, employer and text",
        "eine andere Börse zeigt denselben Titel, Arbeitgeber und Text",
    ),
    "merged_repost": ("the board posted the same again", "die Börse hat dasselbe noch einmal ausgeschrieben"),
    "merged_text": (
        "title, employer and place agree, and so does {percent} % of the shorter text",
        "Titel, Arbeitgeber und Ort stimmen überein, ebenso {percent} % des kürzeren Textes",
    ),
    "merged_agency": (
        "another company's name, but the same title and {percent} % of the text: a copy, as agencies make them",
        "ein anderer Firmenname, aber derselbe Titel und {percent} % des Textes: eine Kopie, wie Vermittler sie machen",
    ),
    "merged_facts": (
        "title, employer and place agree; there is no text to compare",
        "Titel, Arbeitgeber und Ort stimmen überein; zum Vergleichen fehlt ein Text",
    ),
    "sighting_not_in_job": (
        "job {job} has no sighting {sighting}; `copilot job {job}` lists those it has",
        "Stelle {job} hat keine Fundstelle {sighting}; `copilot job {job}` nennt, welche sie hat",
    ),
    "split_unknown": (
        "sighting {sighting} was not split from job {job} by you: there is nothing to take back",
        "Fundstelle {sighting} wurde nicht von dir von Stelle {job} getrennt: es gibt nichts zurückzunehmen",
    ),
    "job_not_merged": (
        "job {job} was seen once only: there is nothing to split",
        "Stelle {job} wurde nur einmal gesehen: es gibt nichts zu trennen",
    ),
    "row_unreadable": (
        "{file}, line {line} is no labelled posting: {problem}",
        "{file}, Zeile {line} ist keine Anzeige mit Kennzeichnung: {problem}",
    ),
}

"""Texts about saved searches and the schedule: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "search_unknown": ("there is no saved search {search}", "die gespeicherte Suche {search} gibt es nicht"),
    "search_exists": (
        "there is a saved search {name} already ({search}): remove it, or give this one another name",
        "es gibt schon eine gespeicherte Suche {name} ({search}): sie entfernen, oder diese anders nennen",
    ),
    "search_nameless": (
        "a saved search needs a name of 1 to {most} letters, not {name}",
        "eine gespeicherte Suche braucht einen Namen von 1 bis {most} Zeichen, nicht {name}",
    ),
    "searches_too_many": (
        "there are {most} saved searches already, no more are kept: remove one first",
        "es gibt schon {most} gespeicherte Suchen, mehr werden nicht aufbewahrt: bitte erst eine entfernen",
    ),
    "timetable_unreadable": (
        "{said} is no timetable: write hourly, every 6h, daily 08:00, weekdays 7:30 Europe/Berlin or mon,thu 18:00",
        "{said} ist kein Zeitplan: hourly, every 6h, daily 08:00, weekdays 7:30 Europe/Berlin oder mon,thu 18:00",
    ),
    "timetable_unclear": (
        "a timetable has either hours or a time of day in whole minutes, the latter with weekdays from 0 (Monday) to 6",
        "ein Zeitplan hat entweder Stunden oder eine Uhrzeit in vollen Minuten, diese mit Wochentagen von 0 (Montag) bis 6",
    ),
    "timetable_pace": (
        "a timetable comes round every {least} minutes at most and every {most} days at least, in whole minutes",
        "ein Zeitplan wiederholt sich höchstens alle {least} Minuten und mindestens alle {most} Tage, in vollen Minuten",
    ),
    "zone_unknown": (
        "there is no time zone {zone} here: write it as Europe/Berlin or UTC; on a machine without any, pip install tzdata",
        "die Zeitzone {zone} gibt es hier nicht: etwa Europe/Berlin oder UTC; fehlen alle, hilft pip install tzdata",
    ),
}

"""Texts about applications, and jobs saved and dismissed: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "application_unknown": ("there is no application {application}", "die Bewerbung {application} gibt es nicht"),
    "application_changed": (
        "application {application} has changed meanwhile, it is at version {version}: look again, then repeat",
        "die Bewerbung {application} wurde inzwischen geändert, sie hat Version {version}: neu ansehen, dann wiederholen",
    ),
    "application_exists": (
        "you track this job already, as application {application} ({stage}): that one was taken",
        "du verfolgst diese Stelle schon, als Bewerbung {application} ({stage}): diese wurde genommen",
    ),
    "applied_already": (
        "you have applied to this job already: application {application} ({stage}), tracked as {title} at {company}",
        "du hast dich auf diese Stelle schon beworben: Bewerbung {application} ({stage}), geführt als {title} bei {company}",
    ),
    "applying_to_closed": (
        "the job is closed: {problem}",
        "die Stelle ist geschlossen: {problem}",
    ),
    "applying_to_gone": (
        "the job is not in the catalogue any more: look at its own page whether it is open",
        "die Stelle ist nicht mehr im Bestand: auf ihrer eigenen Seite nachsehen, ob sie offen ist",
    ),
    "move_nowhere": (
        "the application is at {stage} already; from there it can go to {allowed}",
        "die Bewerbung ist schon bei {stage}; von dort kann sie zu {allowed}",
    ),
    "move_before_applying": (
        "nothing was sent yet (the application is at {stage}), so there is no {to}; it can go to {allowed}",
        "es wurde noch nichts abgeschickt (die Bewerbung ist bei {stage}), also gibt es kein {to}; sie kann zu {allowed}",
    ),
    "move_unsends": (
        "the application was sent (it is at {stage}) and cannot be {to} again; it can go to {allowed}",
        "die Bewerbung wurde abgeschickt (sie ist bei {stage}) und kann nicht wieder {to} sein; sie kann zu {allowed}",
    ),
    "move_after_end": (
        "the application has ended ({stage}), {to} does not follow; it can be taken up again as {allowed}",
        "die Bewerbung ist beendet ({stage}), darauf folgt nicht {to}; sie kann wieder aufgenommen werden als {allowed}",
    ),
    "move_not_allowed": (
        "an application cannot go from {stage} to {to}; it can go to {allowed}",
        "eine Bewerbung kann nicht von {stage} zu {to}; sie kann zu {allowed}",
    ),
    "timeline_full": (
        "the timeline of application {application} is full ({most} lines): remove it and track the job anew",
        "die Zeitleiste der Bewerbung {application} ist voll ({most} Zeilen): entfernen und die Stelle neu verfolgen",
    ),
    "note_empty": ("a note needs some words", "eine Notiz braucht Worte"),
    "note_long": (
        "a note has at most {most} characters, this one has {length}",
        "eine Notiz hat höchstens {most} Zeichen, diese hat {length}",
    ),
    "reminder_when": (
        "{due} is no time to be reminded (now it is {now} UTC): name one that is to come, at most ten years ahead",
        "{due} ist kein Zeitpunkt für eine Erinnerung (jetzt ist {now} UTC): er muss in den nächsten zehn Jahren liegen",
    ),
    "mark_unknown": (
        "job {job} is neither saved nor dismissed",
        "die Stelle {job} ist weder gemerkt noch verworfen",
    ),
    "reason_unfitting": (
        "a reason ({reason}) is for jobs that are dismissed: leave it out, or dismiss the job",
        "ein Grund ({reason}) gehört zu Stellen, die verworfen werden: weglassen, oder die Stelle verwerfen",
    ),
    "moves_too_many": (
        "at most {most} applications are moved at once, these are {given}: send them in parts",
        "höchstens {most} Bewerbungen werden auf einmal bewegt, das sind {given}: in Teilen senden",
    ),
    "table_unreadable": (
        "the file is no table that can be taken: {problem}; export it as CSV, with the columns' names in the first line",
        "die Datei ist keine brauchbare Tabelle: {problem}; als CSV speichern, mit Spaltennamen in der ersten Zeile",
    ),
    "column_unknown": (
        "{field} cannot be taken from the column {column}; the columns are {known}",
        "{field} kann nicht aus der Spalte {column} kommen; die Spalten sind {known}",
    ),
    "column_missing": (
        "no column was recognised as {field}: say which it is; the columns are {known}",
        "keine Spalte wurde als {field} erkannt: angeben, welche es ist; die Spalten sind {known}",
    ),
    "cell_unreadable": (
        "{field} is {value}, which is not understood: write {remedy}",
        "{field} ist {value}, das ist nicht verständlich: möglich ist {remedy}",
    ),
    "marks_too_many": (
        "at most {most} jobs are marked at once, these are {given}: send them in parts",
        "höchstens {most} Stellen werden auf einmal markiert, das sind {given}: in Teilen senden",
    ),
}

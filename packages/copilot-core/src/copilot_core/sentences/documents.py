"""Texts about reading documents and resumes: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "document_not_a": (
        "{name} is not a {format} file, whatever its name says: export it again as PDF, DOCX or text",
        "{name} ist keine {format}-Datei, auch wenn der Name es sagt: bitte neu als PDF, DOCX oder Text speichern",
    ),
    "document_unknown_kind": (
        "{name} is of a kind that is not read here: give one of {known}",
        "{name} hat ein Format, das hier nicht gelesen wird: möglich sind {known}",
    ),
    "document_encrypted": (
        "{name} is protected by a password: save it without one and give it again",
        "{name} ist mit einem Passwort geschützt: bitte ohne Passwort speichern und erneut geben",
    ),
    "document_empty": ("{name} is empty", "{name} ist leer"),
    "document_no_text": (
        (
            "{name} has no text layer, only pictures of text: export it from the program it was written in, "
            "or run text recognition over it"
        ),
        (
            "{name} hat keine Textebene, nur Bilder von Text: bitte aus dem Schreibprogramm exportieren "
            "oder eine Texterkennung darüber laufen lassen"
        ),
    ),
    "document_too_large": (
        "{name} is too large: at most {limit}",
        "{name} ist zu groß: höchstens {limit}",
    ),
    "document_too_long": (
        "{name} has {pages} pages, at most {limit} are read: a resume is shorter",
        "{name} hat {pages} Seiten, höchstens {limit} werden gelesen: ein Lebenslauf ist kürzer",
    ),
    "document_too_slow": (
        "{name} took longer than {seconds} seconds to read: export it again, without its pictures",
        "{name} zu lesen dauerte länger als {seconds} Sekunden: bitte neu und ohne Bilder exportieren",
    ),
    "document_broken": (
        "{name} is damaged and cannot be read: export it again",
        "{name} ist beschädigt und nicht lesbar: bitte neu exportieren",
    ),
    "document_reader_missing": (
        "documents cannot be read, a library is missing ({problem}): install copilot-adapters[documents]",
        "Dokumente sind nicht lesbar, eine Bibliothek fehlt ({problem}): bitte copilot-adapters[documents] installieren",
    ),
    "document_encoding": (
        "some characters of the file could not be read and are shown as \ufffd",
        "einige Zeichen der Datei waren nicht lesbar und stehen als \ufffd da",
    ),
    "resumes_too_many": (
        "{most} resumes are the most: remove one that is not used any more",
        "höchstens {most} Lebensläufe: bitte einen entfernen, der nicht mehr gebraucht wird",
    ),
    "resume_unknown": ("there is no resume {resume}", "es gibt keinen Lebenslauf {resume}"),
    "resume_changed": (
        "resume {resume} has changed meanwhile, it is at version {version}: look again, then repeat",
        "der Lebenslauf {resume} wurde inzwischen geändert, er hat Version {version}: neu ansehen, dann wiederholen",
    ),
    "resume_version_unknown": (
        "resume {resume} has no version {version}; it has {known}",
        "der Lebenslauf {resume} hat keine Version {version}; er hat {known}",
    ),
    "resume_nameless": (
        "a resume's name has 1 to {most} characters",
        "der Name eines Lebenslaufs hat 1 bis {most} Zeichen",
    ),
    "resume_date_wrong": (
        "{date} is no date of a resume: write 2020, 2020-05 or present",
        "{date} ist kein Datum eines Lebenslaufs: schreibe 2020, 2020-05 oder present",
    ),
    "original_unknown": (
        "the file of resume {resume} was not kept: add it again",
        "die Datei des Lebenslaufs {resume} wurde nicht aufbewahrt: bitte erneut hinzufügen",
    ),
    "resume_none": (
        "there is no resume yet: add one with `copilot resume add FILE`",
        "es gibt noch keinen Lebenslauf: mit `copilot resume add DATEI` einen hinzufügen",
    ),
    "resume_no_name": ("no name was found", "kein Name gefunden"),
    "resume_no_email": ("no e-mail address was found", "keine E-Mail-Adresse gefunden"),
    "resume_no_positions": ("no positions were found", "keine beruflichen Stationen gefunden"),
    "resume_no_headings": (
        "no headings were recognised, so the parts of the text were guessed",
        "keine Überschriften erkannt, die Teile des Textes sind geraten",
    ),
    "resume_heading_unknown": (
        'the heading "{heading}" was not understood',
        "die Überschrift „{heading}“ wurde nicht verstanden",
    ),
    "resume_dates_reversed": (
        '"{dates}" ends before it begins',
        "„{dates}“ endet, bevor es beginnt",
    ),
    "resume_dates_overlap": (
        '"{first}" and "{second}" overlap in time',
        "„{first}“ und „{second}“ überschneiden sich zeitlich",
    ),
    "resume_no_dates": (
        'no dates were found for "{entry}"',
        "zu „{entry}“ wurde kein Zeitraum gefunden",
    ),
    "resume_no_title": (
        'no job title was found for "{entry}"',
        "zu „{entry}“ wurde keine Berufsbezeichnung gefunden",
    ),
    "resume_no_company": (
        'no employer was found for "{entry}"',
        "zu „{entry}“ wurde kein Arbeitgeber gefunden",
    ),
    "evaluation_data": (
        "the data to measure on cannot be used: {path} {problem}",
        "die Daten zum Messen sind nicht brauchbar: {path} {problem}",
    ),
    "wish_unreadable": (
        "--{option} {value} is not understood: give {remedy}",
        "--{option} {value} ist nicht verständlich: möglich ist {remedy}",
    ),
}

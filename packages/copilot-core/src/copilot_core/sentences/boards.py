"""Texts about outcomes of job boards and the gate: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "board_not_due": (
        "{board} asks to wait {minutes} more minutes between requests",
        "{board} bittet, noch {minutes} Minuten bis zur nächsten Anfrage zu warten",
    ),
    "board_limited": (
        "{board} limits requests (HTTP {status})",
        "{board} begrenzt die Anfragen (HTTP {status})",
    ),
    "board_blocked": ("{board} refuses us (HTTP {status})", "{board} weist uns ab (HTTP {status})"),
    "board_misconfigured": ("{board}: {problem}", "{board}: {problem}"),
    "board_changed": (
        "{board} answered in a shape we do not know: {problem}",
        "{board} antwortete in unbekannter Form: {problem}",
    ),
    "board_unreachable": (
        "{board} could not be reached: {problem}",
        "{board} war nicht erreichbar: {problem}",
    ),
    "board_taken_over": (
        "another collection has taken {board} over; what was stored stays, and that one goes on",
        "eine andere Sammlung hat {board} übernommen; Gespeichertes bleibt, und jene macht weiter",
    ),
    "bookmark_refused": (
        "{board} cannot go on at {place}: start again without it",
        "{board} kann bei {place} nicht weitermachen: bitte ohne diese Angabe von vorn beginnen",
    ),
    "bookmark_unusable": (
        "the bookmark of {board} is no line of 1 to {limit} characters: it is left out",
        "das Lesezeichen von {board} ist keine Zeile von 1 bis {limit} Zeichen: es bleibt weg",
    ),
    "web_not_found": ("{url} does not exist (HTTP {status})", "{url} gibt es nicht (HTTP {status})"),
    "url_not_allowed": (
        "{url} is not fetched: {problem}",
        "{url} wird nicht abgerufen: {problem}",
    ),
    "url_robots": (
        "{host} asks programs not to read {path} (robots.txt); copy the advert and add it by hand",
        "{host} bittet Programme, {path} nicht zu lesen (robots.txt); die Anzeige bitte von Hand eintragen",
    ),
    "posting_without": ("the posting has no {field}", "der Anzeige fehlt: {field}"),
    "posting_unreadable": (
        "the posting cannot be read: {problem}",
        "die Anzeige ist nicht lesbar: {problem}",
    ),
    "posting_too_large": (
        "{field} has {size} characters, at most {limit} are taken",
        "{field} hat {size} Zeichen, höchstens {limit} werden übernommen",
    ),
    "job_refused": ("this is no job we can keep: {problem}", "diese Stelle lässt sich nicht speichern: {problem}"),
    "board_account_unknown": ("{board} knows no {account}", "{board} kennt {account} nicht"),
    "board_account_failed": ("{account} failed: {problem}", "{account} ist gescheitert: {problem}"),
    "page_without_posting": (
        "{url} holds no job posting that programs can read (schema.org JobPosting); copy the advert and add it by hand",
        "{url} enthält keine maschinenlesbare Stellenanzeige (schema.org JobPosting); bitte von Hand eintragen",
    ),
    "line_unreadable": ("line {line} of {file}: {problem}", "Zeile {line} von {file}: {problem}"),
    "posting_reply": ("a reply, not a posting", "eine Antwort, keine Anzeige"),
    "posting_not_one": (
        "the text names no employer with a role or terms in its first line",
        "die erste Zeile nennt keinen Arbeitgeber mit Stelle oder Bedingungen",
    ),
}

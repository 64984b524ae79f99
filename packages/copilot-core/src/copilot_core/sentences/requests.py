"""Texts about requests from outside: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "not_signed_in": (
        "nobody is known by what this request carries: sign in, or open the link that `copilot web` prints",
        "diese Anfrage weist niemanden aus: bitte anmelden oder den Link öffnen, den `copilot web` ausgibt",
    ),
    "not_allowed": ("that needs the right to {power}", "dafür braucht es das Recht {power}"),
    "request_wrong": (
        "the request has not the shape that is asked for: see errors",
        "die Anfrage hat nicht die verlangte Form: siehe errors",
    ),
    "request_refused": ("{problem}", "{problem}"),
    "request_broke": (
        "that was our fault, and it is in the log; what was stored is kept",
        "das war unser Fehler, er steht im Protokoll; Gespeichertes bleibt erhalten",
    ),
    "file_nameless": (
        "a file has a name of 1 to {most} characters, whose suffix tells what it is",
        "eine Datei hat einen Namen von 1 bis {most} Zeichen, dessen Endung sagt, was sie ist",
    ),
    "version_missing": (
        "say in If-Match which version you mean to change: the ETag of the answer you read",
        "bitte in If-Match angeben, welche Fassung gemeint ist: das ETag der gelesenen Antwort",
    ),
    "has_changed": (
        "it has changed since you read it: read it again, and send the change with its new ETag",
        "seit dem Lesen hat es sich geändert: bitte neu lesen und die Änderung mit dem neuen ETag schicken",
    ),
    "request_too_large": (
        "the request is too large: {limit} bytes are the most",
        "die Anfrage ist zu groß: höchstens {limit} Bytes",
    ),
    "key_wrong": (
        "an Idempotency-Key has 1 to {most} printable characters without blanks",
        "ein Idempotency-Key hat 1 bis {most} druckbare Zeichen ohne Leerzeichen",
    ),
    "key_reused": (
        "the Idempotency-Key {key} was used for another request: take a new one",
        "der Idempotency-Key {key} gehört zu einer anderen Anfrage: bitte einen neuen nehmen",
    ),
    "key_in_use": (
        "the request with the Idempotency-Key {key} is still being answered: ask again",
        "die Anfrage mit dem Idempotency-Key {key} wird noch beantwortet: bitte noch einmal fragen",
    ),
    "host_unknown": (
        "{host} is no name of this installation: ask for {known}, or add it to COPILOT_WEB__HOSTS",
        "{host} ist kein Name dieser Installation: bitte {known} verwenden oder in COPILOT_WEB__HOSTS aufnehmen",
    ),
    "origin_unknown": (
        "a page of another site may not do this: use this installation's own page, or a token",
        "eine Seite von anderswo darf das nicht: bitte die eigene Seite dieser Installation oder ein Token verwenden",
    ),
    "link_spent": (
        "this link was used already, or is older than {minutes} minutes: `copilot link` prints a new one",
        "dieser Link wurde schon benutzt oder ist älter als {minutes} Minuten: `copilot link` gibt einen neuen aus",
    ),
    "local_token_over": (
        "people sign in here by their accounts now: sign in, the local token and the links of `copilot link` are over",
        "hier meldet man sich jetzt mit seinem Konto an: bitte anmelden, lokales Token und Links gelten nicht mehr",
    ),
    "links_over": (
        "this installation has accounts, so no link lets anybody in: open {address} and sign in",
        "diese Installation hat Konten, kein Link lässt jemanden ein: bitte {address} öffnen und anmelden",
    ),
    "token_not_enough": (
        "a personal token may not do this: sign in",
        "das darf kein persönliches Token: bitte anmelden",
    ),
    "address_not_local": (
        (
            "others can reach {host}, and no accounts tell people apart: make one by `copilot admin create EMAIL`, or"
            " listen on 127.0.0.1 and use `ssh -L` from afar"
        ),
        (
            "{host} erreichen auch andere, und es gibt keine Konten: bitte erst `copilot admin create EMAIL`, oder auf"
            " 127.0.0.1 hören und aus der Ferne `ssh -L` nehmen"
        ),
    ),
    "address_taken": (
        "cannot listen on {host}:{port} ({problem}): stop what does, or choose another one by --port",
        "{host}:{port} ist nicht zu haben ({problem}): bitte freigeben oder mit --port einen anderen Port wählen",
    ),
}

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
}

"""Texts about live connections: code → (English, German). Those that end one have room for 123 bytes."""

TEXTS: dict[str, tuple[str, str]] = {
    "ticket_wrong": (
        "this ticket is unknown, used or older than 30 seconds: ask for a new one",
        "dieses Ticket ist unbekannt, benutzt oder älter als 30 Sekunden: bitte ein neues anfordern",
    ),
    "live_message_wrong": ("a message that nobody understands here", "eine Nachricht, die hier niemand versteht"),
    "live_message_large": ("a message of more than {most} bytes", "eine Nachricht von mehr als {most} Bytes"),
    "live_too_many_messages": ("too many messages at once", "zu viele Nachrichten auf einmal"),
    "live_silent": ("nothing was heard for {seconds} seconds", "{seconds} Sekunden lang war nichts zu hören"),
    "live_slow": (
        "this connection takes too long: come back, and say since when",
        "diese Verbindung ist zu langsam: bitte neu verbinden und sagen, seit wann",
    ),
    "live_too_many": (
        "more than {most} open connections of one person: close some",
        "mehr als {most} offene Verbindungen einer Person: bitte einige schließen",
    ),
    "live_session_ended": ("the session has ended: sign in again", "die Sitzung ist beendet: bitte neu anmelden"),
    "live_broken": ("not available now: come back soon", "zurzeit nicht verfügbar: bitte bald wiederkommen"),
}

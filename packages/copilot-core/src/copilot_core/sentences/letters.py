"""Texts of letters about accounts, and about what keeps passwords and keys: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "hashing_busy": (
        "too many people sign in at once, and {seconds} s were not enough: try again",
        "zu viele melden sich gerade an, und {seconds} s reichten nicht: bitte noch einmal versuchen",
    ),
    "mail_unavailable": (
        "the letter was not taken by {server}: {problem}; try again, or have COPILOT_MAIL__… checked",
        "{server} hat den Brief nicht angenommen: {problem}; bitte noch einmal versuchen oder COPILOT_MAIL__… prüfen lassen",
    ),
    "letter_verify_subject": ("Confirm your e-mail address", "Bitte bestätige deine E-Mail-Adresse"),
    "letter_verify": (
        "Somebody, we hope you, wants to use Career Copilot with this address. Open this link to confirm it:",
        "Jemand, hoffentlich du, möchte Career Copilot mit dieser Adresse nutzen. Öffne diesen Link, um sie zu bestätigen:",
    ),
    "letter_reset_subject": ("Choose a new password", "Ein neues Passwort wählen"),
    "letter_reset": (
        "Somebody, we hope you, asked for a new password, or once more for an account. Open this link to choose one:",
        "Jemand, hoffentlich du, bat um ein neues Passwort oder noch einmal um ein Konto. Öffne diesen Link, um eines zu wählen:",
    ),
    "letter_until": (
        "The link holds once, until {until} UTC. If it was not you, do nothing: nothing will change.",
        "Der Link gilt einmal, bis {until} UTC. Warst du es nicht, dann tu nichts: Es ändert sich nichts.",
    ),
}

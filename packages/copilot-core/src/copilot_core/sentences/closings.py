"""Texts about postings that closed: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "closing_expired": ("applications were taken until {day}", "Bewerbungen waren bis {day} möglich"),
    "closing_page_expired": (
        "its page says that applications were taken until {day}",
        "laut ihrer Seite waren Bewerbungen bis {day} möglich",
    ),
    "closing_gone": (
        "{board} did not list it any more on {since} UTC, nor on {again} UTC",
        "{board} führte sie am {since} UTC nicht mehr, und am {again} UTC ebenso wenig",
    ),
    "closing_not_found": (
        "{url} was not there on {since} UTC, nor on {again} UTC",
        "{url} war am {since} UTC nicht da, und am {again} UTC ebenso wenig",
    ),
    "closing_said": ("its page says: “{words}”", "auf ihrer Seite steht: „{words}“"),
    "closing_doubted_missing": (
        "its page was not there on {at} UTC; it will be looked at again",
        "ihre Seite war am {at} UTC nicht da; es wird noch einmal nachgesehen",
    ),
    "closing_doubted_unlisted": (
        "its board did not list it on {at} UTC; one listing proves nothing",
        "ihr Portal führte sie am {at} UTC nicht; eine einzige Liste beweist nichts",
    ),
    "closing_doubted_astray": ("its address leads to {url} now", "ihre Adresse führt jetzt zu {url}"),
    "closing_unchecked": ("{url} could not be checked: {problem}", "{url} ließ sich nicht prüfen: {problem}"),
    "closing_slow": ("no answer within {seconds} s", "keine Antwort innerhalb von {seconds} s"),
}

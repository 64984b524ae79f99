"""Texts about what stands before the application: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "limiter_unavailable": (
        "the Redis that counts requests does not answer: {problem}; each process counts for itself until it does",
        "das Redis, das Anfragen zählt, antwortet nicht: {problem}; bis dahin zählt jeder Prozess für sich",
    ),
    "too_many_requests": (
        "too many requests ({quota}: {most} in {seconds} s): try again in {wait} s",
        "zu viele Anfragen ({quota}: {most} in {seconds} s): bitte in {wait} s noch einmal",
    ),
}

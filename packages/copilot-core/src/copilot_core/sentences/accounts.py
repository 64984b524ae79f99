"""Texts about accounts: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "registration_closed": (
        "nobody can register here by themselves: ask those who look after this installation",
        "hier kann sich niemand selbst anmelden: bitte bei den Betreibern dieser Installation nachfragen",
    ),
    "first_account_local": (
        "the first account is made on the machine itself: `copilot admin create EMAIL`, or the link of `copilot link`",
        "das erste Konto entsteht auf dem Rechner selbst: `copilot admin create EMAIL` oder der Link von `copilot link`",
    ),
    "email_wrong": (
        "{email} is no e-mail address: write it as name@example.org",
        "{email} ist keine E-Mail-Adresse: bitte wie name@example.org schreiben",
    ),
    "password_weak": (
        (
            "this password is guessed too easily, or too long: take {least} to {most} characters that are neither a common"
            " password nor your name or address"
        ),
        (
            "dieses Passwort ist zu leicht zu erraten oder zu lang: bitte {least} bis {most} Zeichen, die weder ein"
            " verbreitetes Passwort noch der eigene Name oder die Adresse sind"
        ),
    ),
    "password_wrong": (
        "that is not your present password, or it was changed just now: try again",
        "das ist nicht das jetzige Passwort, oder es wurde eben geändert: bitte noch einmal",
    ),
    "log_in_wrong": (
        (
            "the address or the password is wrong, or the address is not confirmed yet: see the letter sent to it, or ask"
            " for a new password"
        ),
        (
            "Adresse oder Passwort stimmen nicht, oder die Adresse ist noch nicht bestätigt: bitte in die E-Mail schauen"
            " oder ein neues Passwort anfordern"
        ),
    ),
    "log_in_later": (
        "too many attempts with a wrong password: try again in {wait} s, or ask for a new password",
        "zu viele Versuche mit falschem Passwort: bitte in {wait} s noch einmal oder ein neues Passwort anfordern",
    ),
    "session_ended": (
        "this session has ended: sign in again",
        "diese Sitzung ist beendet: bitte neu anmelden",
    ),
    "refresh_reused": (
        "somebody used the same right to go on with session {session} before: it has ended everywhere, sign in again",
        "die Sitzung {session} wurde mit demselben Recht schon fortgesetzt: sie ist überall beendet, bitte neu anmelden",
    ),
    "session_unknown": (
        "there is no session {session} of yours: it may have ended, see the list",
        "es gibt keine eigene Sitzung {session}: vielleicht ist sie beendet, siehe die Liste",
    ),
    "mailed_link_wrong": (
        "this link is unknown, used or too old: ask for a new letter",
        "dieser Link ist unbekannt, benutzt oder zu alt: bitte eine neue E-Mail anfordern",
    ),
    "account_unknown": ("there is no account {person}", "es gibt kein Konto {person}"),
    "account_name_long": (
        "a name has at most {most} characters, this one {length}: shorten it",
        "ein Name hat höchstens {most} Zeichen, dieser {length}: bitte kürzen",
    ),
    "last_admin": (
        "{email} is the last one who looks after this installation: make another by `copilot admin create EMAIL` first",
        "{email} betreut diese Installation als Letzte: bitte zuerst mit `copilot admin create EMAIL` Ersatz schaffen",
    ),
    "token_needless": (
        "nobody signs in here, so programs send what {file} holds; for tokens make an account: `copilot admin create EMAIL`",
        "hier meldet sich niemand an: Programme senden, was in {file} steht; für Token ein Konto: `copilot admin create EMAIL`",
    ),
    "token_nameless": (
        "a token has a name of 1 to {most} characters that says what it is for",
        "ein Token hat einen Namen von 1 bis {most} Zeichen, der sagt, wofür es ist",
    ),
    "token_useless": (
        "a token without a scope can do nothing: choose of {known}",
        "ein Token ohne Recht kann nichts: bitte aus {known} wählen",
    ),
    "token_days_wrong": (
        "a token lasts 1 to {most} days, or without end when none are said: not {days}",
        "ein Token gilt 1 bis {most} Tage, ohne Angabe unbegrenzt: nicht {days}",
    ),
    "token_unknown": (
        "there is no token {token} of yours: it may be revoked, see the list",
        "es gibt kein eigenes Token {token}: vielleicht ist es widerrufen, siehe die Liste",
    ),
    "tokens_too_many": (
        "{most} tokens are the most: revoke one that is not used any more",
        "höchstens {most} Token: bitte eines widerrufen, das nicht mehr gebraucht wird",
    ),
    "scope_not_yours": (
        "the scope {scope} is for those who look after the installation: choose another",
        "das Recht {scope} haben nur die Betreiber der Installation: bitte ein anderes wählen",
    ),
    "event_session": ("session {session}: {state}", "Sitzung {session}: {state}"),
}

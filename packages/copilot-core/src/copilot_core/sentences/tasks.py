"""Texts about work in the background: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "task_unknown": ("there is no task {task}", "die Aufgabe {task} gibt es nicht"),
    "task_kind_unknown": (
        "nothing here does {name}; known are: {known}",
        "{name} kann hier nichts; bekannt sind: {known}",
    ),
    "task_value_wrong": (
        "{name} cannot be told {key}={value}: {problem}",
        "{name} kann mit {key}={value} nichts anfangen: {problem}",
    ),
    "task_lost": (
        "the task {task} was given to another worker; what this one began was not stored",
        "die Aufgabe {task} hat ein anderer Arbeitsprozess übernommen; Begonnenes wurde nicht gespeichert",
    ),
    "task_not_ended": (
        "the task {task} is {state}: only one that is dead or cancelled can be tried again",
        "die Aufgabe {task} ist {state}: nur eine tote oder abgebrochene lässt sich wiederholen",
    ),
    "task_too_slow": (
        "it took longer than {seconds} s and was stopped",
        "es dauerte länger als {seconds} s und wurde beendet",
    ),
    "task_broke": ("{error}: {problem}", "{error}: {problem}"),
    "task_worker_lost": (
        "its worker vanished {losses} times; it may be what kills them: see its log before trying again",
        "ihr Arbeitsprozess verschwand {losses}-mal; vielleicht ihretwegen: vor einem neuen Versuch ins Protokoll sehen",
    ),
    "collect_progress": ("{board}: {outcome}, {found} found", "{board}: {outcome}, {found} gefunden"),
    "boards_silent": (
        "none of {boards} boards answered; {board} said: {reason}",
        "keines von {boards} Portalen hat geantwortet; {board} meldet: {reason}",
    ),
    "queue_unavailable": (
        "the queue does not answer: {problem}; tasks are kept and start as soon as it does",
        "die Warteschlange antwortet nicht: {problem}; Aufgaben bleiben erhalten und starten, sobald sie antwortet",
    ),
    "bus_unavailable": (
        "the event bus does not answer: {problem}; events are kept and told later",
        "der Ereignisbus antwortet nicht: {problem}; Ereignisse bleiben erhalten und kommen später an",
    ),
    "events_forgotten": (
        "events after {number} are kept no more: read everything anew (copilot events without --since)",
        "Ereignisse nach {number} sind nicht mehr vorhanden: bitte alles neu lesen (copilot events ohne --since)",
    ),
}

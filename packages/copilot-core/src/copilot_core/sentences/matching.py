"""Texts about requirements, blockers and scores: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "company_nameless": (
        "a company to block has a name of 1 to {most} characters",
        "eine Firma, die ausgeblendet wird, hat einen Namen mit 1 bis {most} Zeichen",
    ),
    "company_not_blocked": (
        "{company} is not blocked: look at the list of those that are",
        "{company} ist nicht ausgeblendet: siehe die Liste der ausgeblendeten Firmen",
    ),
    "blocked_too_many": (
        "at most {most} companies are blocked: let some be seen again first",
        "höchstens {most} Firmen werden ausgeblendet: zuerst andere wieder einblenden",
    ),
    "jobs_too_many": (
        "between 1 and {most} jobs are compared, these are {given}",
        "verglichen werden 1 bis {most} Stellen, das sind {given}",
    ),
    "match_blocked_place": (
        "the work is in {places}, and you do not want to move",
        "die Arbeit ist in {places}, und du willst nicht umziehen",
    ),
    "match_blocked_work_from": (
        "it may not be done from {home}: {allowed}",
        "sie darf nicht von {home} aus getan werden: {allowed}",
    ),
    "match_blocked_on_site": (
        "not fully remote ({places}), and you work only remotely",
        "nicht ganz aus der Ferne ({places}), und du arbeitest nur aus der Ferne",
    ),
    "match_blocked_citizenship": ("citizens of {country} only", "nur mit Staatsangehörigkeit: {country}"),
    "match_blocked_sponsorship": ("no visa sponsorship in {country}", "kein Visum durch den Arbeitgeber: {country}"),
    "match_blocked_clearance": ("a clearance you do not have: {asked}", "eine Freigabe, die dir fehlt: {asked}"),
    "match_blocked_licence": ("a licence you do not have: {asked}", "eine Zulassung, die dir fehlt: {asked}"),
    "match_blocked_language": ("a language you do not speak: {asked}", "eine Sprache, die du nicht sprichst: {asked}"),
    "match_blocked_advert_language": (
        "the advert is in a language you do not speak ({language})",
        "die Anzeige ist in einer Sprache, die du nicht sprichst ({language})",
    ),
    "match_blocked_level": (
        "the level is {job}, yours is {person}",
        "die Stufe ist {job}, deine ist {person}",
    ),
    "match_blocked_company": ("you do not want to work for {company}", "du willst nicht bei {company} arbeiten"),
    "match_same_trade": ("your trade: {title}", "dein Beruf: {title}"),
    "match_near_trade": ("near your trade: {title}", "nah an deinem Beruf: {title}"),
    "match_other_trade": ("another trade than yours", "ein anderer Beruf als deiner"),
    "match_skills": ("skills named that are yours: {count}", "genannte Fähigkeiten, die du hast: {count}"),
    "match_place_kept": ("the place suits", "der Ort passt"),
    "match_place_other": ("the place is not among those you named", "der Ort ist keiner der gewünschten"),
    "match_place_unknown": ("the place cannot be told", "der Ort lässt sich nicht sagen"),
    "match_pay_kept": ("pays what you want", "zahlt, was du willst"),
    "match_pay_below": ("pays less than you want", "zahlt weniger, als du willst"),
    "match_level_other": ("the level is {job}, yours is {person}", "die Stufe ist {job}, deine ist {person}"),
    "chroma_missing": (
        "Chroma cannot be opened in {path}, its library is not installed: {remedy}, or set COPILOT_CHROMA_URL to a server",
        "Chroma lässt sich in {path} nicht öffnen, die Bibliothek fehlt: {remedy}, oder COPILOT_CHROMA_URL auf einen Server setzen",
    ),
    "words_alone": (
        "words alone decided; meaning joins in again as soon as it can be asked",
        "nur die Wörter haben entschieden; nach der Bedeutung wird wieder gesucht, sobald sie zu erfragen ist",
    ),
    "recordings_missing": (
        "the recorded data is not at hand: set COPILOT_SHARED to a folder that holds data/boards (now: {folder})",
        "die aufgezeichneten Daten fehlen: COPILOT_SHARED auf einen Ordner mit data/boards setzen (jetzt: {folder})",
    ),
    "recording_changed": (
        "{count} judged postings are not in the recorded data as they were, the first is {first}",
        "{count} beurteilte Anzeigen stehen nicht mehr so in den Aufzeichnungen, die erste ist {first}",
    ),
    "ranking_data_missing": ("{folder} holds no {file}", "in {folder} fehlt {file}"),
    "ranking_data_wrong": ("{file}: {problem}", "{file}: {problem}"),
    "event_match": (
        "a new job fits you ({score} of 100): {title}, {company} — copilot job {job}",
        "eine neue Stelle passt zu dir ({score} von 100): {title}, {company} — copilot job {job}",
    ),
    "event_match_more": (
        "{more} more new jobs fit you: copilot match shows the best",
        "{more} weitere neue Stellen passen zu dir: copilot match zeigt die besten",
    ),
    "event_match_first": (
        "{new} jobs were looked at for you, {fitting} fit well; the best: {titles} — copilot match",
        "{new} Stellen wurden für dich angesehen, {fitting} passen gut; die besten: {titles} — copilot match",
    ),
    "event_search": (
        "{name}: {new} new jobs — copilot searches show {search}",
        "{name}: {new} neue Stellen — copilot searches show {search}",
    ),
    "event_task": ("{name} is {state} — copilot tasks show {task}", "{name} ist {state} — copilot tasks show {task}"),
    "event_task_progress": (
        "{name} is {state}: {done} of {total} — copilot tasks show {task}",
        "{name} ist {state}: {done} von {total} — copilot tasks show {task}",
    ),
    "event_source": ("{told} ({state})", "{told} ({state})"),
    "event_other": ("{kind}: {facts}", "{kind}: {facts}"),
}

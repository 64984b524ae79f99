"""Texts about settings, storage and plug-ins: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "setting_wrong": ("{setting}: {problem}; correct it and try again", "{setting}: {problem}; bitte berichtigen"),
    "setting_file_wrong": ("{file} is no valid TOML: {problem}", "{file} ist kein gültiges TOML: {problem}"),
    "setting_file_not_yours": (
        "{file} is another user's, or open to any: chown it and chmod o-w, or set COPILOT_CONFIG={file} to trust it",
        "{file} ist fremd oder für alle offen: chown und chmod o-w, oder mit COPILOT_CONFIG={file} ihr vertrauen",
    ),
    "plugin_unknown": (
        "there is no {plugin} in {group}; known are: {known}",
        "{plugin} gibt es in {group} nicht; bekannt sind: {known}",
    ),
    "plugin_without_extra": (
        "{plugin} needs the module {module}: pip install 'copilot-adapters[{extra}]'",
        "{plugin} braucht das Modul {module}: pip install 'copilot-adapters[{extra}]'",
    ),
    "plugin_broken": (
        "{plugin} of {package} cannot be used: {problem}",
        "{plugin} aus {package} ist nicht benutzbar: {problem}",
    ),
    "plugin_setting_unknown": (
        "{plugin} has no setting {setting}; known are: {known}",
        "{plugin} hat keine Einstellung {setting}; bekannt sind: {known}",
    ),
    "plugin_setting_missing": (
        "{plugin} needs a setting: set {variable} ({how})",
        "{plugin} braucht eine Einstellung: {variable} ({how})",
    ),
    "storage_unavailable": (
        "the {database} database does not answer: {problem}; see that it runs and nothing else locks it, then try again",
        "die {database}-Datenbank antwortet nicht: {problem}; läuft sie, und sperrt sie nichts anderes? Dann noch einmal",
    ),
    "storage_too_slow": (
        "the {database} database took too long: {problem}; try again, or raise the limits in COPILOT_POSTGRES__…",
        "die {database}-Datenbank brauchte zu lange: {problem}; noch einmal versuchen, oder COPILOT_POSTGRES__… erhöhen",
    ),
    "storage_crossed": (
        "two changes of the {database} database crossed: {problem}; nothing of this one was kept, try again",
        "zwei Änderungen der {database}-Datenbank kreuzten sich: {problem}; von dieser blieb nichts, bitte noch einmal",
    ),
    "storage_too_old": (
        "the PostgreSQL server is version {version}: version {needed} or newer is needed",
        "der PostgreSQL-Server hat die Version {version}: gebraucht wird {needed} oder neuer",
    ),
    "revision_unknown": (
        "the database cannot go back to revision {revision}; it can to: {known}",
        "die Datenbank kann nicht zum Stand {revision} zurück; möglich sind: {known}",
    ),
    "storage_full": (
        "the {database} database has no room left: {problem}; free some disk space, nothing stored was lost",
        "die {database}-Datenbank hat keinen Platz mehr: {problem}; bitte Platz schaffen, Gespeichertes ist erhalten",
    ),
    "storage_read_only": (
        "the {database} database cannot be written: {problem}; give it a disk, a role and a server that may write, nothing stored was lost",
        "die {database}-Datenbank lässt sich nicht beschreiben: {problem}; Platte, Rolle und Server müssen schreiben dürfen, Gespeichertes ist erhalten",
    ),
    "storage_newer": (
        "the database has revision {revision}, this program knows up to {known}: install the newer program",
        "die Datenbank hat den Stand {revision}, dieses Programm kennt bis {known}: bitte das neuere Programm installieren",
    ),
    "storage_unreadable": (
        "{database} holds no database that can be read: {problem}; restore a backup or name another file",
        "{database} enthält keine lesbare Datenbank: {problem}; Sicherung einspielen oder andere Datei nennen",
    ),
    "job_unknown": ("there is no job {job}", "die Stelle {job} gibt es nicht"),
    "resume_unknown": ("there is no resume {resume}", "den Lebenslauf {resume} gibt es nicht"),
    "cursor_wrong": (
        "{cursor} continues no list of this search: start again without a cursor",
        "{cursor} setzt keine Liste dieser Suche fort: bitte ohne Cursor neu beginnen",
    ),
    "label_without_line": (
        "a labelled line of posting {id} is not in the recording {file}; use the recordings it was labelled on",
        "eine markierte Zeile der Anzeige {id} fehlt in der Aufzeichnung {file}; bitte die markierte Aufzeichnung verwenden",
    ),
    "embedder_missing": (
        "the embedding model {model} is not installed: {remedy}",
        "das Einbettungsmodell {model} ist nicht installiert: {remedy}",
    ),
    "embedder_altered": (
        "{file} is not the file we know (its checksum differs) and is not run: {remedy}",
        "{file} ist nicht die bekannte Datei (andere Prüfsumme) und wird nicht ausgeführt: {remedy}",
    ),
    "vector_index_unreachable": (
        "the vector index {index} could not be reached: {problem}; start it or correct its address",
        "der Vektorindex {index} war nicht erreichbar: {problem}; bitte starten oder die Adresse berichtigen",
    ),
    "vector_index_owned": (
        "another process uses the embedded index in {path}: stop it, or run a Chroma server and give its url",
        "ein anderer Prozess nutzt den eingebetteten Index in {path}: beenden, oder einen Chroma-Server mit url angeben",
    ),
    "vector_index_unset": (
        "the vector index chroma needs the url of a server, or a path for one process alone",
        "der Vektorindex chroma braucht die url eines Servers oder einen path für einen einzigen Prozess",
    ),
}

"""Texts about backups: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "backup_exists": (
        "{file} exists already: name another file, or delete it first",
        "{file} gibt es schon: bitte eine andere Datei nennen oder sie vorher löschen",
    ),
    "backup_busy": (
        "another process is writing {file}: wait for it, or name another file",
        "ein anderer Prozess schreibt gerade {file}: bitte warten oder eine andere Datei nennen",
    ),
    "backup_unwritable": (
        "{file} cannot be written: {problem}; name a folder you may write to, with enough room",
        "{file} lässt sich nicht schreiben: {problem}; bitte einen beschreibbaren Ordner mit genug Platz nennen",
    ),
    "backup_unreadable": (
        "{file} cannot be read: {problem}; name a file written by `copilot db backup`",
        "{file} ist nicht lesbar: {problem}; bitte eine von `copilot db backup` geschriebene Datei nennen",
    ),
    "backup_damaged": (
        "{file} is no whole backup: {problem}; nothing was changed, use another one",
        "{file} ist keine vollständige Sicherung: {problem}; nichts wurde verändert, bitte eine andere verwenden",
    ),
    "backup_newer": (
        "{file} has format {format}, this program knows up to {known}: install the newer program",
        "{file} hat das Format {format}, dieses Programm kennt bis {known}: bitte das neuere Programm installieren",
    ),
    "storage_not_empty": (
        "the database holds {rows} rows in {table} and more: --replace deletes all of it, back it up first",
        "die Datenbank enthält {rows} Zeilen in {table} und mehr: --replace löscht alles, bitte vorher sichern",
    ),
    "storage_at_work": (
        "{tasks} tasks are being worked on: stop the workers first, or take their work away with --force",
        "an {tasks} Aufgaben wird gearbeitet: erst die Arbeitsprozesse beenden, oder mit --force die Arbeit entziehen",
    ),
    "backup_keeps_no_keys": (
        "settings and keys (environment, copilot.toml) are not in it: keep them apart",
        "Einstellungen und Schlüssel (Umgebung, copilot.toml) sind nicht enthalten: bitte getrennt aufbewahren",
    ),
}

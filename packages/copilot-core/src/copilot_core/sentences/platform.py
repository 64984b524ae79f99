"""Texts about settings, storage and plug-ins: code → (English, German)."""

TEXTS: dict[str, tuple[str, str]] = {
    "setting_wrong": ("{setting}: {problem}; correct it and try again", "{setting}: {problem}; bitte berichtigen"),
    "setting_file_wrong": ("{file} is no valid TOML: {problem}", "{file} ist kein gültiges TOML: {problem}"),
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
        "{plugin} needs a setting: set {variable}",
        "{plugin} braucht eine Einstellung: {variable}",
    ),
}

"""What a job title says: the work, and the level."""

import re
from functools import lru_cache

from copilot_core.rules.same_job.letters import name, singular
from copilot_core.rules.same_job.places import ENGLISH_NAMES

_PHRASES = re.compile(
    r"\b(?:full time|part time|home ?office|work from home|work at home|on ?site|in office|all genders?|ab sofort"
    r"|immediate(?:ly)? (?:start|joiner|hire|opening|need)s?|start(?:ing)? (?:immediately|asap|now|soon)"
    r"|we are hiring|were hiring|now hiring|hiring now|apply (?:now|today)|join (?:us|our team)|great benefits"
    r"|sign ?on bonus|visa sponsorship|relocation (?:package|assistance|offered|available|support)"
    r"|(?:up )?to \d+k?|new grad(?:uate)?s?|entry level|mid level|senior level|contract to hire|\d+ ?h(?:ours?|rs?|r)?"
    r"|(?:job|req|requisition|ref|reference|id|kennziffer|stellen) ?(?:id|no|nr|number|nummer|#)* ?#?[a-z]{0,4} ?\d{3,}"
    r"|\d+ (?:positions|openings|vacancies|days?|stunden)|multiple (?:positions|openings|vacancies)"
    r"|(?:us|usa|uk|eu|emea|dach|canada|germany) (?:only|based|remote|citizens?|residents?)|remote (?:us|usa|uk|eu|emea|dach)"
    r"|long term|short term|direct (?:hire|client)|end client|w2 only|no (?:agencies|c2c|h1b|visa)|no experience (?:needed|required)"
    r"|new york city|limited time|must see|dont miss|hot job|top job|perm(?:anent)? (?:role|position))\b"
)
_MONEY = re.compile(r"(?:up to |bis zu )?[$€£]\s?\d[\d.,]{0,12}\s?[kK]?|\d[\d.,]{0,12}\s?[kK]?\s?[$€£]")
_CURRENCIES = frozenset("$€£")
_KEPT = {"new grad": "graduate", "entry": "junior", "mid": "mid", "senior": "senior"}

_NOISE_WORDS = """
gmbh inc llc ltd ag corp bv plc se kg pty m w f d x h g n e gn mwd mfd wmd fmd all gender genders male female divers
diverse diversity innen frau mann the a an of for and in at to with on by from our we are is your you und oder or fur
im am bei der die das als mit zu zum zur von den dem eine einen de la le les et du des el en y i/n las los para em do
da del di remote remotely hybrid onsite virtual wfh fully anywhere worldwide telework telecommute homeoffice mobil
mobiles arbeiten fulltime parttime full part time vollzeit teilzeit permanent contract contractor freelance freelancer
temporary temp unbefristet befristet festanstellung w2 c2c fte 1099 contracttohire minijob urgent urgently asap
immediate immediately hiring hire now new hot opening openings opportunity opportunities job jobs position positions
role roles vacancy vacancies apply wanted needed need join team teams great exciting amazing awesome excellent
fantastic benefits bonus featured sponsored top reposted repost gesucht stellenangebot stelle sofort start starting
available career careers experienced talented passionate rockstar ninja superstar motivated pay salary competitive up
per hour year hourly annual shift ote eur usd gbp weekly only possible requirement requirements required require needs
flexible flex hours week month monthly no agency agencies recruiter recruiters visa h1b sponsor sponsorship gc usc
citizen citizens relocation relocate local locals candidate candidates preferred offsite day days sign signon rate
rates walk interview interviews quick easy multiple several various many growing fast leading fulltimer parttimer std
stunden woche monat jahr standort neu dringend stellen unbefristete befristete quereinsteiger deutschlandweit
bundesweit gehalt euro euros hibrido hibride teletravail teletrabajo remoto cdi cdd temps plein partiel poste offre
emploi recherche urgente jornada completa parcial oferta empleo puesto contrato indefinido based friendly ok option
optional eligible welcome considered negotiable incl inkl including included paid longterm shortterm duration months
years id ref reference req requisition nr number pursuing looking seeking searching interested must see details inside
click here more info
"""
NOISE = frozenset(_NOISE_WORDS.split())
_LEVEL_WORDS = """
senior junior lead manager head director chief president principal staff intern trainee apprentice graduate assistant
deputy mid supervisor associate vice
"""
LEVELS = {
    **{word: word for word in _LEVEL_WORDS.split()},
    **dict.fromkeys(("sr", "snr", "sen"), "senior"),
    **dict.fromkeys(("jr", "jnr", "jun", "entry", "entrylevel"), "junior"),
    **dict.fromkeys(("internship", "praktikum", "praktikant", "interns", "internships"), "intern"),
    **dict.fromkeys(("student", "students", "studentin", "werkstudent", "werkstudentin"), "student"),
    **dict.fromkeys(("azubi", "ausbildung", "apprenticeship", "auszubildender"), "apprentice"),
    **dict.fromkeys(("grad", "grads", "graduates", "absolvent"), "graduate"),
    **dict.fromkeys(("leader", "leiter", "leitung", "teamlead", "teamleiter", "leads"), "lead"),
    **dict.fromkeys(("mgr", "mngr", "managers", "manageress"), "manager"),
    **dict.fromkeys(("dir",), "director"),
    **dict.fromkeys(("asst",), "assistant"),
    **dict.fromkeys(("assoc",), "associate"),
    **dict.fromkeys(("midlevel", "intermediate"), "mid"),
    **dict(zip(("i", "ii", "iii", "iv", "v", "vi"), "123456", strict=True)),
}
ALIASES = {
    "eng": "engineer", "engr": "engineer", "engineering": "engineer", "dev": "developer", "devs": "developer",
    "entwickler": "developer",
    "sw": "software", "swe": "software engineer", "sde": "software engineer", "frontend": "front end",
    "backend": "back end", "fullstack": "full stack", "admin": "administrator", "rep": "representative",
    "coord": "coordinator", "ops": "operation", "qa": "quality assurance", "ml": "machine learning",
    "ai": "artificial intelligence", "hr": "human resource", "vp": "vice president", "svp": "senior vice president",
    "rn": "registered nurse", "cook": "cook", "tech": "technician", "technical": "technician", "spec": "specialist",
    "acct": "account", "exec": "executive", "svc": "service", "mktg": "marketing", "mgmt": "management",
    "intl": "international", "biz": "business", "sys": "system", "infra": "infrastructure", "pm": "project manager",
    "golang": "go", "reactjs": "react", "nodejs": "node", "javascript": "js", "typescript": "ts", "dba": "database administrator",
    "ux": "user experience", "ui": "user interface", "bi": "business intelligence", "it": "it", "lab": "laboratory",
}  # fmt: skip
_GRADE = re.compile(r"(?:l|ic|p|e|gs|m|t|g|level)0?(\d{1,2})$")


@lru_cache(maxsize=4096)
def read_title(title: str, own_names: tuple[str, ...] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of the work and those of the level, each ascending.

    `own_names` are the company's and the places' names, which a title may repeat. Marks of gender, of remote and part
    time work, pay, reference numbers and praise are left out. A title of nothing else keeps all its words.
    """
    plain = name(_MONEY.sub(" ", title) if not _CURRENCIES.isdisjoint(title) else title)
    worded = f" {_PHRASES.sub(_phrase, plain)} "
    for own in own_names:
        worded = worded.replace(f" {own} ", " ")
    words: set[str] = set()
    levels: set[str] = set()
    for token in worded.split():
        _take(token, words, levels)
    if not words and not levels:
        words.update(plain.split())
    return tuple(sorted(words)), tuple(sorted(levels))


def _phrase(found: re.Match[str]) -> str:
    said = found.group()
    return next((f" {level} " for start, level in _KEPT.items() if said.startswith(start)), " ")


def _take(token: str, words: set[str], levels: set[str]) -> None:
    if token in NOISE:
        return
    if token in LEVELS:
        levels.add(LEVELS[token])
    elif token.isalpha():
        for word in (ALIASES.get(token) or ENGLISH_NAMES.get(token, token)).split():
            if word in LEVELS:
                levels.add(LEVELS[word])
            else:
                one = singular(word)
                words.add(ALIASES.get(one, one).replace(" ", ""))
    else:
        _take_figure(token, words, levels)


def _take_figure(token: str, words: set[str], levels: set[str]) -> None:
    grade = _GRADE.match(token)
    if grade or (token.isdigit() and len(token) == 1):
        levels.add(grade.group(1) if grade else token)
    elif token.isdigit():
        if len(token) == 4 and token.startswith("20"):
            words.add(token)
    elif token[:-1].isdigit() and token[-1] in "kh":
        return
    elif sum(map(str.isdigit, token)) < 4:
        words.add(token)

"""Cheap signs that a line may speak of something, so that the costly rules read only those lines.

A line is split at spaces once; the first letters of each word, and whole words for short ones, tell its signs.
"""

from functools import cache, lru_cache, reduce
from operator import or_

from copilot_core.rules.countries import country_names
from copilot_core.rules.fit.languages import NAMES
from copilot_core.rules.regions import region_names
from copilot_core.rules.subdivisions import subdivisions
from copilot_core.rules.time_zones import ALWAYS_ZONES

LICENCE, DEGREE, SPOKEN, CLEARANCE, PERMIT, YEARS, NICE, MUST = (1 << bit for bit in range(8))
UNWANTED, EXPERIENCE, PLACE, HOURS, CLOSING, REACH, OPEN, ABILITY, MODE = (1 << bit for bit in range(8, 17))
ASKED = LICENCE | DEGREE | SPOKEN | CLEARANCE | PERMIT | YEARS
"""Signs of what is read outside of sections of requirements too."""

_STARTS: dict[int, str] = {
    LICENCE: "licen licensed certif regist führers fahrerl facharz examini osha twic credent stapl servsafe"
    " admitt admiss lehramt notar elektrofach pflegef steuerb volljur berufskraft fork wirtschaftsp schweißer kältesch"
    " sachkunde gesundheitsz paramed phlebot anerkannt zulassung",
    DEGREE: "degre bachel maste docto dokto diplom ausbild abschl abitu hochs fachho berufsa associate' associate’"
    " titul appren vocati schula universitäts univers gradua baccal staatse gesel meister education",
    SPOKEN: "langu sprac biling fluen spoke mutter nativ deutsc englis idiom",
    CLEARANCE: "ts/s polyg sicherheitsü",
    PERMIT: "citiz spons autho eligi reloc umzug staats immig",
    YEARS: "years jahre yrs month monat mehrj langj",
    NICE: "prefe nice bonus desir ideal advan helpf optio vorte wünsc benef asset welco gerne plusp recom encou highl"
    " valor desea souha great",
    MUST: "must requi manda essen zwing erfor voraus neces impre oblig",
    UNWANTED: "equal accom benef salar apply appli pleas offer e-ver priva compe trans menti beta find volun peace resum"
    " emplo 401 recru regar insur paid range",
    EXPERIENCE: "exper erfah backg track worke histo berufse",
    HOURS: "timez zone zeitz overl cross",
    ABILITY: "knowl abili able skill exper profi famil under comfo stron excel willi must requi track passi degre capab backg"
    " kennt erfah fähig berei siche verst freud belas arbei teamf zuver conoc maîtr compe detai motiv drive organ",
    REACH: "remot resid locat based anywh world telew homeoff",
    OPEN: "candi appli open hire hirin live livin exclu autho employ accep work",
    MODE: "remot hybri híbri onsit on-si on‑si in-pe telew homeo home- mobil hybrides",
    CLOSING: "deadl closi close bewer bewirb apply appli until",
}
_WHOLE: dict[int, str] = {
    LICENCE: "rn lpn lvn cna cdl cpa cpr bls acls pmp cissp emt np bar cfa acca cma pe hgv lgv series a&p ase eit qts ccna"
    " ccnp itil shrm phr security+ sec+ c.p.a r.n p.e epa lcsw lmsw lmft lpc lmhc pa-c rrt arrt aprn fnp crnp licsw lisw"
    " sia cda atp §34a 34a § six approbation journeyman journeyperson journey-level journeylevel journey",
    DEGREE: "ba bs ms ma ged jd mph msw msn mpa dnp mba bsn phd ph.d ph b.s b.a b.sc m.sc m.s bsc msc bac grado nvq gcse"
    " school licenciatura undergraduate studium studiums studiengang studienabschluss promotion promoviert juris b.eng",
    SPOKEN: "multilingual " + " ".join(NAMES),
    CLEARANCE: "ts sc dv public ü2 ü3 secret clearance clearances cleared",
    PERMIT: "visa visas h1b h-1b right persons visum arbeitserlaubnis u.s",
    YEARS: "ans yr year jahr años",
    NICE: "plus kein not",
    PLACE: "anywhere worldwide globally global us u.s uk u.k eu emea apac latam",
    MODE: "office site ort büro person home",
    HOURS: "utc gmt " + " ".join(sorted(ALWAYS_ZONES)),
}
PREFIX = 5
"""Letters of a word that are looked up, and down to two fewer."""

_ENDINGS: dict[str, int] = {
    "studium": DEGREE, "ausbildung": DEGREE, "abschluss": DEGREE, "examen": DEGREE | LICENCE, "schein": LICENCE,
    "kenntnisse": SPOKEN, "kenntnissen": SPOKEN, "sprachige": SPOKEN, "sprachigen": SPOKEN, "erfahrung": EXPERIENCE,
    "jährige": YEARS, "jähriger": YEARS, "pflegekraft": LICENCE, "pfleger": LICENCE, "pflegerin": LICENCE,
}  # fmt: skip
"""Last parts of German compounds."""

_AROUND = ",.;:()[]!?*\"“”'’/+&_"


@cache
def _beginnings() -> dict[str, int]:
    """Return signs by the first `PREFIX` letters of the words listed (and by all of shorter ones)."""
    table: dict[str, int] = {}
    for sign, listed in _STARTS.items():
        for word in listed.split():
            table[word[:PREFIX]] = table.get(word[:PREFIX], 0) | sign
    for name in NAMES:
        if len(name) > PREFIX:
            table[name[:PREFIX]] = table.get(name[:PREFIX], 0) | SPOKEN
    return table


@cache
def _whole() -> dict[str, int]:
    table: dict[str, int] = {}
    named = (*country_names(), *region_names(), *(name for states in subdivisions().values() for name in states))
    places = {max(name.split(), key=len) for name in named}
    for sign, listed in [*_WHOLE.items(), (PLACE, " ".join(sorted(name for name in places if len(name) > 2)))]:
        for word in listed.split():
            table[word] = table.get(word, 0) | sign
    return table


@lru_cache(maxsize=32_768)
def _of_word(word: str) -> int:
    bare, beginnings = word.strip(_AROUND), _beginnings()
    found = _whole().get(bare, 0)
    for length in (PREFIX, PREFIX - 1, PREFIX - 2):
        found |= beginnings.get(bare[:length], 0)
    if len(bare) > 9:
        found |= sum({sign for ending, sign in _ENDINGS.items() if bare.endswith(ending)})
    for piece in bare.replace("-", "/").split("/") if "/" in bare or "-" in bare else ():
        found |= _whole().get(piece, 0)
    return found


def signs_of(lower: str) -> int:
    """Return the signs of a line in small letters, united."""
    return reduce(or_, map(_of_word, lower.split()), 0)

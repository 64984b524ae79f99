"""Licences and certificates that a posting asks for."""

import re
from collections.abc import Iterator

_TABLE = r"""
NP      nurse practitioner|\bAPRN\b|\bCRNP\b|\bFNP(?:-C|-BC)?\b|advanced practice (?:registered )?nurse
RN      \bR\.?N\.?(?!\w)|registered nurs(?:e|ing)|nursing licen[cs]e|licen[cs]ed? (?:as a )?(?:registered )?nurse|gesundheits- und krankenpfleger(?:in)?|examinierte \w*pfleg\w+|pflegefach(?:mann|frau|kraft)|exam\w+ pflegekraft
LPN     \bLPN\b|\bLVN\b|licensed (?:practical|vocational) nurse
CNA     \bCNA\b|certified nurs(?:ing|e) (?:assistant|aide)|\bSTNA\b
MD      medical licen[cs]e|licen[cs]ed physician|licen[cs]e to practice medicine|board[- ](?:certified|eligible)|approbation|facharzt\w*|\bM\.?D\.? (?:or|/) D\.?O\.?\b|gmc regist\w+
PA-C    \bPA-C\b|licensed physician assistant|physician assistant licen[cs]e
pharmacist  pharmacist licen[cs]e|licen[cs]ed pharmacist|pharmacy licen[cs]e|licen[cs]ed? (?:as a )?pharmacist|approbation als apotheker
dentist     dental licen[cs]e|licen[cs]ed dentist|dental hygien\w+ licen[cs]e|zahnärztliche approbation
PT      licen[cs]ed physical therapist|physical therap\w+ licen[cs]e|state licensure as a physical therapist|physiotherapeut\w*
OT      licen[cs]ed occupational therapist|\bOTR(?:/L)?\b|occupational therap\w+ licen[cs]e|ergotherapeut\w*
SLP     \bCCC-SLP\b|speech[- ]language patholog\w+ licen[cs]e|licen[cs]ed speech
RRT     \bRRT\b|registered respiratory therapist
LCSW    \bLCSW\b|\bLICSW\b|\bLISW\b|licen[cs]ed (?:independent )?clinical social worker
LMSW    \bLMSW\b|licen[cs]ed master social worker
LMFT    \bLMFT\b|licen[cs]ed marriage and family therapist
LPC     \bLMHC\b|\bLCMHC\b|\bLPC\b|\bLPCC\b|licen[cs]ed (?:professional|mental health) counselor
psychologist    licen[cs]ed (?:clinical )?psychologist|psychology licen[cs]e|psychologist licen[cs]e
EMT     \bEMT(?:-[BIP])?\b|emergency medical technician
paramedic   licen[cs]ed paramedic|paramedic (?:licen[cs]e|certif\w+)|notfallsanitäter\w*
phlebotomist    phlebotom\w+ (?:certif\w+|licen[cs]e)|certified phlebotomist
radiographer    \bARRT\b|radiologic technologist licen[cs]e
BLS     \bBLS\b|basic life support|\bCPR\b
ACLS    \bACLS\b|advanced cardiac life support
CPA     \bC\.?P\.?A\.?(?!\w)|certified public accountant|wirtschaftsprüfer\w*|\bACCA\b|\bACA\b|chartered accountant
CMA     \bCMA\b(?= )|certified management accountant
CFA     \bCFA\b|chartered financial analyst
Steuerberater   steuerberater(?:in|examen|prüfung)?|enrolled agent
bar     bar admission|admi(?:tted|ssion) to (?:the |practice |a )?(?:\w+ ){0,3}(?:bar|law)|member(?:ship)?(?: in good standing)? (?:of|in) (?:the|a|any) (?:\w+ ){0,3}bar|active bar|bar (?:licen[cs]e|member|card)|licen[cs]ed (?:attorney|lawyer|to practice law)|zweites? (?:juristisches )?staatsexamen|volljurist\w*|rechtsanwaltszulassung
PE      \bP\.?E\.?(?= (?:licen|registr|certif))|professional engineer(?:'?s|ing)?(?: licen[cs]\w+| registration| \(pe\))|licen[cs]ed professional engineer|registered professional engineer|\bPE licen[cs]e
EIT     \bE\.?I\.?T\.?\b(?= )|engineer[- ]in[- ]training|fundamentals of engineering|\bFE exam
architect   registered architect|architect(?:ural)? licen[cs]e|licen[cs]ed architect|architektenkammer
surveyor    licen[cs]ed (?:land )?surveyor|land surveyor licen[cs]e
teacher     teach(?:ing|er)(?:'?s)? (?:licen[cs]e|certifica\w+|credential)s?|licen[cs]ed teacher|certified teacher|lehramt\w*|\bQTS\b|qualified teacher status|state (?:teaching )?certification
childcare   child development associate|\bCDA\b(?= credential)|erzieher(?:in)?\b.{0,20}anerkannt|staatlich anerkannte\w* erzieher\w*
electrician (?:master|journey(?:man|person|-?level)|licen[cs]ed) electrician|electric(?:al|ian)(?:'?s)? licen[cs]e|elektrofachkraft|ausbildung (?:als|zum|zur) elektr\w+
plumber     (?:master|journeyman|licen[cs]ed) plumber|plumb(?:ing|er)(?:'?s)? licen[cs]e
HVAC    epa (?:section )?608|hvac (?:licen[cs]e|certif\w+)|universal epa|refrigera\w+ licen[cs]e|kälteschein
welder      certified welder|welding certif\w+|aws d1\.\d|schweißer(?:schein|pass|prüfung)\w*
mechanic    \bASE\b(?= )|a&p (?:licen[cs]e|certif\w+|mechanic)|airframe and powerplant
CDL-A   \bCDL[\s-]*(?:class[\s-]*)?\"?A\b|class[\s-]*\"?A\"?[\s-]*(?:CDL|commercial|driver|licen)|führerschein(?:klasse|\s+der\s+klasse|\s+klasse|\s+kl\.?)? ?(?:CE|C\+E|C/CE)|klasse (?:CE|C/CE)|\bHGV (?:class )?1\b|\bLGV C\+E\b
CDL-B   \bCDL[\s-]*(?:class[\s-]*)?\"?B\b|class[\s-]*\"?B\"?[\s-]*(?:CDL|commercial)|führerschein(?:klasse|\s+klasse)? (?:C1?)\b
CDL     \bCDL\b|commercial driver(?:'?s|s'?)?(?:'s)? licen[cs]e|\bHGV\b|\bLGV\b|berufskraftfahrer\w*|schlüsselzahl 95
driving driv(?:er|ing)(?:'?s?|s')?(?:'s)? licen[cs]e|führerschein\w*|fahrerlaubnis|\bclass d licen[cs]e|permis b\b|carnet de conducir|full (?:uk )?driving licence
forklift    fork[\s-]?lift (?:licen[cs]e|certif\w+|operator certif\w+)|certified fork[\s-]?lift|staplerschein|gabelstaplerschein|\bflurförderschein
pilot   \bATP (?:certificate|licen[cs]e)|commercial pilot|part 107|pilot(?:'?s)? licen[cs]e
security-guard  security (?:guard|officer) (?:licen[cs]e|card|registration)|guard card|\bSIA licen[cs]e|§\s?34a|sachkunde\w* .{0,10}34a
food    servsafe|food (?:handler|safety|protection|manager)(?:'?s)? (?:card|certifica\w+|permit|licen[cs]e)|gesundheitszeugnis|infektionsschutzgesetz
alcohol \btips certif\w+|alcohol (?:server|awareness) (?:permit|certif\w+)
cosmetology cosmetolog\w+ licen[cs]e|barber licen[cs]e|esthetician licen[cs]e
massage massage therap\w+ licen[cs]e|licensed massage therapist
veterinary  veterinary licen[cs]e|licen[cs]ed veterinar\w+
real-estate real estate (?:licen[cs]e|broker)|licen[cs]ed real estate
insurance   (?:insurance|producer|adjuster|life and health|p&c)(?:'?s)? licen[cs]e|licen[cs]ed (?:insurance|adjuster)|property (?:and|&) casualty licen[cs]e
Series-7    series (?:6|7|24|63|65|66)\b|finra (?:licen|regist)\w*
notary  notary (?:public|commission)
PMP     \bPMP\b|project management professional
CISSP   \bCISSP\b
Security+   security\+|\bsec\+
CCNA    \bCCN[AP]\b
ITIL    \bITIL\b(?= )
SHRM    \bSHRM(?:-S?CP)?\b|\bS?PHR\b(?= )
OSHA    osha[ -]?(?:10|30)
TWIC    \bTWIC\b
Six-Sigma   six sigma (?:green|black) belt
lifeguard   lifeguard certif\w+
"""

_ROWS = tuple(line.split(None, 1) for line in _TABLE.strip().splitlines())


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a row for lower-case text; every alternative begins a word, which is quick to rule out."""
    plain = pattern.lower().replace("'?", "['’]?").replace(r"|\b", "|").removeprefix(r"\b")
    return re.compile(rf"(?<!\w)(?:{plain})")


_LICENCES = tuple((name, _compiled(pattern)) for name, pattern in _ROWS)
_ANY = _compiled("|".join(pattern for _, pattern in _ROWS))

_SHORT = re.compile(r"[A-Z&+.\d-]{2,8}")
"""An abbreviation; it counts only when written in capitals."""

_HELD = re.compile(
    r"licen[cs]|certif|registr|regist|credential|\bvalid\b|\bcurrent\b|\bactive\b|\bunrestricted\b|\bhold|\bpossess|admi(?:tted|ssion)"
    r"|führerschein|fahrerlaubnis|approbation|examen|schein\b|gültig|ausbildung|anerkannt|good standing|\bcdl\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:must|require[ds]?|requirement|requires|needs?|mandatory|minimum|necessary|should|valid|current|active|unrestricted|hold|holding|possess\w*"
    r"|preferred|a plus|desired|eligib\w+|erforderlich|voraussetzung|zwingend|notwendig|besitz|verfüg\w+|gültig\w*|obtain)\b",
    re.IGNORECASE,
)
_COVERS = {
    "CDL-A": {"CDL", "driving"}, "CDL-B": {"CDL", "driving"}, "CDL": {"driving"}, "NP": {"RN"}, "ACLS": {"BLS"}, "PE": {"EIT"}, "LCSW": {"LMSW"},
}  # fmt: skip
"""A licence that says it all: the smaller one in the same words is not asked apart."""


def licences_asked(clause: str, lower: str, *, in_section: bool) -> Iterator[tuple[str, int, int]]:
    """Yield (name, start, end) of the licences a clause asks for.

    Within a section of requirements a name is enough for licences proper; elsewhere the words must ask for it.
    """
    if not (in_section or (_HELD.search(clause) and _ASKS.search(clause))) or _ANY.search(lower) is None:
        return
    found = [(name, match.start(), match.end()) for name, pattern in _LICENCES if (match := pattern.search(lower))]
    named = {name for name, start, end in found if not _is_lower_case_abbreviation(clause[start:end])}
    covered = {smaller for name in named for smaller in _COVERS.get(name, ())}
    yield from (one for one in found if one[0] in named - covered and _is_meant(clause, one, in_section=in_section))


def _is_lower_case_abbreviation(words: str) -> bool:
    return len(words) <= 4 and words.isalpha() and not words.isupper()


def _is_meant(clause: str, one: tuple[str, int, int], *, in_section: bool) -> bool:
    """Whether the person must hold it: "RN license", not "work with registered nurses"."""
    _, start, end = one
    around = clause[max(0, start - 70) : end + 60]
    return bool(_HELD.search(around)) or (
        in_section and (_SHORT.fullmatch(clause[start:end]) is not None or len(clause) < 90)
    )

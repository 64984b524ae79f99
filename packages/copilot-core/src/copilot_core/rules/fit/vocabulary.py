"""Words that every advert and every resume has: they prove nothing about a trade."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS = _words("""
    a ability able about above access across action active activities activity actual additional agile all also am among
    an and any applicable applicant applicants application applications apply applying appropriate are area areas around
    as asset assigned assist assistance assisting assure at attention attitude audience available back background based
    basic be because become been being below benefit benefits best better between both bring bringing build building
    business businesses but by can candidate candidates capable care career careers challenge challenges change changing
    class client clients close closely co collaborate collaboration collaborative color com come comfortable committed
    communicate communicating communication communications community companies company compensation competitive complete
    complex concepts consideration contact contribute coordinate core create creating creative critical cross culture
    current currently customer customers daily day days decision decisions dedicated deep degree deliver delivered
    delivering delivery demonstrate demonstrated department depth detail detailed details develop developed developing
    development different direct directly disability discipline disciplines diverse diversity do does done down drive
    driven driving duties duty dynamic each early education effective effectively effort efforts either eligible email
    employee employees employer employment enable end ensure ensuring environment environments equal equivalent etc even
    ever every everyone everything excellence excellent exceptional excited exciting execute execution existing expand
    expect expected experience experienced experiences expert expertise experts exposure external familiar familiarity
    fast federal few field finance find first flexible focus focused follow following for form found free friendly from
    full fully function functional functions future gender general get give given global go goal goals good great group
    groups grow growing growth guidance hand hands happy has have he help helping helps her here high highly him his
    hire hiring home hour hours how human i idea ideal ideas identify identity if impact implement implementation
    implementing important improve improvement improvements improving in include included includes including individual
    individuals industries industry influence information initiative initiatives innovate innovation innovative insight
    insights inspire integrity interest interested internal international into is issue issues it its job jobs join keep
    key know knowledge lead leader leaders leadership leading learn learning least less level leverage life like ll local
    location long look looking love made maintain maintaining make makes making manage managed management manager manages
    managing many market may me meet meeting meetings member members metrics mid minimum mission modern month months more
    most motivated move multi multiple must my nation national nature necessary need needed needs network new next nice
    no non not now number objectives of off offer offering offers office on one ongoing online only open operate operating
    operation operational operations opportunities opportunity or oral order organization organizational organizations
    oriented origin other others our out outcomes outside over own ownership paced paid part participate participation
    partner partners partnership passion passionate pay people per perform performance performing person personal
    perspective physical place plan planning plans platform play please plus point policies policy position positions
    positive possess possible potential power practice practices prefer preferred prepare present previous priorities
    prioritize problem problems procedures process processes produce product products professional professionals program
    programs progressive project projects proven provide provided provides providing public purpose qualification
    qualifications qualified qualify quality quick quickly race range re reach ready real receive recent record related
    relationship relationships relevant reliable religion remote report reporting reports represent request require
    required requirement requirements requires resolve resource resources respect responsibilities responsibility
    responsible result results resume review reviews right role roles run salary same satisfactory scale schedule scope
    section see seek seeking self senior serve service services set sex several shape share she should show sites
    skill skilled skills small so solid solution solutions solve solving some specific specified staff stakeholder
    stakeholders standard standards start state states status step still strategic strategies strategy strong structure
    success successful successfully such summary supervise supervision support supported supporting sure system systems
    tackle take talent talented task tasks team teams teamwork technical technique techniques technologies technology than
    that the their them then there these they thing things think this those thrive through throughout time title to
    today together tool tools top total toward track travel trust two type types under understand understanding unique
    united up upon us use used useful user users uses using utilize value values variety various vast verbal very via
    vision volume want wants way ways we week weekly weeks welcome well were what when where whether which while who whole
    why wide will willing willingness win with within without work worked workers working workplace works world would
    write writing written year years yes you your
    aber alle allem allen aller als am an arbeit arbeiten arbeitest auch auf aufgabe aufgaben aus bei bereich bereits bieten
    bietet bin bis bist bringst da das dass dein deine deinem deinen deiner dem den der des deutschland dich die dir du
    durch ein eine einem einen einer erfahrung erfahrungen erste es etwas euch für gemeinsam gern gut gute guten haben hast
    hat hoch hohe ich ihr ihre ihrem ihren im in innovativ ist jahr jahre jahren jede jeden kann kannst kenntnisse kommunikation können
    kunden mehr mein mit mitarbeiter möglich nach neue neuen nicht noch oder ohne per profil projekt projekte qualität rund
    sehr sein seit selbst sich sicher sie sind sowie stelle stellen suchen team teil über um und uns unser unsere
    unserem unseren unserer unternehmen unterstützen verantwortung vom von vor war was weiter welt wenn werden wie wir wird
    zu zum zur zusammen zwei
    three four five six seven eight nine ten eleven twelve hundred thousand profile objective history summary headline
    drei vier fünf sechs sieben acht neun zehn kurzprofil berufserfahrung kenntnisse ausbildung
""")
"""Common in adverts of every trade, English and German."""

ROLE_WORDS = _words("""
    administrator adviser advisor agent aide analyst apprentice architect assistant associate attendant auxiliary clerk
    consultant contractor controller coordinator crew delegate deputy designer developer director engineer engineering
    examiner executive expert facilitator freelance generalist handler head helper inspector instructor intern interne
    lead leader liaison manager member officer operator owner partner planner practitioner principal producer professional
    programmer representative researcher reviewer scientist specialist staff strategist supervisor technician technologist
    trainee trainer worker writer
    berater entwickler fachkraft fahrer helfer ingenieur leiter mitarbeiter referent sachbearbeiter spezialist techniker
""")
"""Heads of titles that many trades share: a civil engineer is no software engineer."""

LEVEL_WORDS = _words("""
    senior sr junior jr mid level entry lead principal staff intern trainee graduate experienced head chief i ii iii iv v
    m w d f x mwd fmd gn all genders male female divers remote hybrid onsite fulltime parttime
    ideally preferably role roles position positions job jobs work similar related something any anything etc mostly
    stelle stellen arbeit position gern am liebsten
    the of and or for in at to a an with on by und für oder der die das im in
""")
"""Words of a title that say level or terms, not the trade."""

ABBREVIATIONS: dict[str, str] = {
    "rn": "registered nurse", "lpn": "licensed practical nurse", "lvn": "vocational nurse", "np": "nurse practitioner",
    "cna": "nursing assistant", "icu": "intensive critical care", "micu": "intensive critical care icu",
    "sicu": "intensive critical care icu", "ccu": "critical care icu", "nicu": "neonatal intensive care icu",
    "emt": "emergency medical technician", "slp": "speech language pathologist", "crna": "nurse anesthetist",
    "hr": "human resources", "hrbp": "human resources business partner", "qa": "quality assurance",
    "ux": "user experience", "ui": "user interface", "sre": "site reliability engineer", "ml": "machine learning",
    "ai": "artificial intelligence", "nlp": "natural language", "bi": "business intelligence",
    "swe": "software engineer", "sde": "software development engineer", "dev": "developer", "dba": "database administrator",
    "sysadmin": "system administrator", "fullstack": "full stack", "frontend": "front end", "backend": "back end",
    "sdr": "sales development representative", "bdr": "business development representative",
    "ae": "account executive", "cdl": "commercial truck driver", "hgv": "heavy truck driver", "lkw": "truck driver",
    "otr": "truck driver", "hvac": "heating ventilation air conditioning", "gis": "geographic information",
    "ehs": "environmental health safety", "sped": "special education", "esl": "english teacher", "pr": "public relations",
    "seo": "search engine optimization", "ppc": "paid search", "ecommerce": "e-commerce online",
    "mgr": "manager", "asst": "assistant", "tech": "technician", "eng": "engineer", "admin": "administrative",
    "rep": "representative", "ops": "operations", "acct": "accounting", "cpa": "accountant", "it": "information technology",
    "ot": "occupational therapist", "rrt": "respiratory therapist", "pta": "physical therapist assistant",
    "custspt": "customer support", "appsw": "software", "infosec": "information security", "edv": "it",
}  # fmt: skip
"""What titles shorten, and what it stands for."""

FILLER_SKILLS = _words("""
    adapt adaptability attention coaching collaborate collaboration commitment communicate communication cooperate
    cooperation creativity customer detail dynamism empathy energy english enthusiasm excel flexibility german
    initiative integrity interpersonal leadership listening manage management mentoring microsoft motivation multitasking
    negotiation office organise organisation organisational passion planning positive presentation problem
    problem-solving reliability self service skills solving stress supervise talent team teams teamwork
    time training trust work working writing
""")
"""A skill whose label has no other word than these lifts nobody into another trade."""


def telling(label: str) -> bool:
    """Return whether a skill's label says something about a trade."""
    return any(word not in FILLER_SKILLS and word not in FILLERS for word in label.lower().split())

"""Headings of resume sections, English and German, by the words they are made of."""

import re
import unicodedata

KINDS: dict[str, str] = {
    "experience": "experience|work experience|professional experience|employment|employment history|work history|"
    "career|career history|professional background|professional history|work|jobs|positions|positions held|"
    "internships|internship|career summary history|relevant experience|industry experience|clinical experience|"
    "teaching experience|research experience|research|leadership experience|military experience|berufserfahrung|berufliche erfahrung|"
    "beruflicher werdegang|werdegang|berufspraxis|praktische erfahrung|praktische erfahrungen|arbeitserfahrung|"
    "berufstätigkeit|berufliche tätigkeit|berufliche tätigkeiten|berufliche stationen|berufsweg|karriere|tätigkeiten|"
    "praktika|praktikum|praxiserfahrung|praxis|erfahrung|erfahrungen|anstellungen|stationen|arbeitsstationen|"
    "beschäftigung|berufslaufbahn|beruf|expérience|expériences|expérience professionnelle|"
    "expériences professionnelles|experiencia|experiencia profesional|experiencia laboral|esperienza|esperienze lavorative|"
    "esperienza professionale|experiência|experiência profissional|werkervaring|ervaring|doświadczenie|"
    "工作背景|工作经历|工作经验|職歴|经历",
    "education": "education|education and training|academic background|academic history|academics|"
    "educational background|academic qualifications|qualifications education|studies|schooling|degrees|"
    "ausbildung|bildung|bildungsweg|bildungsgang|akademischer werdegang|akademische ausbildung|studium|schulbildung|"
    "schulausbildung|schulischer werdegang|schule|hochschulbildung|hochschulausbildung|berufsausbildung|"
    "aus und weiterbildung|ausbildung und studium|studium und ausbildung|schule und studium|academic education|formal education|formation|éducation|formación|formación académica|educación|istruzione|formazione|educação|formação|opleiding|opleidingen|wykształcenie|"
    "教育背景|教育经历|学歴|教育",
    "skills": "skills|skill|technical skills|key skills|core skills|core competencies|competencies|technologies|"
    "tech stack|tools|expertise|areas of expertise|proficiencies|skill highlights|skill set|abilities|strengths|professional skills|"
    "computer skills|it skills|software|software skills|programming|programming languages|technical proficiencies|capabilities|"
    "technical expertise|hard skills|soft skills|highlights|core qualifications|qualifications|summary of qualifications|specialties|specialities|"
    "knowledge|kenntnisse|fähigkeiten|fertigkeiten|kompetenzen|fachkenntnisse|edv kenntnisse|it kenntnisse|"
    "computerkenntnisse|softwarekenntnisse|programmierkenntnisse|stärken|qualifikationen|besondere kenntnisse|"
    "fachliche kenntnisse|schlüsselqualifikationen|technische fähigkeiten|edv|kernkompetenzen|technologien|werkzeuge|methoden|"
    "it|skills and tools|fachkompetenzen|schwerpunkte|sonstige kenntnisse|persönliche stärken|compétences|compétences techniques|habilidades|competencias|competenze|"
    "competências|vaardigheden|umiejętności|计算机技能|技能|专业技能|スキル",
    "languages": "languages|language|language skills|foreign languages|spoken languages|sprachen|sprachkenntnisse|"
    "fremdsprachen|fremdsprachenkenntnisse|sprache|langues|idiomas|lingue|talen|języki|语言技能|语言|語学",
    "certificates": "certificates|certifications|certification|certificate|licenses|licences|license|licensure|"
    "credentials|trainings|training|courses|professional development|continuing education|coursework|course work|zertifikate|"
    "zertifizierungen|zertifizierung|weiterbildung|weiterbildungen|fortbildung|fortbildungen|lizenzen|nachweise|"
    "zusatzqualifikationen|schulungen|kurse|seminare|bescheinigungen|führerschein|zulassungen",
    "summary": "summary|profile|about|about me|professional summary|executive summary|objective|career objective|"
    "personal statement|executive profile|career profile|professional profile|career overview|overview|personal profile|introduction|bio|biography|"
    "career summary|professional overview|career focus|profil|kurzprofil|über mich|zusammenfassung|zielsetzung|persönliches profil|"
    "berufsziel|kurzvorstellung|zur person|ziel|vorstellung|berufliches profil|qualifikationsprofil|welcome|motto|my life philosophy",
    "contact": "contact|contact details|contact information|contact info|personal information|personal details|"
    "personal data|details|personal info|kontakt|kontaktdaten|persönliche daten|angaben zur person|personalien|"
    "persönliches|anschrift|adresse|persönliche angaben|persönliche informationen|kontaktinformationen|address",
    "links": "links|profiles|social|social media|online|social networks|web|websites|online presence|find me online|online profile|soziale netzwerke|im netz",
    "projects": "projects|project|personal projects|selected projects|key projects|side projects|open source|"
    "portfolio|projekte|projekterfahrung|ausgewählte projekte|eigene projekte|projektliste|academic projects|master thesis|bachelor thesis|thesis",
    "publications": "publications|papers|selected publications|publikationen|veröffentlichungen|articles|writing|"
    "presentations|presentation|talks|invited talks|conferences|vorträge|patents|patente|speaking",
    "awards": "awards|honors|honours|achievements|accomplishments|awards and honors|selected honors|scholarships|most proud of|"
    "auszeichnungen|preise|erfolge|stipendien|ehrungen|distinctions|fellowships|honors and awards|awards and achievements|key achievements",
    "volunteering": "volunteering|volunteer experience|volunteer work|volunteer|community service|activities|"
    "extracurricular activities|extracurricular activity|leadership|memberships|affiliations|professional affiliations|associations|community|"
    "ehrenamt|ehrenamtliches engagement|engagement|soziales engagement|mitgliedschaften|ehrenämter|"
    "außerberufliches engagement|gesellschaftliches engagement|committees|program committees|professional memberships|involvement",
    "interests": "interests|hobbies|hobby|personal interests|interessen|freizeit|privates|a day of my life|"
    "persönliche interessen|hobbys|sonstiges|miscellaneous|other|additional information|centres d'intérêt|intereses|interessi|其他|个人兴趣|verschiedenes|weiteres|weitere angaben|"
    "zusätzliche informationen|additional|extras|others",
    "references": "references|referees|referenzen|empfehlungen|recommendations|testimonials",
}
BY_PHRASE = {phrase: kind for kind, phrases in KINDS.items() for phrase in phrases.split("|")}
_JOINERS = re.compile(r"\s*(?:&|/|\+|,|\||·|\band\b|\bund\b|\bor\b|\bsowie\b)\s*")
_EDGES = re.compile(r"^[\W\d_]+|[\W_]+$")
_FILLERS = frozenset(
    [
        "my",
        "meine",
        "mein",
        "selected",
        "other",
        "relevant",
        "additional",
        "further",
        "key",
        "main",
        "personal",
        "professional",
        "technical",
        "recent",
        "previous",
        "past",
        "current",
        "weitere",
        "sonstige",
        "ausgewählte",
        "relevante",
        "besondere",
        "berufliche",
        "persönliche",
        "fachliche",
        "the",
        "of",
        "in",
        "general",
        "earlier",
        "full",
        "related",
        "detailed",
        "praktische",
        "bisherige",
        "wichtige",
    ]
)
_SPACED = re.compile(r"(?:^|(?<=\s))\w(?:\s\w){3,}(?=\s|$)")
MAX_HEADING = 60


def kind_of(text: str) -> str | None:
    """Return the kind of section that a line would head, None when it names none."""
    phrase = normal(text)
    if not phrase or len(text) > MAX_HEADING:
        return None
    return _kind(phrase)


def normal(text: str) -> str:
    """Fold case, close up spaced letters ("S K I L L S"), strip numbering and punctuation around."""
    text = unspaced(unicodedata.normalize("NFKC", text))
    return " ".join(_EDGES.sub("", text.casefold().replace("-", " ").replace("/ ", "/")).split())


def unspaced(text: str) -> str:
    """Close up letters set apart one by one; words are then two or more spaces apart."""
    if not _SPACED.search(text):
        return text
    return " ".join(_SPACED.sub(lambda match: match[0].replace(" ", ""), word) for word in re.split(r"\s{2,}", text))


def _kind(phrase: str) -> str | None:
    if phrase in BY_PHRASE:
        return BY_PHRASE[phrase]
    parts = [part for part in _JOINERS.split(phrase) if part]
    if len(parts) > 1:
        kinds = [_kind(part) for part in parts]
        return next((kind for kind in kinds if kind), None) if sum(kind is None for kind in kinds) <= 1 else None
    words = phrase.split()
    if len(words) > 1 and words[0] in _FILLERS:
        return _kind(" ".join(words[1:]))
    return None

"""Places as resumes write them: "San Francisco, CA", "München", "London, UK", "Remote"."""

import re

from copilot_core.rules.resume.vocabulary import ORGANISATIONS

COUNTRIES = (
    "afghanistan|albania|algeria|argentina|armenia|australia|austria|österreich|azerbaijan|bangladesh|belarus|belgium|belgien|"
    "bolivia|bosnia|brazil|brasilien|bulgaria|cambodia|cameroon|canada|kanada|chile|china|colombia|costa rica|croatia|kroatien|cuba|cyprus|"
    "czech republic|czechia|tschechien|denmark|dänemark|ecuador|egypt|ägypten|england|estonia|ethiopia|finland|finnland|france|frankreich|georgia|germany|"
    "deutschland|ghana|greece|griechenland|guatemala|hong kong|hungary|ungarn|iceland|india|indien|indonesia|iran|iraq|ireland|irland|israel|italy|italien|"
    "jamaica|japan|jordan|kazakhstan|kenya|kenia|kuwait|latvia|lebanon|liechtenstein|lithuania|luxembourg|luxemburg|malaysia|malta|mexico|mexiko|moldova|"
    "morocco|nepal|netherlands|the netherlands|niederlande|new zealand|neuseeland|nigeria|north macedonia|northern ireland|norway|norwegen|pakistan|panama|peru|"
    "philippines|poland|polen|portugal|qatar|republic of korea|romania|rumänien|russia|russland|saudi arabia|scotland|schottland|senegal|serbia|serbien|singapore|"
    "slovakia|slowakei|slovenia|slowenien|south africa|südafrika|south korea|südkorea|korea|spain|spanien|sri lanka|sweden|schweden|switzerland|schweiz|suisse|syria|syrien|taiwan|"
    "tanzania|thailand|tunisia|turkey|türkei|türkiye|uganda|uk|u\\.k\\.|ukraine|united arab emirates|uae|united kingdom|"
    "united states|united states of america|usa|u\\.s\\.a\\.|us|u\\.s\\.|uruguay|uzbekistan|venezuela|vietnam|wales|zimbabwe"
)
STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|"
    "PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|ON|QC|BC|AB|MB|SK|NS|NB|NSW|VIC|QLD"
)
STATE_NAMES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|"
    "indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|"
    "nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|"
    "pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|"
    "west virginia|wisconsin|wyoming|ontario|quebec|british columbia|alberta|bayern|baden-württemberg|hessen|sachsen|"
    "niedersachsen|nordrhein-westfalen|nrw|rheinland-pfalz|saarland|thüringen|brandenburg|sachsen-anhalt|"
    "schleswig-holstein|mecklenburg-vorpommern|tirol|steiermark|kärnten|bavaria|saxony|hesse"
)
CITIES = (
    "aachen|aalen|amberg|ansbach|arnsberg|aschaffenburg|bad homburg|bad tölz|bamberg|bautzen|bayreuth|bergisch gladbach|bocholt|bottrop|"
    "brandenburg an der havel|bregenz|bremerhaven|castrop-rauxel|celle|coburg|cottbus|cuxhaven|delmenhorst|detmold|dessau|dessau-roßlau|"
    r"dornbirn|dorsten|düren|eisenach|emden|esslingen|esslingen am neckar|euskirchen|flensburg|frankenthal|frankfurt \(oder\)|friedrichshafen|fulda|fürth|"
    r"garmisch-partenkirchen|gelsenkirchen|gera|gießen|gladbeck|göppingen|görlitz|goslar|gotha|greifswald|gummersbach|gütersloh|hagen|halberstadt|halle \(saale\)|"
    "hamm|hanau|hattingen|herford|herne|hildesheim|hof|ingelheim|iserlohn|itzehoe|kaufbeuren|kempten|klagenfurt|konstanz|krefeld|kufstein|"
    "landshut|leonding|limburg|lippstadt|lörrach|ludwigsburg|lugano|lüdenscheid|lüneburg|luzern|lucerne|marl|meißen|memmingen|merseburg|minden|moers|"
    "mülheim|mülheim an der ruhr|neubrandenburg|neumünster|neuss|neustadt|neuwied|norderstedt|nordhausen|oberhausen|offenbach|offenbach am main|offenburg|"
    "pforzheim|pirmasens|plauen|quedlinburg|ratingen|ravensburg|recklinghausen|remscheid|rheine|rosenheim|rüsselsheim|salzgitter|sankt augustin|sankt pölten|"
    "schaffhausen|schwäbisch gmünd|schwäbisch hall|schweinfurt|schwerin|sindelfingen|solingen|speyer|stade|steyr|stendal|stralsund|straubing|suhl|"
    "thun|troisdorf|tuttlingen|velbert|viersen|villach|villingen-schwenningen|weiden|weimar|wels|wesel|wetzlar|wilhelmshaven|wismar|witten|"
    "wittenberg|wolfenbüttel|worms|zug|zwickau|albuquerque|anaheim|ann arbor|arlington|bellevue|boise|boulder|bridgeport|buffalo|cincinnati|"
    "cleveland|colorado springs|des moines|durham|fort worth|fresno|indianapolis|irvine|jacksonville|jersey city|kansas city|long beach|louisville|madison|"
    "memphis|mesa|newark|norfolk|omaha|orlando|plano|providence|raleigh|reno|richmond|riverside|rochester|san mateo|santa monica|savannah|scottsdale|spokane|"
    "st\\. paul|sunnyvale|syracuse|tacoma|tallahassee|tempe|toledo|tucson|tulsa|virginia beach|aberdeen|bath|bradford|brighton|canterbury|coventry|derby|dundee|exeter|"
    "inverness|leicester|lincoln|luton|milton keynes|newcastle|newcastle upon tyne|norwich|peterborough|plymouth|portsmouth|preston|southampton|stoke-on-trent|"
    "sunderland|swansea|wolverhampton|york|adelaide|auckland|canberra|christchurch|perth|wellington|edmonton|halifax|quebec city|waterloo|winnipeg|antwerp|"
    "antwerpen|aarhus|bergen|bologna|bordeaux|bratislava|brno|cork|florence|florenz|galway|gdansk|gdańsk|ghent|gothenburg|göteborg|grenoble|groningen|"
    "leiden|lille|ljubljana|malmö|málaga|naples|neapel|nice|riga|seville|sevilla|strasbourg|straßburg|tallinn|thessaloniki|toulouse|trondheim|uppsala|vilnius|wrocław|wroclaw|"
    "ahmedabad|ankara|bogotá|cairo|kairo|chennai|colombo|dhaka|guangzhou|hanoi|ho chi minh city|izmir|johannesburg|karachi|kolkata|lahore|lima|manila|"
    "medellín|monterrey|montevideo|nagoya|noida|gurgaon|gurugram|santiago|tehran|jerusalem|haifa|beirut|doha|riyadh|abu dhabi|"
    "amsterdam|athens|atlanta|augsburg|austin|baltimore|bangalore|bengaluru|barcelona|basel|beijing|peking|belfast|berlin|bern|bielefeld|"
    "birmingham|bochum|bonn|boston|braunschweig|bremen|brisbane|bristol|brussels|brüssel|bucharest|budapest|buenos aires|calgary|cambridge|"
    "cape town|cardiff|charlotte|chemnitz|chicago|cologne|columbus|copenhagen|kopenhagen|cupertino|dallas|darmstadt|delhi|denver|detroit|dortmund|dresden|"
    "dubai|dublin|duisburg|düsseldorf|edinburgh|eindhoven|erfurt|erlangen|essen|frankfurt|frankfurt am main|freiburg|freiburg im breisgau|genf|geneva|gent|glasgow|göttingen|graz|"
    "halle|hamburg|hannover|heidelberg|heilbronn|helsinki|houston|hyderabad|ingolstadt|innsbruck|istanbul|jakarta|jena|kaiserslautern|karlsruhe|kassel|"
    "kiel|kiew|kyiv|koblenz|köln|krakow|krakau|kuala lumpur|lagos|las vegas|lausanne|leeds|leipzig|leverkusen|linz|lisbon|lissabon|liverpool|london|"
    "los angeles|lübeck|ludwigshafen|luxembourg|lyon|madrid|magdeburg|mailand|mainz|manchester|mannheim|marburg|marseille|melbourne|mexico city|miami|milan|"
    "milwaukee|minneapolis|mönchengladbach|montreal|moscow|moskau|mountain view|mumbai|munich|münchen|münster|nairobi|nashville|new delhi|new york|new york city|"
    "nottingham|nuremberg|nürnberg|oakland|oldenburg|osaka|oslo|osnabrück|ottawa|oxford|paderborn|palo alto|paris|passau|philadelphia|phoenix|"
    "pittsburgh|portland|porto|potsdam|prague|prag|pune|redmond|regensburg|reutlingen|rio de janeiro|rom|rome|rostock|rotterdam|saarbrücken|sacramento|"
    "saint louis|st\\. louis|salt lake city|salzburg|san antonio|san diego|san francisco|san jose|santa clara|são paulo|sao paulo|seattle|seoul|shanghai|sheffield|"
    "shenzhen|siegen|singapore|sofia|st\\. gallen|stockholm|stuttgart|sydney|taipei|tampa|tel aviv|the hague|tokyo|toronto|trier|tübingen|turin|ulm|utrecht|"
    "valencia|vancouver|vienna|wien|warsaw|warschau|washington|wiesbaden|winterthur|wolfsburg|wuppertal|würzburg|zagreb|zürich|zurich"
)
REMOTE = "remote|fully remote|hybrid|home ?office|homeoffice|work from home|worldwide|telearbeit|mobil|on-?site|vor ort"
_NAME = r"[^\W\d_][^\W\d_'.\-/]*(?:[ './\-][^\W\d_'.\-/]+){0,4}\.?"
_ADMIN = rf"(?:(?i:{COUNTRIES}|{STATE_NAMES}|s\.? ?korea)|{STATES})"
_WITH_POSTCODE = re.compile(rf"(?:[A-Z]{{1,2}}-)?\d{{4,5}} {_NAME}(?:,? (?i:{COUNTRIES}))?")
_ADMIN_PART = re.compile(rf"{_ADMIN}(?: \d{{5}}(?:-\d{{4}})?)?")
_KNOWN = re.compile(rf"(?:{CITIES}|{COUNTRIES}|{STATE_NAMES}|{REMOTE})", re.IGNORECASE)
_WITH_REMOTE = re.compile(rf"(?P<place>.{{2,40}}?)(?: ?[/(,] ?)(?i:{REMOTE})\)?")
_PLACEHOLDER = re.compile(r"city ?, ?(?:state|country)", re.IGNORECASE)


def is_place(text: str) -> bool:
    """Whether `text` is certainly a place."""
    text = text.strip().strip("()")
    if not 2 <= len(text) <= 60:
        return False
    if _KNOWN.fullmatch(text) or _PLACEHOLDER.fullmatch(text) or _WITH_POSTCODE.fullmatch(text):
        return True
    parts = re.split(r" ?[/&|] ?| and | und ", text)
    if len(parts) > 1:
        return all(is_place(part) for part in parts)
    with_remote = _WITH_REMOTE.fullmatch(text)
    if with_remote and is_place(with_remote["place"]):
        return True
    return _is_city_and_more([part.strip() for part in text.split(",")])


def is_address(text: str) -> bool:
    """Whether `text` is a place, perhaps with a street or district before it."""
    if is_place(text):
        return True
    before, comma, rest = text.partition(",")
    return bool(comma) and len(before) <= 40 and len(rest) <= 100 and is_address(rest)


def _is_city_and_more(parts: list[str]) -> bool:
    """Tell "City, Country", "City, State, Country" and "Known city, anything known" from an employer and its place."""
    if not 2 <= len(parts) <= 3 or not re.fullmatch(_NAME, parts[0]):
        return False
    if not all(_ADMIN_PART.fullmatch(part) for part in parts[1:]):
        return all(_KNOWN.fullmatch(part) for part in parts)
    return ORGANISATIONS.search(parts[0]) is None


def could_be_place(text: str) -> bool:
    """Whether `text` has the form of a place: a few capitalised words, no digits."""
    text = text.strip().strip("()")
    return len(text) <= 45 and re.fullmatch(rf"{_NAME}(?:, {_NAME}){{0,2}}", text) is not None and text[:1].isupper()


def trailing_place(text: str) -> int | None:
    """Return the offset at which a place begins that ends `text` after a comma; None when none does."""
    commas = [match.start() for match in re.finditer(",", text)][-3:]
    for comma in commas:
        if is_place(text[comma + 1 :]):
            return comma + 1 + len(text[comma + 1 :]) - len(text[comma + 1 :].lstrip())
    return None

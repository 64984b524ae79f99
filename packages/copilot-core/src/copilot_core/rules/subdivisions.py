"""States, provinces and Länder."""

from functools import cache

from copilot_core.rules.folding import fold

_UNITED_STATES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas
KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi
MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York
NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island
SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington
WV West Virginia|WI Wisconsin|WY Wyoming
"""
_CANADA = """
AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia
NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|QC Québec|SK Saskatchewan|YT Yukon
"""
_AUSTRALIA = """
NSW New South Wales|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia
ACT Australian Capital Territory|NT Northern Territory
"""
_GERMANY = """
BW Baden-Württemberg|BY Bayern|BY Bavaria|BB Brandenburg|BE Berlin|HB Bremen|HH Hamburg|HE Hessen|HE Hesse
MV Mecklenburg-Vorpommern|NI Niedersachsen|NI Lower Saxony|NW Nordrhein-Westfalen|NW North Rhine-Westphalia|NW NRW
RP Rheinland-Pfalz|RP Rhineland-Palatinate|SL Saarland|SN Sachsen|SN Saxony|ST Sachsen-Anhalt|ST Saxony-Anhalt
SH Schleswig-Holstein|TH Thüringen|TH Thuringia
"""
_UNITED_KINGDOM = "ENG England|SCT Scotland|WLS Wales|NIR Northern Ireland"

_TABLES = {"US": _UNITED_STATES, "CA": _CANADA, "AU": _AUSTRALIA, "DE": _GERMANY, "GB": _UNITED_KINGDOM}


@cache
def subdivisions() -> dict[str, dict[str, str]]:
    """Return, by country, the code of every subdivision's folded name."""
    return {
        country: {
            fold(name): code
            for line in table.strip().splitlines()
            for code, _, name in (entry.partition(" ") for entry in line.split("|"))
        }
        for country, table in _TABLES.items()
    }


@cache
def subdivision_codes(country: str) -> frozenset[str]:
    """Return the codes of a country's subdivisions, empty when not listed."""
    return frozenset(subdivisions().get(country, {}).values())


def subdivision_named(name: str, country: str | None = None) -> tuple[str, str] | None:
    """Return (country, code) of a subdivision's name, of any listed country unless one is given."""
    folded = fold(name)
    for code, names in subdivisions().items():
        if folded in names and country in (None, code):
            return code, names[folded]
    return None

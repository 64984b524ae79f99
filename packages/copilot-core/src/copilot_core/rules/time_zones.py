"""Time zones as adverts name them."""

ZONE_OFFSETS: dict[str, tuple[float, float]] = {
    "utc": (0, 0), "gmt": (0, 0), "wet": (0, 0), "bst": (1, 1), "uk": (0, 0),
    "cet": (1, 1), "cest": (2, 2), "mez": (1, 1), "eet": (2, 2), "eest": (3, 3), "msk": (3, 3), "gst": (4, 4),
    "ist": (5.5, 5.5), "sgt": (8, 8), "hkt": (8, 8), "awst": (8, 8), "jst": (9, 9), "kst": (9, 9),
    "aest": (10, 10), "aedt": (11, 11), "aet": (10, 10), "nzst": (12, 12),
    "brt": (-3, -3), "art": (-3, -3), "ast": (-4, -4),
    "est": (-5, -5), "edt": (-4, -4), "et": (-5, -5), "eastern": (-5, -5),
    "cst": (-6, -6), "cdt": (-5, -5), "ct": (-6, -6), "central": (-6, -6),
    "mst": (-7, -7), "mdt": (-6, -6), "mt": (-7, -7), "mountain": (-7, -7),
    "pst": (-8, -8), "pdt": (-7, -7), "pt": (-8, -8), "pacific": (-8, -8),
}  # fmt: skip
"""Offsets in hours, by abbreviation or word; where a name does not tell, of winter time."""

ALWAYS_ZONES = frozenset(
    {
        "utc",
        "gmt",
        "cet",
        "cest",
        "mez",
        "eet",
        "eest",
        "msk",
        "est",
        "edt",
        "cst",
        "cdt",
        "mst",
        "mdt",
        "pst",
        "pdt",
        "aest",
        "aedt",
        "nzst",
        "brt",
        "jst",
        "sgt",
        "hkt",
        "wet",
        "bst",
    }
)
"""Abbreviations that mean a time zone even with no word like "time zone" beside them."""

REGION_OFFSETS: dict[str, tuple[float, float]] = {
    "US": (-8, -5), "CA": (-8, -3.5), "GB": (0, 0), "IE": (0, 0), "DE": (1, 1), "IN": (5.5, 5.5), "AU": (8, 10),
    "BR": (-5, -3), "PH": (8, 8), "North America": (-8, -5), "Americas": (-8, -3), "LATAM": (-8, -3),
    "South America": (-5, -3), "EU": (0, 2), "EEA": (0, 2), "Europe": (0, 2), "EMEA": (0, 4), "DACH": (1, 1),
    "APAC": (5, 12), "Asia": (3, 9), "CEE": (1, 2), "Africa": (-1, 4), "Middle East": (2, 4), "ANZ": (8, 12),
}  # fmt: skip
"""Hours of a country's or region's time zones (mainland, winter), for "US time zones", "European hours"."""

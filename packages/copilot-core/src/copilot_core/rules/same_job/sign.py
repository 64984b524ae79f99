"""From a sighting to its signature."""

from zlib import crc32

from copilot_core.entities.posting import Posting
from copilot_core.entities.sighting import Sighting
from copilot_core.rules.same_job.addresses import read_address
from copilot_core.rules.same_job.companies import read_company
from copilot_core.rules.same_job.pay import read_pay
from copilot_core.rules.same_job.places import read_places
from copilot_core.rules.same_job.signature import Signature
from copilot_core.rules.same_job.texts import HEADLINE, chunks, pieces
from copilot_core.rules.same_job.titles import read_title

_SMALLEST = 4
"""How many of the smallest hashes of a text are keys: two texts alike by half share one in 15 cases of 16."""
_MOST_PLACES = 12


def sign(sighting: Sighting) -> Signature:
    """Reduce a sighting to what decides its identity."""
    posting = sighting.posting
    company = read_company(posting.company)
    places, regions = read_places(posting.places, sighting.facts.places)
    title, levels = read_title(posting.title, (company, *places) if company else places)
    found = pieces(posting.description)
    hashes = chunks(found)
    addresses = {read_address(posting.url), read_address(posting.apply_url)} - {None}
    urls = tuple(sorted(address for address in addresses if address is not None))
    first = crc32(found[0]) if found else 0
    return Signature(
        sighting=sighting.id,
        source=sighting.source,
        external_id=posting.external_id,
        owner=sighting.owner,
        first_seen=sighting.first_seen,
        posted_at=posting.posted_at,
        title=title,
        levels=levels,
        company=company,
        places=places,
        regions=regions,
        pay=read_pay(sighting.facts.salary or posting.pay, posting.pay_text),
        urls=urls,
        wording=_wording(posting) if len(hashes) < HEADLINE else 0,
        chunks=hashes,
        keys=_keys(title or levels, company, places, urls, hashes, first),
    )


def _wording(posting: Posting) -> int:
    said = posting.title, posting.company, posting.places, posting.pay_text, posting.pay, posting.description
    return crc32(repr(said).encode("utf-8", "replace"))


def _keys(
    title: tuple[str, ...],
    company: str,
    places: tuple[str, ...],
    urls: tuple[int, ...],
    hashes: tuple[int, ...],
    first: int,
) -> tuple[int, ...]:
    """Two of title, employer with place, and text must agree; noise of one word never changes every title key.

    A word of noise in a title can be its least or its greatest hash, but hardly both, so each half of the keys uses
    one of them.
    """
    words = [crc32(word.encode("utf-8", "replace")) for word in title] or [0]
    least, greatest = min(words), max(words)
    employer = crc32(company.replace(" ", "").encode("utf-8", "replace"))
    keys = {_mixed(0, url, url) for url in urls}
    if company:
        for place in places[:_MOST_PLACES] or ("",):
            where = crc32(place.encode("utf-8", "replace"))
            keys.add(_mixed(1, least ^ employer, where))
            keys.add(_mixed(1, greatest ^ employer, where))
    if hashes:
        least_hashes = sorted(hashes)[:_SMALLEST]
        keys.add(_mixed(2, least, first))
        keys.add(_mixed(2, greatest, first))
        keys.update(_mixed(2, least, chunk) for chunk in least_hashes)
        keys.update(_mixed(2, greatest, chunk) for chunk in least_hashes[::2])
    return tuple(sorted(keys))


def _mixed(kind: int, left: int, right: int) -> int:
    mixed = (left * 0x9E3779B97F4A7C15 + right * 0xC2B2AE3D27D4EB4F + kind) & 0xFFFF_FFFF_FFFF_FFFF
    mixed ^= mixed >> 29
    return mixed - 0x1_0000_0000_0000_0000 if mixed >= 0x8000_0000_0000_0000 else mixed

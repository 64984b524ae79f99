"""From a sighting to its signature."""

from zlib import crc32

from copilot_core.entities.posting import Posting
from copilot_core.entities.sighting import Sighting
from copilot_core.rules.same_job.addresses import read_address
from copilot_core.rules.same_job.companies import read_company
from copilot_core.rules.same_job.letters import name
from copilot_core.rules.same_job.pay import read_pay
from copilot_core.rules.same_job.places import read_places
from copilot_core.rules.same_job.signature import Signature
from copilot_core.rules.same_job.texts import HEADLINE, chunks, pieces
from copilot_core.rules.same_job.titles import read_title

_MOST_PLACES = 12


def sign(sighting: Sighting) -> Signature:
    """Reduce a sighting to what decides its identity."""
    posting = sighting.posting
    company = read_company(posting.company)
    places, regions = read_places(posting.places, sighting.facts.places)
    title, levels = read_title(posting.title, (name(posting.company), company, *places) if company else places)
    found = pieces(posting.description)
    hashes = chunks(found)
    addresses = {read_address(posting.url), read_address(posting.apply_url)} - {None}
    urls = tuple(sorted(address for address in addresses if address is not None))
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
        keys=_keys(title or levels, company, places, urls, hashes),
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
) -> tuple[int, ...]:
    """Two of title, employer with place, and text must agree.

    A title stands for itself by the words of least and of greatest hash: one word too many in a title changes at most
    one of them, so some keys use only one. A text stands for itself by its beginning, which a cut leaves, and by the
    least of its hashes in three orders, which two texts share the likelier the more alike they are (Broder 1997).
    """
    words = [crc32(word.encode("utf-8", "replace")) for word in title] or [0]
    least, greatest = min(words), max(words)
    pairs = [(1, url, url) for url in urls]
    if company:
        employer = crc32(company.replace(" ", "").encode("utf-8", "replace"))
        for place in places[:_MOST_PLACES] or ("",):
            where = crc32(place.encode("utf-8", "replace"))
            pairs += (2, least ^ employer, where), (2, greatest ^ employer, where)
    if hashes:
        both = least ^ greatest << 7
        smallest, largest, another = min(hashes), max(hashes), min(map(_TURNED, hashes))
        pairs += (3, least, smallest ^ largest), (3, greatest, smallest ^ largest), (4, both, hashes[0])
        pairs += (5, both, smallest), (6, both, largest), (7, both, another)
    mixed = [(kind * _THIRD ^ left * _FIRST ^ right * _SECOND) & _SIGNED for kind, left, right in pairs]
    return tuple(dict.fromkeys(mixed))


_FIRST, _SECOND, _THIRD = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
_SIGNED = 0x7FFF_FFFF_FFFF_FFFF
_TURNED = (0x5A5A_5A5A).__xor__
"""Another order of the hashes, so that the least in it is another piece."""

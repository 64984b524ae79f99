"""When a posting counts as closed: never on one failed request, never on one listing."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta

from attrs import evolve

from copilot_core.entities.closing import Closing, Inquiry, Sight, Told
from copilot_core.entities.identities import SightingId
from copilot_core.entities.sighting import Sighting
from copilot_core.sentences import Sentence

GRACE = timedelta(days=1)
"""What is added to a date to apply: it is still that day somewhere, and somebody may still read."""

APART = timedelta(hours=6)
"""Between the first and the last time that a posting was not there."""

FEW = 5
"""So many may vanish from a board at once without its being doubted."""

SHORTEST, LONGEST = timedelta(days=2), timedelta(days=14)
"""Between two looks at a posting that nothing speaks against."""

LASTING = frozenset({"closing_gone", "closing_expired"})
"""What a page that still stands does not disprove."""


def expiry(closes_at: datetime | None) -> datetime | None:
    """Return when a date to apply has surely passed; one without a time of day lasts until that day's end."""
    if closes_at is None:
        return None
    return closes_at + GRACE + (timedelta(days=1) if closes_at.time() == time(0) else timedelta(0))


def first_inquiry(seen: Sighting) -> Inquiry:
    """Begin to watch a posting."""
    begun = Inquiry(sighting=seen.id, expires_at=expiry(seen.posting.closes_at))
    return evolve(begun, next_check=next_check(begun, seen, seen.last_seen))


def after_sight(inquiry: Inquiry, sight: Sight, seen: Sighting, now: datetime) -> Inquiry:
    """Weigh one look."""
    asked = evolve(inquiry, asked_at=now, answered_at=now, problem=None, failures=0)
    weighed = _expired(_weighed(asked, sight, now), now)
    return evolve(weighed, next_check=next_check(weighed, seen, now))


def after_failure(inquiry: Inquiry, problem: Sentence, seen: Sighting, now: datetime) -> Inquiry:
    """Note an attempt that proved nothing: all that was known stays."""
    tried = evolve(inquiry, asked_at=now, problem=problem, failures=inquiry.failures + 1)
    return evolve(tried, next_check=next_check(tried, seen, now))


def after_listing(inquiry: Inquiry, seen: Sighting, now: datetime, *, believed: bool) -> Inquiry:
    """Weigh a complete listing of its board that lacks it; one that is not believed has to be confirmed first."""
    if not believed:
        return evolve(inquiry, suspected=now)
    times = (*inquiry.unlisted[:1], now)
    lacking = evolve(inquiry, unlisted=times, suspected=None)
    if inquiry.closing is None and now - times[0] >= APART:
        why = Sentence("closing_gone", {"board": seen.source, "since": _day(times[0]), "again": _day(now)})
        lacking = evolve(lacking, closing=Closing(at=now, why=why, url=seen.posting.url))
    return evolve(lacking, next_check=next_check(lacking, seen, now))


def after_expiry(inquiry: Inquiry, seen: Sighting, now: datetime) -> Inquiry:
    """Close what may be applied to no longer by its own date."""
    over = _expired(inquiry, now)
    return evolve(over, next_check=next_check(over, seen, now))


def seen_again(inquiry: Inquiry, seen: Sighting) -> Inquiry:
    """Its board shows it: all is forgotten but a date that has passed and is still the same."""
    expires_at = expiry(seen.posting.closes_at)
    over = inquiry.closing and inquiry.closing.why.code == "closing_expired" and inquiry.expires_at == expires_at
    found = evolve(_reopened(inquiry), expires_at=expires_at, closing=inquiry.closing if over else None)
    return evolve(found, next_check=next_check(found, seen, seen.last_seen))


def job_closing(sightings: Collection[Sighting], inquiries: Mapping[SightingId, Inquiry]) -> Closing | None:
    """Return why a job is closed: all its public sightings are (all of them, where none is public)."""
    public = [seen for seen in sightings if seen.owner is None] or list(sightings)
    closings = [inquiries[seen.id].closing for seen in public if seen.id in inquiries]
    found = [closing for closing in closings if closing]
    return max(found, key=lambda closing: closing.at) if found and len(found) == len(public) else None


def too_many(newly_absent: int, listed: int) -> bool:
    """Tell whether more than half, and more than a few, vanished at once: likelier the board's fault."""
    return newly_absent > FEW and newly_absent > listed


def next_check(inquiry: Inquiry, seen: Sighting, now: datetime) -> datetime | None:
    """Return when to look again: sooner in doubt, ever later with age and failures, never for what is closed."""
    if inquiry.closing or not seen.posting.url.startswith(("http://", "https://")):
        return None
    if inquiry.failures:
        return now + min(timedelta(days=2 ** min(inquiry.failures - 1, 4)), LONGEST)
    if inquiry.missing:
        return now + APART
    if inquiry.unlisted or inquiry.astray:
        return now + timedelta(days=1)
    wait = min(max((now - seen.first_seen) / 4, SHORTEST), LONGEST)
    return now + wait * (0.5 + _share(seen.id))


def _weighed(inquiry: Inquiry, sight: Sight, now: datetime) -> Inquiry:
    match sight.told:
        case Told.LISTED:
            return evolve(_reopened(inquiry), expires_at=expiry(sight.closes_at) or inquiry.expires_at)
        case Told.SHOWN if not inquiry.closing or inquiry.closing.why.code not in LASTING:
            return evolve(_reopened(inquiry), unlisted=inquiry.unlisted, suspected=inquiry.suspected)
        case Told.SHOWN | Told.SILENT | Told.ASTRAY:
            return evolve(inquiry, missing=(), astray=sight.url if sight.told is Told.ASTRAY else "")
        case Told.MISSING:
            return _missing(inquiry, sight, now)
        case Told.CLOSED:
            return _closed(inquiry, Sentence("closing_said", {"words": sight.words}), sight, now)
        case Told.EXPIRED:
            day = _day(sight.closes_at) if sight.closes_at else sight.words
            return _closed(inquiry, Sentence("closing_page_expired", {"day": day}), sight, now)


def _missing(inquiry: Inquiry, sight: Sight, now: datetime) -> Inquiry:
    times = (*inquiry.missing[:1], now)
    absent = evolve(inquiry, missing=times)
    if now - times[0] < APART:
        return absent
    why = Sentence("closing_not_found", {"url": sight.url, "since": _day(times[0]), "again": _day(now)})
    return _closed(absent, why, sight, now)


def _closed(inquiry: Inquiry, why: Sentence, sight: Sight, now: datetime) -> Inquiry:
    return inquiry if inquiry.closing else evolve(inquiry, closing=Closing(at=now, why=why, url=sight.url))


def _expired(inquiry: Inquiry, now: datetime) -> Inquiry:
    if inquiry.closing or inquiry.expires_at is None or inquiry.expires_at > now:
        return inquiry
    why = Sentence("closing_expired", {"day": _day(inquiry.expires_at - GRACE - timedelta(seconds=1))})
    return evolve(inquiry, closing=Closing(at=now, why=why))


def _reopened(inquiry: Inquiry) -> Inquiry:
    return evolve(inquiry, closing=None, missing=(), unlisted=(), suspected=None, astray="")


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment.time() != time(0) else f"{moment:%Y-%m-%d}"


def _share(named: str) -> float:
    """Return a number from 0 to 1 that is a posting's own: looks at a board's postings spread over days."""
    return hashlib.blake2b(named.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] / 255


def evidence_of(inquiry: Inquiry) -> tuple[Sentence, ...]:
    """Say what speaks against a posting's being open; nothing when nothing does."""
    if inquiry.closing:
        return (inquiry.closing.why,)
    doubts = {
        "closing_doubted_missing": ("at", inquiry.missing and _day(inquiry.missing[-1])),
        "closing_doubted_unlisted": ("at", inquiry.unlisted and _day(inquiry.unlisted[-1])),
        "closing_doubted_astray": ("url", inquiry.astray),
    }
    return tuple(Sentence(code, {name: value}) for code, (name, value) in doubts.items() if value)

"""Requests that say more than may be said: whose it is, who one is, which version, which state."""

from attacks_world import all_operations, objects, tried, with_more
from seeds.asking import Json
from seeds.cast import Cast
from seeds.rows import owned, rows_of
from seeds.table import SEEDS

from copilot_web.visitors import Power

WANTED: tuple[Json, ...] = (
    {"person": "local"}, {"owner": "local"}, {"user_id": 1}, {"id": "mine"}, {"role": "admin"}, {"is_admin": True},
    {"powers": ["admin"]}, {"verified": True}, {"verified_at": "2020-01-01T00:00:00Z"}, {"email_verified": True},
    {"password_hash": "x"}, {"version": 7}, {"state": "done"}, {"created_at": "2020-01-01T00:00:00Z"}, {"private": False},
    {"__proto__": {"role": "admin"}}, {"constructor": {}}, {"scope": ["admin"]}, {"session": "x"}, {"$set": {"role": "admin"}},
)  # fmt: skip


async def test_nothing_is_taken_that_was_not_asked_for(cast: Cast) -> None:
    document, rows, asked_for, faults = cast.people.world.schema, rows_of(cast.people.world.settings.database), 0, []
    await SEEDS["addResume"](cast.other)
    others = owned(rows.now(), cast.other.word, cast.other.person)
    for operation in all_operations(cast):
        owner = cast.admin if operation.power is Power.ADMIN else cast.owner
        places = set(objects(operation, document))
        if not places:
            continue
        asked = await SEEDS[operation.id](owner)
        for path, known in sorted(places, key=str):
            for more in (one for one in WANTED if known.isdisjoint(one)):
                answer = await operation.ask(asked.client or owner.client, with_more(asked, path, more))
                asked_for += 1
                if answer.status_code != 400:
                    faults.append(f"{operation.id} {path} {more}: {answer.status_code} {answer.text[:120]}")
    now = rows.now()
    assert all(row in now[row[0]] for row in others)
    rows.close()
    assert not faults, "\n".join(faults[:40])
    tried("more than asked", asked_for)

"""Negative controls: databases that are wrong in one way each, and ones that make a running server wrong.

An oracle that cannot fail proves nothing. `prove` takes a sound database and spoils it, way after way; each time the
right oracle must complain. `make_forgetful` puts a trigger into a town's database, so that its servers break a promise
without knowing; the test that runs on it must then fail.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from harness import Attempt, Sink, Town, must
from oracles import Rows, o1_acknowledged, o2_capacity, o3_whole, o4_letters, o5_sound, stored

#: What a spoiler does to the newest booking, and the oracle that must see it.
SPOILERS = {
    "O1": "DELETE FROM booking WHERE id = {id}",
    "O2 taken": "UPDATE slot SET taken = taken - 1 WHERE id = {slot}",
    "O2 places": "UPDATE slot SET places = taken - 1 WHERE id = {slot}",
    "O3 guest": "DELETE FROM party_member WHERE booking_id = {id}",
    "O3 key": "DELETE FROM idempotency_key WHERE key = {key}",
    "O4 letter": "DELETE FROM letter WHERE booking_id = {id} AND kind = 'partner_new_booking'",
    "O4 twice": "UPDATE letter SET kind = 'booking_confirmed' WHERE booking_id = {id}",
    "O4 never came": "UPDATE letter SET message_id = 'lost' WHERE booking_id = {id}",
    "O5": None,
}


def prove(town: Town, attempts: Sequence[Attempt], sink: Sink) -> int:
    """Spoils a sound database in one way after the other: the right oracle must complain each time. How many ways."""
    booked = next(one for one in reversed(attempts) if one.outcome == "booked" and not one.cancelled_ns)
    ways = {what: sql for what, sql in SPOILERS.items() if sql or not town.database_url}
    for what, sql in ways.items():
        with spoilt(town, booked, sql) as rows:
            try:
                faults = o1_acknowledged(rows, attempts) + o2_capacity(rows) + o3_whole(rows, attempts)
                faults += o4_letters(rows, attempts, sink)[0] + ([] if sql else o5_sound(rows))
            except Rows.Fault as fault:
                faults = [f"O5: {fault}"]
        must(any(one.startswith(what[:2]) for one in faults), f"the oracle is blind to {what}: it found {faults[:3]}")
    return len(ways)


@contextmanager
def spoilt(town: Town, booked: Attempt, sql: str | None) -> Iterator[Rows]:
    """The town's rows with a booking spoilt: in a copy of the file, or in a transaction that is undone."""
    find = "SELECT booking_id, slot_id FROM booking_slot JOIN booking ON booking.id = booking_id WHERE reference = "
    find += f"'{stored(booked.reference or '')}'"
    if town.database_url:
        with Rows.of(town) as rows:
            rows.connection.autocommit = False
            # No foreign key and no check stands in the way of what a faulty engine might do.
            rows.connection.execute("SET session_replication_role = replica")
            rows.connection.execute("ALTER TABLE slot DROP CONSTRAINT slot_never_oversold")
            booking, slot = rows.all(find)[0]
            rows.connection.execute((sql or "").format(id=f"'{booking}'", slot=f"'{slot}'", key=f"'{booked.key}'"))
            yield rows
            rows.connection.rollback()
        return
    copy = town.folder / "spoilt.db"
    copy.unlink(missing_ok=True)
    target = sqlite3.connect(copy, isolation_level=None)
    with Rows.of(town) as rows:
        rows.connection.backup(target)
    target.execute("PRAGMA ignore_check_constraints = ON")
    target.execute("PRAGMA journal_mode = DELETE")
    booking, slot = target.execute(find).fetchone()
    if sql:
        target.execute(sql.format(id=f"x'{booking.hex()}'", slot=f"x'{slot.hex()}'", key=f"'{booked.key}'"))
    target.close()
    if not sql:
        tear(copy)
    with Rows(copy) as rows:
        yield rows
    copy.unlink()


def tear(database: Path) -> None:
    """Swaps two pages of a file in its middle, as a disk might that lost its way."""
    data = bytearray(database.read_bytes())
    pages = len(data) // 4096
    one, two = pages // 2 * 4096, (pages // 2 + 1) * 4096
    data[one : one + 4096], data[two : two + 4096] = data[two : two + 4096], data[one : one + 4096]
    database.write_bytes(data)


#: Statements that make a database forgetful, so that a running server breaks a promise without knowing. By engine.
FORGETFUL = {
    "sqlite": {
        "gives places away twice": [
            "CREATE TRIGGER forgetful AFTER INSERT ON booking_slot BEGIN"
            " UPDATE slot SET taken = taken - NEW.people WHERE id = NEW.slot_id AND abs(random()) % 3 = 0; END",
        ],
        "says full too early": [
            "CREATE TRIGGER forgetful AFTER INSERT ON booking_slot BEGIN"
            " UPDATE slot SET taken = taken + 1 WHERE id = NEW.slot_id AND taken < places; END",
        ],
        "forgets a booking it answered": [
            "CREATE TRIGGER forgetful AFTER UPDATE OF status ON idempotency_key WHEN abs(random()) % 4 = 0 BEGIN"
            " DELETE FROM booking_slot WHERE booking_id = (SELECT id FROM booking ORDER BY id DESC LIMIT 1);"
            " DELETE FROM party_member WHERE booking_id = (SELECT id FROM booking ORDER BY id DESC LIMIT 1);"
            " DELETE FROM letter WHERE booking_id = (SELECT id FROM booking ORDER BY id DESC LIMIT 1);"
            " DELETE FROM link WHERE booking_id = (SELECT id FROM booking ORDER BY id DESC LIMIT 1);"
            " DELETE FROM booking_day WHERE booking_id = (SELECT id FROM booking ORDER BY id DESC LIMIT 1);"
            " DELETE FROM booking WHERE id = (SELECT id FROM booking ORDER BY id DESC LIMIT 1); END",
        ],
    },
    "postgres": {
        "gives places away twice": [
            "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE slot SET taken = taken - NEW.people WHERE id = NEW.slot_id AND random() < 0.33;"
            " RETURN NULL; END $$",
            "CREATE TRIGGER forgetful AFTER INSERT ON booking_slot FOR EACH ROW EXECUTE FUNCTION forget()",
        ],
        "says full too early": [
            "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE slot SET taken = taken + 1 WHERE id = NEW.slot_id AND taken < places;"
            " RETURN NULL; END $$",
            "CREATE TRIGGER forgetful AFTER INSERT ON booking_slot FOR EACH ROW EXECUTE FUNCTION forget()",
        ],
        "forgets a booking it answered": [
            "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE lost UUID; BEGIN"
            " IF random() < 0.25 THEN"
            " SELECT id INTO lost FROM booking WHERE xmin = pg_current_xact_id()::xid LIMIT 1;"
            " DELETE FROM booking_slot WHERE booking_id = lost; DELETE FROM party_member WHERE booking_id = lost;"
            " DELETE FROM letter WHERE booking_id = lost; DELETE FROM link WHERE booking_id = lost;"
            " DELETE FROM booking_day WHERE booking_id = lost;"
            " DELETE FROM booking WHERE id = lost; END IF;"
            " RETURN NULL; END $$",
            "CREATE TRIGGER forgetful AFTER UPDATE OF status ON idempotency_key FOR EACH ROW EXECUTE FUNCTION forget()",
        ],
    },
}


def make_forgetful(town: Town, how: str) -> None:
    """Spoils the database of a town whose servers are stopped."""
    must(not any(server.runs for server in town.servers), "the servers must be stopped first")
    statements = FORGETFUL[town.engine][how]
    if town.database_url:
        import psycopg

        with psycopg.connect(town.database_url, autocommit=True) as connection:
            for sql in ["DROP FUNCTION IF EXISTS forget() CASCADE", *statements]:
                connection.execute(sql)
        return
    connection = sqlite3.connect(town.data / "breather.db", isolation_level=None)
    for sql in ["DROP TRIGGER IF EXISTS forgetful", *statements]:
        connection.execute(sql)
    connection.close()

"""What holds after every fault, O1...O7, read from the database by another program than Breather.

    with Rows.of(town) as rows:
        faults = o1_acknowledged(rows, log.attempts) + o2_capacity(rows) + o3_whole(rows, log.attempts) + o5_sound(rows)

Each gives the sentences of what is wrong; an empty list means that it holds. The audit is hashed with a key, so
`o6_audit` asks `breather doctor`. An oracle that cannot fail proves nothing: spoilers.py feeds them what is wrong.
"""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness import Attempt, Sink, Town

#: Seconds within which a restarted server must be ready.
READY_MAX = 2.0
#: The letters that a booking made at once is told by: to the carer, to the partner.
MADE = {"booking_confirmed", "partner_new_booking"}


class Rows:
    """Looks into a database of either engine and changes nothing; ids come as their usual text."""

    #: SQLite cannot make sense of the file.
    Fault = sqlite3.DatabaseError

    def __init__(self, place: Path | str, changing: bool = False) -> None:
        """`changing`: as the program itself would open the file, to write; what its log holds is carried into it."""
        self.is_sqlite = isinstance(place, Path)
        self.connection: Any
        if isinstance(place, Path):
            mode = "rw" if changing else "ro"
            self.connection = sqlite3.connect(f"file:{place}?mode={mode}", uri=True, timeout=10, isolation_level=None)
        else:
            import psycopg

            self.connection = psycopg.connect(place, autocommit=True)

    @classmethod
    def of(cls, town: Town) -> Rows:
        return cls(town.database_url or town.data / "breather.db")

    def all(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return [tuple(map(plain, row)) for row in self.connection.execute(sql).fetchall()]

    @contextmanager
    def at_one_instant(self) -> Iterator[Rows]:
        """All queries inside see the same instant, whatever the servers do meanwhile."""
        self.connection.execute("BEGIN" if self.is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield self
        finally:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def plain(value: Any) -> Any:
    """An id as text, whichever way the engine keeps it."""
    if isinstance(value, bytes) and len(value) == 16:
        return str(uuid.UUID(bytes=value))
    return str(value) if isinstance(value, uuid.UUID) else value


def bookings(rows: Rows) -> dict[str, tuple[str, str, str, bool]]:
    """Every booking's slot, carer, state and whether it holds its place, by its reference as the database keeps it."""
    found = rows.all(
        "SELECT booking.reference, booking_slot.slot_id, booking.carer_id, booking.state, booking_slot.live"
        " FROM booking JOIN booking_slot ON booking_slot.booking_id = booking.id"
    )
    return {reference: (slot, carer, state, bool(live)) for reference, slot, carer, state, live in found}


def stored(reference: str) -> str:
    """A reference without the hyphen that people are shown."""
    return reference.replace("-", "")


def o1_acknowledged(rows: Rows, attempts: Iterable[Attempt]) -> list[str]:
    """Every booking that was answered 201 is there, for that carer on that date, in the state it was told to be in."""
    there, faults = bookings(rows), []
    for attempt in attempts:
        if attempt.reference is None:
            continue
        found = there.get(stored(attempt.reference))
        if found is None:
            faults.append(f"O1: {attempt.reference} was answered 201 and is not there")
            continue
        slot, carer, state, live = found
        states = {"cancelled"} if attempt.cancelled_ns else {"confirmed"}
        if attempt.maybe_cancelled:
            states.add("cancelled")
        is_of = (slot, carer) == (attempt.wish.slot, attempt.wish.carer)
        if not is_of or state not in states or live != (state == "confirmed"):
            faults.append(f"O1: {attempt.reference} is {state}, live {live}, not what was answered")
    return faults


def o2_capacity(rows: Rows) -> list[str]:
    """No date has more people than places, and `taken` is the number of people who hold one."""
    found = rows.all(
        "SELECT slot.id, slot.places, slot.taken, CAST(COALESCE(SUM(booking_slot.people), 0) AS BIGINT)"
        " FROM slot LEFT JOIN booking_slot ON booking_slot.slot_id = slot.id AND booking_slot.live"
        " GROUP BY slot.id, slot.places, slot.taken"
        " HAVING COALESCE(SUM(booking_slot.people), 0) <> slot.taken OR slot.taken > slot.places"
    )
    return [
        f"O2: slot {slot}: {held} people hold {places} places, taken says {taken}"
        for slot, places, taken, held in found
    ]


def o3_whole(rows: Rows, attempts: Sequence[Attempt]) -> list[str]:
    """Every booking is whole; every unknown one is there with its key or not at all; what was refused is not there."""
    faults = [
        f"O3: booking {one[0]} has {one[1]} dates, {one[2]} guests of {one[3]}, {one[4]} letters"
        for one in rows.all(
            "SELECT * FROM (SELECT reference,"
            " (SELECT COUNT(*) FROM booking_slot WHERE booking_id = booking.id) AS dates,"
            " (SELECT COUNT(*) FROM party_member WHERE booking_id = booking.id) AS guests, people,"
            " (SELECT COUNT(*) FROM letter WHERE booking_id = booking.id) AS letters FROM booking) AS counted"
            " WHERE dates < 1 OR guests <> people OR letters < 2"
        )
    ]
    held = Counter((slot, carer) for slot, carer, _, _ in bookings(rows).values())
    keys = {key: status for key, status in rows.all("SELECT key, status FROM idempotency_key")}
    if half := [key for key, status in keys.items() if status is None]:
        faults.append(f"O3: {len(half)} keys were claimed and never settled, such as {half[0]}")
    for attempt in attempts:
        # A key that was settled says that its booking was made; a booking that was made has settled its key.
        made = attempt.key in keys
        if attempt.outcome == "booked" and not made:
            faults.append(f"O3: {attempt.reference} is answered, and its key {attempt.key} is not there")
        if attempt.outcome == "refused" and made:
            faults.append(f"O3: {attempt.key} was refused ({attempt.refusal}), and its key has an effect")
    settled = Counter((one.wish.slot, one.wish.carer) for one in attempts if one.key in keys)
    for wish in {(one.wish.slot, one.wish.carer) for one in attempts}:
        if settled[wish] != held[wish]:
            faults.append(f"O3: {wish} has {settled[wish]} settled keys and {held[wish]} bookings")
    return faults


def o4_letters(rows: Rows, attempts: Iterable[Attempt], sink: Sink | None) -> tuple[list[str], int]:
    """Every booking has its letters once in the outbox, and each has come; also how many came more than once.

    Of a booking that was cancelled before its letters went, the letters are dropped. Without a sink only the outbox is
    looked at. Letters that are still on their way are faults: see `letters_settled`.
    """
    letters: dict[str, list[tuple[str, str, str]]] = {}
    for reference, kind, state, name in rows.all(
        "SELECT booking.reference, letter.kind, letter.state, letter.message_id"
        " FROM letter JOIN booking ON booking.id = letter.booking_id"
    ):
        letters.setdefault(reference, []).append((kind, state, name))
    came, faults, copies = sink.counts() if sink else {}, [], 0
    for attempt in attempts:
        if attempt.reference is None:
            continue
        mine = letters.get(stored(attempt.reference), [])
        was_cancelled = attempt.cancelled_ns is not None or attempt.maybe_cancelled
        kinds = Counter(kind for kind, _, _ in mine)
        if any(kinds[kind] != 1 for kind in MADE) or (set(kinds) != MADE and not was_cancelled):
            faults.append(f"O4: {attempt.reference} has the letters {sorted(kind for kind, _, _ in mine)}")
        for kind, state, name in mine:
            if sink and not came.get(name) and not (was_cancelled and state == "dropped"):
                faults.append(f"O4: the letter {kind} of {attempt.reference} ({state}) never came")
            copies += max(0, came.get(name, 0) - 1)
    return faults, copies


def age_leases(town: Town, since: float) -> int:
    """Lets the leases pass that were taken before an instant of `time.time()`, as 300 seconds of waiting would.

    On PostgreSQL no process knows that another one died with letters in its hands: only time frees them. How many.
    """
    import psycopg

    with psycopg.connect(town.database_url, autocommit=True) as connection:
        return connection.execute(
            "UPDATE letter SET lease_until = now() - INTERVAL '1 second'"
            " WHERE state = 'sending' AND lease_until < to_timestamp(%s) + INTERVAL '300 seconds'",
            [since],
        ).rowcount


def letters_settled(rows: Rows, seconds: float) -> bool:
    """Waits until no letter is on its way any more; whether that came to be."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not rows.all("SELECT 1 FROM letter WHERE state IN ('queued', 'sending') AND by_way = 'email' LIMIT 1"):
            return True
        time.sleep(0.1)
    return False


def o5_sound(rows: Rows, amcheck: Callable[[], str] | None = None) -> list[str]:
    """The pages and indexes are sound and no row points nowhere. PostgreSQL: what `pg_amcheck` says."""
    if not rows.is_sqlite:
        return [f"O5: {line}" for line in (amcheck() if amcheck else "").splitlines()[:5]]
    damage = [str(row[0]) for row in rows.all("PRAGMA integrity_check") if row[0] != "ok"]
    orphans = [f"a row of {row[0]} points nowhere" for row in rows.all("PRAGMA foreign_key_check")]
    return [f"O5: {one}" for one in damage + orphans]


def o6_audit(town: Town, ignoring: Iterable[str] = ()) -> list[str]:
    """`breather doctor` finds the audit whole and nothing wrong, but for topics that a test has spoilt on purpose."""
    findings = town.doctor()
    faults = [
        f"O6: doctor: {one['topic']}: {one['sentence']}"
        for one in findings
        if one["state"] == "bad" and one["topic"] not in set(ignoring)
    ]
    if not any(one["topic"] == "audit" and one["state"] == "well" for one in findings):
        faults.append("O6: the doctor does not say that the audit is whole")
    return faults


def o7_ready(seconds: float) -> list[str]:
    """Ready again within the bar."""
    return [] if seconds <= READY_MAX else [f"O7: ready only after {seconds:.2f} s"]

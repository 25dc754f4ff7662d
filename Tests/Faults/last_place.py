#!/usr/bin/env python3
"""Two hundred carers want the last ten places at once, round after round: never eleven get one, and nobody hears "full"
while a place is free.

    last_place.py BINARY SEEDS WORK [--engine postgres] [--long]

A round is one date. First all book at once; who is told to come again (503) does so under the same key. Then three who
got a place cancel while thirty of the others try again, so that places come free and go under everybody's eyes. In the
last round every request is sent twice at once under one key. 20 rounds, or 100 with --long; on PostgreSQL two servers.

What is judged is the history, by the clients' clocks. A booking holds its place at the latest from its answer and at
the earliest from its first request; a cancelled one frees it between request and answer. So it is a fault
- when more bookings than places hold for certain at one instant;
- when "full" was said although at every instant between that request and its answer fewer bookings than there are
  places can have held one;
- when in the end a place is free and somebody was refused.

Negative controls: histories made by hand that are wrong in each way, and real rounds on a database with a trigger that
gives places away twice, and one that says full too early.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from harness import Attempt, Client, ClientLog, Ground, Offer, Sink, Town, Wish, bounded, everybody, must, parse, say
from oracles import Rows, letters_settled, o1_acknowledged, o2_capacity, o3_whole, o4_letters, o5_sound, o6_audit
from spoilers import make_forgetful

CLIENTS, PLACES, CANCELS, AGAIN = 200, 10, 3, 30
#: How long a client goes on when it is told to come again, in seconds.
PATIENCE = 30
NEVER = 1 << 62


class Hold(NamedTuple):
    """A booking: its place is taken some time in begun...acked, and freed in freeing...freed. `NEVER`: not yet."""

    begun: int
    acked: int
    freeing: int = NEVER
    freed: int = NEVER


class Full(NamedTuple):
    """A request that was told there is no place."""

    begun: int
    ended: int


def judge(holds: Sequence[Hold], fulls: Sequence[Full], places: int) -> list[str]:
    """What is wrong with a history."""
    faults = []
    for hold in holds:
        certain = sum(1 for one in holds if one.acked <= hold.acked < one.freeing)
        if hold.acked != NEVER and certain > places:
            faults.append(f"oversold: {certain} bookings hold {places} places")
            break
    for full in fulls:
        # The most that can have held a place changes upwards only when somebody begins.
        instants = [full.begun, *(one.begun for one in holds if full.begun < one.begun <= full.ended)]
        most = max(sum(1 for one in holds if one.begun <= at <= one.freed) for at in instants)
        if most < places:
            faults.append(f"refused while a place was free: at most {most} of {places} can have been taken")
            break
    left = places - sum(1 for one in holds if one.freed == NEVER)
    if left > 0 and fulls:
        faults.append(f"{left} places are left, and {len(fulls)} requests were told it is full")
    return faults


def history(attempts: Sequence[Attempt]) -> tuple[list[Hold], list[Full]]:
    """The attempts of one date; two under one key are one booking."""
    by_key: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        by_key.setdefault(attempt.key, []).append(attempt)
    holds, fulls = [], []
    for key, mine in by_key.items():
        outcomes = {one.outcome for one in mine}
        must(outcomes in ({"booked"}, {"refused"}), f"the key {key} was answered {[one.tries for one in mine]}")
        if outcomes == {"booked"}:
            must(len({one.reference for one in mine}) == 1, f"the key {key} made two bookings")
            gone = next((one.cancelled_ns for one in mine if one.cancelled_ns), (NEVER, NEVER))
            holds.append(Hold(min(one.begun_ns for one in mine), min(one.ended_ns for one in mine), *gone))
        else:
            must({one.refusal for one in mine} == {"full"}, f"the key {key} was refused: {mine[0].refusal}")
            fulls += [Full(one.tries[-1].begun_ns, one.ended_ns) for one in mine]
    return holds, fulls


def rush(town: Town, log: ClientLog, offer: Offer, slot: str, carers: Sequence[str], twins: int = 1) -> list[Attempt]:
    """Everybody books at once, `twins` times under one key."""

    def ask(client: Client, carer: str) -> Attempt:
        return log.book(client, Wish(offer.id, slot, carer), f"rush-{slot}-{carer}", PATIENCE)

    crowd = [(Client(town), carer) for carer in carers for _ in range(twins)]
    attempts = everybody([lambda one=one: ask(*one) for one in crowd])
    for client, _ in crowd:
        client.close()
    return attempts


def come_and_go(town: Town, log: ClientLog, offer: Offer, slot: str, attempts: Sequence[Attempt]) -> list[Attempt]:
    """Some who have a place cancel, while some who have none try until they get one or it is certainly full again."""
    leaving = [one for one in attempts if one.outcome == "booked"][:CANCELS]
    coming = [one.wish.carer for one in attempts if one.outcome == "refused"][:AGAIN]
    gone, more, still = threading.Event(), [], [len(leaving)]

    def leave(attempt: Attempt) -> None:
        must(log.cancel(Client(town), attempt, PATIENCE), f"{attempt.reference} could not be cancelled")
        still[0] -= 1
        if still[0] == 0:
            gone.set()

    def come(carer: str) -> None:
        client = Client(town)
        for number in range(1_000):
            late = gone.is_set()
            attempt = log.book(client, Wish(offer.id, slot, carer), f"again-{slot}-{carer}-{number}", PATIENCE)
            more.append(attempt)
            if attempt.outcome != "refused" or late:
                return
            time.sleep(0.005)

    everybody([lambda one=one: leave(one) for one in leaving] + [lambda one=one: come(one) for one in coming])
    return more


def one_round(
    town: Town, log: ClientLog, offer: Offer, slot: str, carers: Sequence[str], twins: int
) -> tuple[list[str], int]:
    """A date's whole story: what is wrong with it, and how many requests were told that it is full."""
    attempts = rush(town, log, offer, slot, carers, twins)
    if twins == 1:
        attempts += come_and_go(town, log, offer, slot, attempts)
    holds, fulls = history(attempts)
    faults = judge(holds, fulls, PLACES)
    left = town.places_left(offer, slot)
    stand = sum(1 for one in holds if one.freed == NEVER)
    if left != PLACES - stand:
        faults.append(f"the API tells of {left} places left, with {stand} bookings of {PLACES} places")
    return faults, len(fulls)


def by_hand() -> None:
    """The judge sees what is wrong in histories made by hand, and only that."""
    ten = [Hold(0, 10 + n) for n in range(10)]
    wrong = {
        "oversold": ([*ten, Hold(0, 30)], []),
        "refused while": ([*ten[:9], Hold(60, 70)], [Full(40, 50)]),
        "refused while a": ([*ten[:9], Hold(0, 10, 20, 30), Hold(60, 70)], [Full(40, 50)]),
        "1 places are left": (ten[:9], [Full(5, 50)]),
    }
    for word, (holds, fulls) in wrong.items():
        faults = judge(holds, fulls, PLACES)
        must(any(one.startswith(word) for one in faults), f"the judge is blind to: {word}; it found {faults}")
    right = [
        (ten, [Full(5, 6), Full(40, 50)]),
        ([*ten[:9], Hold(0, 10, 20, 30), Hold(25, 70)], [Full(15, 16), Full(28, 29)]),
    ]
    for holds, fulls in right:
        must(not judge(holds, fulls, PLACES), f"the judge finds what is not there: {judge(holds, fulls, PLACES)}")


def controls(town: Town, log: ClientLog, offer: Offer, slots: Sequence[str], carers: Sequence[str]) -> None:
    """On a database that is wrong, the same round must fail."""
    for slot, how, word in (
        (slots[0], "gives places away twice", "oversold"),
        (slots[1], "says full too early", "places are left"),
    ):
        for server in town.servers:
            must(server.stop() == 0, "serve did not end well")
        make_forgetful(town, how)
        for server in town.servers:
            server.start()
        holds, fulls = history(rush(town, log, offer, slot, carers))
        faults = judge(holds, fulls, PLACES)
        must(any(word in one for one in faults), f"a database that {how} was not noticed: {faults}")
        with Rows.of(town) as rows:
            must(o2_capacity(rows), f"O2 did not notice a database that {how}")
        say(f"last place, control: a database that {how} is noticed: {faults[0]}")


def main() -> None:
    options = parse(__doc__)
    rounds = 100 if options.long else 20
    bounded(1800 if options.long else 600)
    begun = time.monotonic()
    by_hand()
    with Sink() as sink, Ground(options) as ground:
        with Town(options.binary, options.work / "last-place", sink, ground.database("last place")) as town:
            town.seed(options.seeds)
            for _ in range(2 if town.engine == "postgres" else 1):
                town.serve()
            carers, offer = town.carers(CLIENTS, "race"), town.offer([PLACES] * (rounds + 2))
            log, refused = ClientLog(town.folder / "client.log"), 0
            for number, slot in enumerate(offer.slots[:rounds], 1):
                faults, fulls = one_round(town, log, offer, slot, carers, twins=2 if number == rounds else 1)
                must(not faults, f"round {number}: {faults}")
                refused += fulls
                if number % 5 == 0:
                    say(f"last place: {number} rounds of {rounds}, {time.monotonic() - begun:.0f} s")
            with Rows.of(town) as rows:
                must(letters_settled(rows, 60), "letters are still on their way after 60 s")
                unlike = {one.key: one for one in log.attempts}.values()
                faults = o1_acknowledged(rows, unlike) + o2_capacity(rows) + o3_whole(rows, list(unlike))
                faults += o4_letters(rows, unlike, sink)[0] + o5_sound(rows) + o6_audit(town)
            must(not faults, faults[:5])
            tries = Counter(one.status for attempt in log.attempts for one in attempt.tries)
            say(f"last place: memory {[server.memory_mib() for server in town.servers]} MiB, answers {dict(tries)}")
            controls(town, log, offer, offer.slots[rounds:], carers)
            for server in town.servers:
                must(server.stop() == 0, "serve did not end well")
    say(
        f"last place, {options.engine}, {len(town.servers)} server(s): {rounds} rounds of {CLIENTS} clients for"
        f" {PLACES} places, 0 oversold, 0 of {refused} refused while a place was free; both controls are noticed;"
        f" {time.monotonic() - begun:.0f} s"
    )


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""kill -9 in the middle of bookings, round after round: what was answered stands, the rest is whole or not there.

    kill9.py BINARY SEEDS WORK [--engine postgres] [--long]

Fifty clients book one thing after the other until the server is killed, at a random instant of the first 200 ms. It is
started again (O7), then the database is looked at (O1, O2, O3) before anybody asks again. Then two thirds of the
unknown requests are sent again under their keys: one effect each. At the end all letters must have come (O4), the file
must be sound (O5) and the audit whole (O6). 20 rounds, or 200 with --long. On PostgreSQL there are two servers, and
each round kills one or both.

Negative controls: the oracles are given this database spoilt in every way (spoilers.py), and one round is played on a
database that forgets every fourth booking it answered.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Sequence

from harness import Attempt, Client, ClientLog, Ground, Offer, Sink, Town, Wish, bounded, everybody, must, parse, say
from oracles import (
    Rows,
    age_leases,
    letters_settled,
    o1_acknowledged,
    o2_capacity,
    o3_whole,
    o4_letters,
    o5_sound,
    o6_audit,
    o7_ready,
)
from spoilers import make_forgetful, prove

CLIENTS = 50
#: The dates of a round: three with a place for each carer, and one that is soon full.
PLACES = [100, 100, 100, 30]
CARERS = 100
#: When the kill comes after the first answer, in seconds.
KILL_WITHIN = 0.2


def load_until_killed(
    town: Town, log: ClientLog, wishes: list[Wish], dice: random.Random, least: int = 1
) -> list[Attempt]:
    """Clients book the wishes, each once, until the servers of this round are dead, some time after the `least`th try.

    What they tried.
    """
    dying = dice.sample(town.servers, dice.randint(1, len(town.servers)))
    dead, enough, mine, lock = threading.Event(), threading.Event(), [], threading.Lock()

    def book() -> None:
        client = Client(town, seconds=20)
        while not dead.is_set():
            with lock:
                if not wishes:
                    return
                wish = wishes.pop()
            attempt = log.book(client, wish)
            with lock:
                mine.append(attempt)
            if len(mine) >= least:
                enough.set()
            if attempt.outcome == "unknown":
                time.sleep(0.02)
        client.close()

    def kill() -> None:
        enough.wait(10)
        time.sleep(dice.uniform(0, KILL_WITHIN))
        for server in dying:
            server.kill()
        dead.set()

    everybody([book] * CLIENTS + [kill])
    return mine


def look(town: Town, attempts: Sequence[Attempt]) -> list[str]:
    with Rows.of(town) as rows, rows.at_one_instant():
        return o1_acknowledged(rows, attempts) + o2_capacity(rows) + o3_whole(rows, attempts)


def ask_again(town: Town, log: ClientLog, unknown: Sequence[Attempt]) -> list[str]:
    """The same keys again: each is answered for certain now."""
    hands = [unknown[place::20] for place in range(20) if unknown[place::20]]

    def again(mine: Sequence[Attempt]) -> None:
        client = Client(town)
        for attempt in mine:
            log.again(client, attempt, patience=30)
        client.close()

    if hands:
        everybody([lambda one=one: again(one) for one in hands])
    return [f"{one.key} is still unknown: {one.tries[-1]}" for one in unknown if one.outcome == "unknown"]


def one_round(town: Town, log: ClientLog, offer: Offer, number: int, carers: Sequence[str], dice: random.Random) -> str:
    """Load, kill, start, look, ask again, look; figures in words."""
    slots = offer.slots[number * len(PLACES) : (number + 1) * len(PLACES)]
    wishes = [Wish(offer.id, slot, carer) for slot in slots for carer in carers]
    dice.shuffle(wishes)
    mine = load_until_killed(town, log, wishes, dice)
    seconds = [server.start() for server in town.servers if not server.runs]
    faults = [fault for one in seconds for fault in o7_ready(one)] + look(town, log.attempts)
    unknown = [one for one in mine if one.outcome == "unknown"]
    with Rows.of(town) as rows:
        keys = {key for (key,) in rows.all("SELECT key FROM idempotency_key")}
    there = sum(1 for one in unknown if one.key in keys)
    faults += ask_again(town, log, [one for one in unknown if dice.random() < 0.67]) + look(town, log.attempts)
    log.sync()
    must(not faults, f"round {number + 1}: {faults[:5]}")
    odd = {request.status for one in mine for request in one.tries} - {0, 201, 409, 503}
    must(not odd, f"round {number + 1}: a kill was answered {odd}")
    booked = sum(1 for one in mine if one.outcome == "booked")
    return f"{booked} booked, {len(unknown)} unknown of which {there} were there, ready in {max(seconds):.2f} s"


def finish(town: Town, ground: Ground, log: ClientLog, sink: Sink, rounds: int) -> int:
    """O4, O5, O6 when the post has done its work; how many letters came more than once."""
    with Rows.of(town) as rows:
        if town.database_url:
            age_leases(town, max(server.killed_at for server in town.servers))
        must(letters_settled(rows, 60 + 6 * rounds), "letters are still on their way")
        faults, copies = o4_letters(rows, log.attempts, sink)
        faults += o5_sound(rows, ground.amcheck(town)) + o6_audit(town)
    must(not faults, faults[:5])
    # A postman has one letter in hand; killed between the mail server's yes and its own note of it, it sends it again.
    most = rounds * len(town.servers)
    must(copies <= most, f"{copies} letters came more than once; {most} can have been in a postman's hand")
    return copies


def forgetful_round(town: Town, log: ClientLog, offer: Offer, carers: Sequence[str], dice: random.Random) -> None:
    """The control: the same round on a database that forgets must fail."""
    for server in town.servers:
        must(server.stop() == 0, "serve did not end well")
    make_forgetful(town, "forgets a booking it answered")
    for server in town.servers:
        server.start()
    wishes = [Wish(offer.id, slot, carer) for slot in offer.slots[-len(PLACES) :] for carer in carers]
    mine = load_until_killed(town, log, wishes, dice, least=60)
    faults = look(town, mine)
    must(any(one.startswith("O1") for one in faults), f"a database that forgets was not noticed: {faults[:3]}")
    say(f"kill -9, control: a database that forgets is noticed: {faults[0]}")


def main() -> None:
    options = parse(__doc__)
    rounds = 200 if options.long else 20
    bounded(3600 if options.long else 600)
    begun, dice = time.monotonic(), random.Random(options.seed)
    with Sink() as sink, Ground(options) as ground:
        with Town(options.binary, options.work / "kill9", sink, ground.database("kill9")) as town:
            town.seed(options.seeds)
            for _ in range(2 if town.engine == "postgres" else 1):
                town.serve()
            carers, offer = town.carers(CARERS, "kill"), town.offer(PLACES * (rounds + 1))
            log = ClientLog(town.folder / "client.log")
            for number in range(rounds):
                words = one_round(town, log, offer, number, carers, dice)
                if (number + 1) % (rounds // 10) == 0:
                    say(f"kill -9: round {number + 1} of {rounds}: {words}; {time.monotonic() - begun:.0f} s")
            copies = finish(town, ground, log, sink, rounds)
            outcomes = Counter(one.outcome for one in log.attempts)
            must(outcomes["unknown"] > 0, "nothing was under way when the server was killed")
            ways = prove(town, log.attempts, sink)
            forgetful_round(town, log, offer, carers, dice)
    say(
        f"kill -9, {options.engine}: {rounds} rounds, {outcomes['booked']} answered bookings there with their letters,"
        f" {outcomes['unknown']} left unknown all whole or absent, {copies} letters twice;"
        f" {ways + 1} controls are noticed; {time.monotonic() - begun:.0f} s"
    )


if __name__ == "__main__":
    main()

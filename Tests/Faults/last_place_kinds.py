#!/usr/bin/env python3
"""The race for the last places once more: for places that are held, for stays of two nights, and with people waiting in line.

    last_place_kinds.py BINARY SEEDS WORK [--engine postgres] [--long]

Three kinds of rounds, 5 of each, or 25 with --long; on PostgreSQL two servers.
- Holds: two hundred want to keep one of ten places. Ten do; all others hear `held_by_others` with the instant from which to try
  again, never "full". Then five of the ten let go and five book, while thirty others try: every place ends with somebody.
- Stays: a hundred want the first and second night, a hundred the second and third, each night has ten places. Nobody gets half a
  stay, the second night is full in the end, and the other two together hold as many as it does.
- Waiting: ten have the places, twenty wait in line. Three cancel while thirty others ask at once. The three places are kept for
  the first three in line, and nobody who asked past them got one.

In the end `taken` is what live bookings hold (O2), the database is sound (O5) and the audit verifies (O6).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from harness import Answer, Client, Ground, NoAnswer, Offer, Sink, Town, bounded, everybody, must, parse, say
from oracles import Rows, o2_capacity, o5_sound, o6_audit

PLACES, CLIENTS, LATE, LINE, LEAVE = 10, 200, 30, 20, 3
PATIENCE = 30


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Asks until there is an answer that is not "come again"."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            answer = ask()
            if answer.status not in (429, 503) and answer.code != "request_in_progress":
                return answer
        except NoAnswer:
            pass
        must(time.monotonic() < end, f"no answer within {PATIENCE} s")
        time.sleep(0.1)


def wish(offer: Offer, slots: Sequence[str], carer: str, **more: Any) -> dict[str, Any]:
    """A booking for one, asked by the desk; the coordinator's reason lifts the cap of overnight stays."""
    return {
        "offerId": offer.id,
        "slots": list(slots),
        "party": [{"kind": "carer"}],
        "onBehalfOf": carer,
        "identity": {"checked": ["birth_date", "postcode"]},
        "cover": {"how": "not_needed"},
        **more,
    }


def ask_all(town: Town, path: str, bodies: Sequence[dict[str, Any]], label: str) -> list[Answer]:
    """Everybody asks at once, each under a key of their own."""
    clients = [Client(town) for _ in bodies]
    answers = everybody(
        [
            lambda n=n, body=body: patiently(lambda: clients[n].ask("POST", path, body, "coordinator", f"{label}-{n}"))
            for n, body in enumerate(bodies)
        ]
    )
    for client in clients:
        client.close()
    return answers


def act(town: Town, reference: str, what: str, body: dict[str, Any] | None = None) -> Answer:
    client = Client(town)
    answer = patiently(lambda: client.ask("POST", f"/v1/bookings/{reference}/{what}", body or {}, "coordinator"))
    client.close()
    return answer


def codes(answers: Sequence[Answer]) -> Counter[str]:
    return Counter(one.code or str(one.status) for one in answers)


def nights(town: Town, places: Sequence[int]) -> Offer:
    """A published offer of nights that follow one another, one for each number of places."""
    offer = town.offer([], stay="overnight", title="A few nights away")
    dates = []
    for number, many in enumerate(places):
        night = time.time() + 86_400 * (40 + number)
        day, next_day = (time.strftime("%Y-%m-%d", time.gmtime(night + 86_400 * more)) for more in (0, 1))
        dates.append({"startsAt": f"{day}T15:00:00Z", "endsAt": f"{next_day}T11:00:00Z", "places": many})
    made = town.good(201, "POST", f"/v1/offers/{offer.id}/slots", {"slots": dates}, "partner")
    return Offer(offer.id, [slot["id"] for slot in made["slots"]])


def holds(town: Town, offer: Offer, slot: str, carers: Sequence[str]) -> None:
    answers = ask_all(town, "/v1/bookings", [wish(offer, [slot], one, hold=True) for one in carers], f"hold-{slot}")
    must(codes(answers) == {"201": PLACES, "held_by_others": CLIENTS - PLACES}, f"holds: {codes(answers)}")
    must(all("retryAt" in one.body for one in answers if one.status == 409), "held_by_others names no instant")
    kept = [one.body["reference"] for one in answers if one.status == 201]
    without = [carer for carer, one in zip(carers, answers) if one.status != 201][:LATE]
    booked: list[Answer] = []

    def come(number: int, carer: str) -> None:
        client = Client(town)
        for turn in range(200):
            body = wish(offer, [slot], carer)
            answer = patiently(lambda: client.ask("POST", "/v1/bookings", body, "coordinator", f"late-{slot}-{number}-{turn}"))
            if answer.status == 201:
                booked.append(answer)
                return
            if answer.code == "full":
                return
            time.sleep(0.01)

    settled: list[Answer] = []
    errands = [lambda one=one: settled.append(act(town, one, "confirm")) for one in kept[:5]]
    errands += [lambda one=one: settled.append(act(town, one, "cancel")) for one in kept[5:]]
    errands += [lambda n=n, carer=carer: come(n, carer) for n, carer in enumerate(without)]
    everybody(errands)
    must(Counter(one.body.get("state") for one in settled) == {"confirmed": 5, "lapsed": 5}, "holds did not settle")
    must(len(booked) == PLACES - 5, f"{len(booked)} of {PLACES - 5} places that were let go went to somebody")
    must(town.places_left(offer, slot) == 0, "a place is left that somebody wanted")


def stays(town: Town, offer: Offer, nights: Sequence[str], carers: Sequence[str]) -> None:
    half = len(carers) // 2
    reason = {"override": {"reason": "A race."}}
    bodies = [wish(offer, nights[:2], one, **reason) for one in carers[:half]]
    bodies += [wish(offer, nights[1:], one, **reason) for one in carers[half:]]
    answers = ask_all(town, "/v1/bookings", bodies, f"stay-{nights[0]}")
    must(codes(answers) == {"201": PLACES, "full": len(carers) - PLACES}, f"stays: {codes(answers)}")
    must(all(len(one.body["slots"]) == 2 for one in answers if one.status == 201), "somebody has half a stay")
    left = [town.places_left(offer, night) for night in nights]
    must(left[1] == 0 and left[0] + left[2] == PLACES, f"the nights have {left} places left")


def waiting(town: Town, offer: Offer, slot: str, carers: Sequence[str]) -> None:
    first, line, others = carers[:PLACES], carers[PLACES : PLACES + LINE], carers[PLACES + LINE :][:LATE]
    full = ask_all(town, "/v1/bookings", [wish(offer, [slot], one) for one in first], f"first-{slot}")
    must(codes(full) == {"201": PLACES}, f"waiting, the first: {codes(full)}")
    entries = []
    client = Client(town)
    for number, one in enumerate(line):
        body = wish(offer, [slot], one)
        joined = patiently(lambda: client.ask("POST", "/v1/waiting", body, "coordinator", f"wait-{slot}-{number}"))
        must(joined.status == 201, f"nobody can wait: {joined.status} {joined.body}")
        entries.append(joined.body["id"])
    asked: list[Answer] = []
    gone: list[Answer] = []

    def past(number: int, carer: str) -> None:
        mine = Client(town)
        for turn in range(20):
            body = wish(offer, [slot], carer)
            key = f"past-{slot}-{number}-{turn}"
            asked.append(patiently(lambda: mine.ask("POST", "/v1/bookings", body, "coordinator", key)))
            time.sleep(0.005)
        mine.close()

    leave = [one.body["reference"] for one in full[:LEAVE]]
    errands = [lambda one=one: gone.append(act(town, one, "cancel", {"why": "changed_mind"})) for one in leave]
    everybody(errands + [lambda n=n, carer=carer: past(n, carer) for n, carer in enumerate(others)])
    must(all(one.status == 200 for one in gone), "somebody could not cancel")
    must(set(codes(asked)) <= {"full", "held_by_others"}, f"somebody got a place past the line: {codes(asked)}")
    states = [client.ask("GET", f"/v1/waiting/{one}", token="coordinator").body["state"] for one in entries]
    must(states == ["offered"] * LEAVE + ["waiting"] * (LINE - LEAVE), f"the line was served as {states}")
    client.close()


def main() -> None:
    options = parse(__doc__)
    rounds = 25 if options.long else 5
    bounded(1800 if options.long else 420)
    begun = time.monotonic()
    with Sink() as sink, Ground(options) as ground:
        with Town(options.binary, options.work / "kinds", sink, ground.database("last place kinds")) as town:
            town.seed(options.seeds)
            for _ in range(2 if town.engine == "postgres" else 1):
                town.serve()
            carers = town.carers(CLIENTS, "kinds")
            day = town.offer([PLACES] * (2 * rounds))
            for number in range(rounds):
                holds(town, day, day.slots[number], carers)
                waiting(town, day, day.slots[rounds + number], carers)
            say(f"last place, kinds: {rounds} rounds of holds and of waiting, {time.monotonic() - begun:.0f} s")
            for _ in range(rounds):
                # Three nights after one another, of an offer of its own.
                house = nights(town, [PLACES] * 3)
                stays(town, house, house.slots, carers)
            with Rows.of(town) as rows:
                faults = o2_capacity(rows) + o5_sound(rows) + o6_audit(town)
            must(not faults, faults[:5])
            for server in town.servers:
                must(server.stop() == 0, "serve did not end well")
    say(
        f"last place, kinds, {options.engine}: {rounds} rounds each of holds, waiting lists and stays of two nights,"
        f" {CLIENTS} clients for {PLACES} places: 0 oversold, nobody past the line, no half stay;"
        f" {time.monotonic() - begun:.0f} s"
    )


if __name__ == "__main__":
    main()

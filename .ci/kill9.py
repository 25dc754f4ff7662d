#!/usr/bin/env python3
"""Ten times the server is killed in the middle of bookings: what was answered is there with its letters, and nothing is twice.

    .ci/kill9.py BREATHER SEEDS FOLDER
"""

import random
import re
import sys
import threading
import time

from house import House, PostOffice, must

ROUNDS, CLIENTS, LEASE_SECONDS = 10, 40, 300


def one_round(house, number, offer, slot, carers, dice):
    """Books for everybody while the process is killed; (carer, key) to reference or None when no answer came."""
    known, wrong, gate = {}, [], threading.Barrier(CLIENTS + 1)

    def client(carer, pause):
        key = f"kill-{number}-{carer}"
        known[carer, key] = None
        gate.wait()
        time.sleep(pause)
        try:
            answer = house.book(offer, slot, carer, key=key)
        except OSError:
            return
        if answer.status == 201:
            known[carer, key] = answer.body["reference"]
        else:
            wrong.append(f"a booking was answered {answer.status}: {answer.body}")

    threads = [threading.Thread(target=client, args=(carer, dice.uniform(0, 0.4))) for carer in carers]
    for thread in threads:
        thread.start()
    gate.wait()
    # Between the first write and the last: after some of the answers, and not quite at one. Answers come in groups.
    wanted, end = dice.randrange(CLIENTS - 5), time.monotonic() + 10
    while sum(map(bool, list(known.values()))) < wanted and time.monotonic() < end:
        time.sleep(0.001)
    time.sleep(dice.uniform(0, 0.02))
    house.kill()
    for thread in threads:
        thread.join()
    must(not wrong, wrong[:1])
    return known


def settle(house, offer, slot, known, places):
    """After the restart: the answered ones stand; the others, asked again under their keys, stand once."""
    answered = {reference for reference in known.values() if reference}
    before = {one["reference"] for one in house.partner_bookings(slot)}
    must(answered <= before, f"answered and then lost: {sorted(answered - before)}")
    for (carer, key), reference in known.items():
        again = house.book(offer, slot, carer, key=key)
        must(again.status == 201, f"the same key after the kill was answered {again.status}: {again.body}")
        must(reference in (None, again.body["reference"]), f"the same key made a second booking for {reference}")
        known[carer, key] = again.body["reference"]
        must(again.body["told"], f"{again.body['reference']} has no letter")
    after = [one["reference"] for one in house.partner_bookings(slot)]
    must(sorted(after) == sorted(known.values()), "the bookings of the slot are not those that were made, each once")
    left = house.places_left(offer, slot)
    must(left == places - CLIENTS, f"{left} places are left of {places} after {CLIENTS} bookings")
    return len(answered), len(before)


def letters(house, post, references, seconds):
    """Every booking's two letters have come. A letter that was on its way when the power went may come twice."""
    end, missing, copies = time.monotonic() + seconds, set(references), 0
    while missing and time.monotonic() < end:
        time.sleep(1)
        found = {}
        for one in list(post.letters):
            for reference in set(re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{3}\b", one.subject + "\n" + one.text)):
                found.setdefault(reference, []).append(one.to)
        missing = {reference for reference in references if len(set(found.get(reference, []))) < 2}
        copies = sum(len(found[one]) - len(set(found[one])) for one in set(references) & set(found))
    must(not missing, f"{len(missing)} bookings lack a letter after {seconds} s, among them {sorted(missing)[:3]}")
    return copies


def main(binary, seeds, folder):
    dice, post = random.Random(9), PostOffice()
    house = House(binary, folder, post.url)
    try:
        house.seed(seeds)
        house.start()
        carers = house.carers(100, "kill")
        places = CLIENTS + 5
        offer, slots = house.offer([places] * ROUNDS)
        references, restart = [], []
        for number, slot in enumerate(slots):
            mine = [carers[(number * CLIENTS + n) % len(carers)] for n in range(CLIENTS)]
            known = one_round(house, number, offer, slot, mine, dice)
            restart.append(house.start())
            answered, stood = settle(house, offer, slot, known, places)
            references += known.values()
            print(f"kill -9, round {number + 1}: {answered} answered, {stood} stood after the restart, all {CLIENTS} once", flush=True)
        copies = letters(house, post, references, LEASE_SECONDS + 90)
        print(f"kill -9: {len(references)} bookings, all letters came, {copies} copies, slowest restart {max(restart):.2f} s")
        must(house.stop() == 0, "serve did not end well")
    finally:
        if house.process and house.process.poll() is None:
            house.kill()
        post.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])

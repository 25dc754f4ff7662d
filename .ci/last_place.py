#!/usr/bin/env python3
"""Two hundred carers want the last ten places at the same moment: ten get one, the others are told it is full.

    .ci/last_place.py BREATHER SEEDS FOLDER

Then the same on another date with every request sent twice at once under one idempotency key: still one effect a key.
"""

import sys
import threading
import time
from collections import Counter

from house import House, PostOffice, must

CLIENTS, PLACES = 200, 10


def rush(house, offer, slot, carers, twins):
    """Everybody books at once; the answers in the order of the carers, `twins` of them each."""
    gate, answers = threading.Barrier(len(carers) * twins), {}

    def client(place, carer):
        house.ask("GET", "/healthz")
        gate.wait()
        begun = time.monotonic()
        answer = house.book(offer, slot, carer, key=f"rush-{slot}-{place}")
        answers.setdefault(place, []).append((answer, time.monotonic() - begun))

    threads = [threading.Thread(target=client, args=one) for one in enumerate(carers) for _ in range(twins)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    must(sum(map(len, answers.values())) == len(threads), "some requests got no answer at all")
    return [answers[place] for place in range(len(carers))]


def kind(answer):
    return "booked" if answer.status == 201 else f"{answer.status} {answer.body['code']}"


def judge(house, offer, slot, answers):
    """Counts one outcome a carer; a twin may have been told to wait, as the contract says."""
    outcome = []
    for place, mine in enumerate(answers):
        said = [kind(answer) for answer, _ in mine]
        told = {one for one in said if one != "409 request_in_progress"}
        must(len(told) <= 1, f"one key, two answers: {said}")
        bodies = [answer.body for answer, _ in mine if answer.status == 201]
        must(all(body == bodies[0] for body in bodies), "one key, two different bodies")
        outcome += list(told) or ["only request_in_progress"]
    count = Counter(outcome)
    must(count == {"booked": PLACES, "409 full": CLIENTS - PLACES}, f"{dict(count)}")
    must(house.places_left(offer, slot) == 0, "places are left although it was full")
    booked = house.partner_bookings(slot)
    must(len(booked) == PLACES, f"the partner sees {len(booked)} bookings")
    slowest = max(seconds for mine in answers for _, seconds in mine)
    print(f"  {dict(count)}, slowest answer {slowest:.2f} s")
    return {answer.body["reference"] for mine in answers for answer, _ in mine if answer.status == 201}


def main(binary, seeds, folder):
    post = PostOffice()
    house = House(binary, folder, post.url)
    try:
        house.seed(seeds)
        house.start()
        carers = house.carers(CLIENTS, "rush")
        offer, slots = house.offer([PLACES, PLACES])
        for slot, twins in zip(slots, (1, 2)):
            print(f"last place: {CLIENTS} carers, {PLACES} places, {twins} request(s) a key")
            answers = rush(house, offer, slot, carers, twins)
            for reference in judge(house, offer, slot, answers):
                end = time.monotonic() + 60
                while time.monotonic() < end and sum(reference in one.text for one in post.letters) < 2:
                    time.sleep(0.05)
                count = sum(reference in one.text for one in list(post.letters))
                must(count == 2, f"{reference} has {count} letters, not one to the carer and one to the partner")
        print(f"last place: most memory {house.memory_mib()} MiB")
        must(house.stop() == 0, "serve did not end well")
    finally:
        if house.process and house.process.poll() is None:
            house.kill()
        post.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])

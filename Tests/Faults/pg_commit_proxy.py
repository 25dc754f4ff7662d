"""Every tenth COMMIT is cut: its answer never comes, or the server never sees it. One effect a key all the same.

    Tests/Faults/pg_commit_proxy.py BREATHER SEEDS FOLDER [--long]

A proxy between Breather and PostgreSQL reads their protocol and cuts the connection at a COMMIT, after the server has
carried it out (the answer is lost) or before it hears of it (the request is lost). Clients book and send the same key
again until they are answered; then each key is sent once more. Pass: every key has one effect and one answer, O1 to
O6 hold.

Control: prescriptions are issued through the same cuts, with a key (each is there once) and, by clients that send no
key and simply try again, without: then some must be there twice, or the test is blind.
"""

from __future__ import annotations

import argparse
import random
import uuid
from pathlib import Path

from clients import Client, ClientLog, NoAnswer, Wish
from cluster import Cluster
from harness import Town, parse
from pg_town import CLIENT_SECONDS, Witness, drain_letters, hang_check, judge, wishes
from pg_wire import Wire
from plain import bounded, everybody, must, say
from sink import Sink

CLIENTS, EVERY = 8, 10


def book_all(town: Town, log: ClientLog, wished: list[Wish]) -> None:
    """Books, under its key as long as it takes, then asks once more: the same answer to the letter."""

    def work(mine: list[Wish]) -> None:
        client = Witness(town, CLIENT_SECONDS)
        for wish in mine:
            attempt = log.book(client, wish, patience=30)
            must(attempt.outcome == "booked", f"not booked after {len(attempt.tries)} tries: {attempt.tries[-1]}")
            bodies = [log.again(client, attempt, patience=30) for _ in range(2)]
            told = [(one.status, one.body) for one in bodies if one]
            must(len(told) == 2 and told[0] == told[1], f"one key, two answers: {told}")

    everybody([lambda mine=wished[n::CLIENTS]: work(mine) for n in range(CLIENTS)], seconds=300)


def prescribe(town: Town, number: int, with_key: bool) -> int:
    """Issues so many prescriptions, trying each again until it is answered 201; how many tries failed."""
    wanted = {
        "carer": {"name": "Wanda Wire", "email": "wanda@example.org", "postcode": "L17 4JT", "birthDate": "1964-03-09"},
        "reason": "Needs rest.",
        "needs": ["sleep"],
        "urgency": "routine",
        "consent": {"given": True, "recordedAt": "2026-01-01T09:00:00Z", "by": "self", "messageBack": False},
        "prescriber": {"name": "Dr Demo Prescriber", "profession": "gp", "registration": "7654321"},
    }

    def work(mine: range) -> int:
        client, failed = Client(town, CLIENT_SECONDS), 0
        for _ in mine:
            key = str(uuid.uuid4()) if with_key else None
            for _ in range(20):
                try:
                    answer = client.ask("POST", "/v1/prescriptions", wanted, "prescriber", key)
                except NoAnswer:
                    answer = None
                if answer and answer.status == 201:
                    break
                must(answer is None or answer.status >= 500, f"a prescription was answered {answer}")
                failed += 1
            else:
                must(False, "a prescription was not issued in 20 tries")
        return failed

    return sum(everybody([lambda n=n: work(range(n, number, CLIENTS)) for n in range(CLIENTS)], seconds=300))


def doubles(cluster: Cluster, wanted: int) -> int:
    """How many more prescriptions there are than were wanted; taken away again."""
    found = int(cluster.sql("SELECT count(*) FROM prescription", database="breather"))
    cluster.sql("DELETE FROM letter WHERE prescription_id IS NOT NULL; DELETE FROM prescription", database="breather")
    must(found >= wanted, f"{wanted} prescriptions were answered 201 and {found} are there")
    return found - wanted


def cut(options: argparse.Namespace, folder: Path, number: int) -> str:
    """Both losses, the prescriptions and their control; the figures."""
    with (
        Sink() as sink,
        Cluster(folder) as cluster,
        Wire(cluster.primary.port) as wire,
        Town(options.binary, folder / "town", sink, cluster.create_database("breather")) as town,
    ):
        town.seed(options.seeds)
        through = {"BREATHER_DATABASE_URL": wire.url("breather")}
        town.serve(setting=through)
        town.serve(setting=through)
        log = ClientLog(folder / "client.log")
        wished = wishes(town, "wire", number * 3, random.Random(options.seed))
        # Bookings alone first, so that every cut is one of theirs; then whatever writes, the postman too.
        for turn, (what, only) in enumerate(
            (("answer", "INTO booking "), ("request", "INTO booking "), ("answer", ""))
        ):
            wire.lose(what, EVERY, only)
            book_all(town, log, wished[turn * number : (turn + 1) * number])
        unheard, unseen = wire.seen["commits carried out and not told"], wire.seen["lost request"]
        must(unheard >= number // EVERY and unseen >= number // EVERY, f"too few commits were cut: {dict(wire.seen)}")
        wire.lose("answer", 4, "INTO prescription ")
        failed = prescribe(town, number // 2, with_key=True)
        twice = doubles(cluster, number // 2)
        must(not twice, f"{twice} prescriptions were issued twice under one key")
        failed_without = prescribe(town, number // 2, with_key=False)
        blind = doubles(cluster, number // 2)
        must(blind, f"the control saw no double among {number // 2} prescriptions, {failed_without} tries failed")
        wire.lose("nothing")
        hang_check(log)
        drain_letters(cluster, "breather")
        verdict = judge(town, log, sink, cluster)
        again = sum(len(attempt.tries) > 3 for attempt in log.attempts)
        return (
            f"{verdict}; {unheard} answers and {unseen} requests lost, {again} keys sent again for it, one effect "
            f"each; prescriptions: {failed} tries failed with a key and none twice, control without: {blind} twice"
        )


def main() -> None:
    options = parse(__doc__)
    bounded(900 if options.long else 180)
    say(f"commit proxy: {cut(options, options.work, 2_000 if options.long else 120)}")


if __name__ == "__main__":
    main()

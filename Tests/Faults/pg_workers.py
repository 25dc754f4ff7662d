"""Post workers are killed at random while letters go out: none is lost, few come twice.

    Tests/Faults/pg_workers.py BREATHER SEEDS FOLDER [--long]

Two processes take bookings and send nothing; three `breather post` send, one letter in hand each, and are killed by
kill -9 in turn and started again until all is sent. 300 letters, 10,000 in the long form. Pass: every letter came,
and copies are no more than the kills. (Claims of the dead are let lapse by hand: five minutes are more than a test
has.)

Controls: with leases that lapse at once, workers that nobody kills must send letters twice, and one letter that is
said to be sent without being so must be missed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import time
from pathlib import Path
from typing import Any

from clients import ClientLog, Wish
from cluster import Cluster
from harness import Town, parse
from oracles import Rows, o4_letters
from pg_town import CLIENT_SECONDS, Witness, Worker, drain_letters, judge, lapse_leases, waiting_letters, wishes
from plain import bounded, everybody, must, say
from sink import Sink

WORKERS, IN_FLIGHT, CLIENTS = 3, 1, 8
# How long the mail server takes over a letter: a kill then mostly finds a letter in hand.
LETTER_SECONDS = 0.02


class SlowSink(Sink):
    """A mail server that takes its time before it says yes."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(LETTER_SECONDS / 2)
        answer = await super().handle_DATA(server, session, envelope)
        # The letter is kept and its sender does not know yet: killed here, it goes twice.
        await asyncio.sleep(LETTER_SECONDS / 2)
        return answer


def book(town: Town, log: ClientLog, wished: list[Wish]) -> None:
    """Two letters for each."""

    def work(mine: list[Wish]) -> None:
        client = Witness(town, CLIENT_SECONDS)
        for wish in mine:
            attempt = log.book(client, wish, patience=10)
            must(attempt.outcome == "booked", f"a booking was answered {attempt.tries[-1]}")

    everybody([lambda mine=wished[n::CLIENTS]: work(mine) for n in range(CLIENTS)], seconds=600)


def kill_at_random(cluster: Cluster, workers: list[Worker], dice: random.Random, seconds: float) -> tuple[int, int]:
    """Until no letter waits; how often a worker was killed, and how many claims lapsed."""
    kills, lapsed, end = 0, 0, time.monotonic() + seconds
    while waiting_letters(cluster, "breather"):
        must(time.monotonic() < end, f"letters still wait after {seconds:.0f} s")
        time.sleep(dice.uniform(0.05, 0.4))
        victim = dice.choice(workers)
        must(victim.runs, f"a worker ended by itself: {victim.log_path.read_text()[-500:]}")
        victim.kill()
        victim.start()
        kills += 1
        lapsed += lapse_leases(cluster, "breather")
    return kills, lapsed


def copies_of(sink: Sink) -> int:
    """How many letters came more often than once."""
    return sum(count - 1 for count in sink.counts().values())


def copies_without_kills(cluster: Cluster, town: Town, log: ClientLog, sink: Sink, wished: list[Wish]) -> int:
    """The control: leases that lapse at once. How many letters came twice."""
    before = copies_of(sink)
    book(town, log, wished)
    with contextlib.ExitStack() as stack:
        for number in range(WORKERS):
            stack.enter_context(Worker(town, number))
        end = time.monotonic() + 60
        while waiting_letters(cluster, "breather"):
            must(time.monotonic() < end, "the control's letters did not go")
            cluster.sql("UPDATE letter SET lease_until = created_at WHERE state = 'sending'", database="breather")
    return copies_of(sink) - before


def is_missed(cluster: Cluster, town: Town, log: ClientLog, sink: Sink, wish: Wish) -> bool:
    """The control: a letter is said to be sent, and was not."""
    book(town, log, [wish])
    cluster.sql("UPDATE letter SET state = 'sent' WHERE state = 'queued'", database="breather")
    with Rows.of(town) as rows:
        return any("never came" in fault for fault in o4_letters(rows, log.attempts, sink)[0])


def post(options: argparse.Namespace, folder: Path, letters: int) -> str:
    dice = random.Random(options.seed)
    with (
        SlowSink() as sink,
        Cluster(folder) as cluster,
        Town(options.binary, folder / "town", sink, cluster.create_database("breather")) as town,
        contextlib.ExitStack() as stack,
    ):
        town.seed(options.seeds)
        town.serve(["--without-post"])
        town.serve(["--without-post"])
        log = ClientLog(folder / "client.log")
        wished = wishes(town, "post", letters // 2 + 41, dice)
        mine, control, last = wished[: letters // 2], wished[letters // 2 : -1], wished[-1]
        book(town, log, mine)
        must(not sink.letters, "a process that was told to send no letters sent some")
        workers = [stack.enter_context(Worker(town, number)) for number in range(WORKERS)]
        begun = time.monotonic()
        kills, lapsed = kill_at_random(cluster, workers, dice, letters / 5 + 60)
        seconds = time.monotonic() - begun
        drain_letters(cluster, "breather")
        copies = copies_of(sink)
        must(copies <= kills * IN_FLIGHT, f"{copies} copies after {kills} kills with {IN_FLIGHT} letter in hand")
        verdict = judge(town, log, sink, cluster)
        must([worker.stop() for worker in workers] == [0] * WORKERS, "a worker that was asked to end did not end well")
        twice = copies_without_kills(cluster, town, log, sink, control)
        must(twice > 0, "the control sent no letter twice: the count of copies is blind")
        must(is_missed(cluster, town, log, sink, last), "the control's lost letter was not missed")
    return (
        f"{verdict}; {letters} letters in {seconds:.0f} s through {kills} kills, {copies} copies, {lapsed} claims "
        f"lapsed; control: {twice} copies when leases lapse at once, a lost letter is missed"
    )


def main() -> None:
    options = parse(__doc__)
    bounded(3600 if options.long else 150)
    say(f"workers: {post(options, options.work, 10_000 if options.long else 300)}")


if __name__ == "__main__":
    main()

"""The primary dies under load and a synchronous standby takes over: nothing that was answered is lost.

    Tests/Faults/pg_failover.py BREATHER SEEDS FOLDER [--long]

A round: 50 bookings a second over two processes, kill -9 of the primary's whole process tree, promotion of a standby
three seconds later; the old primary stays dead (that is the fencing). Pass: no acknowledged booking is lost, writes
are back on both processes within 11 s of the kill, and from 10 s after the promotion on not one request fails. One
round, 20 in the long form. Then the negative control: with asynchronous replication and the standby's receiver cut
before the kill, the same oracle must find lost bookings.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from clients import ClientLog
from cluster import Cluster
from harness import Town, parse
from pg_town import Load, answers, drain_letters, hang_check, is_good, judge, lost, pace, settle, tries, wishes
from plain import bounded, must, say
from sink import Sink

PER_SECOND = 50
# Notify's figure for its own failover, from the kill; and pretix's lesson, from the promotion.
WRITES_BACK_SECONDS, CLEAN_SECONDS = 11.0, 10.0
PROMOTE_AFTER_SECONDS = 3.0


def watch(town: Town, log: ClientLog, killed_ns: int, promoted_ns: int) -> tuple[float, float]:
    """Seconds from the kill until both processes book again, and from the promotion to the last request that failed."""
    since = [one for one in tries(log) if one.begun_ns > killed_ns]
    back = []
    for server in town.servers:
        first = min((one.ended_ns for one in since if one.port == server.port and one.status == 201), default=None)
        must(first, f"the process on port {server.port} never booked again")
        back.append((first - killed_ns) / 1e9)
    bad = [one.begun_ns for one in since if not is_good(one)]
    return max(back), max((max(bad) - promoted_ns) / 1e9 if bad else 0.0, 0.0)


def one_round(
    cluster: Cluster, town: Town, log: ClientLog, wished: list, per_second: float
) -> tuple[float, float, int]:
    """Load, kill, promotion, recovery; when writes were back, when errors ended, how many fates were unknown."""
    with Load(town, log, wished, per_second):
        time.sleep(3)
        old = cluster.primary
        killed_ns = time.monotonic_ns()
        cluster.kill9(old)
        time.sleep(PROMOTE_AFTER_SECONDS)
        cluster.promote()
        promoted_ns = time.monotonic_ns()
        time.sleep(CLEAN_SECONDS + 3)
    back, failing = watch(town, log, killed_ns, promoted_ns)
    must(back <= WRITES_BACK_SECONDS, f"writes were back {back:.1f} s after the kill: {answers(log, killed_ns)}")
    must(failing <= CLEAN_SECONDS, f"requests still failed {failing:.1f} s after the promotion")
    hang_check(log)
    return back, failing, settle(town, log)


def synchronous(options: argparse.Namespace, folder: Path, rounds: int) -> str:
    """The test itself; its figures."""
    dice = random.Random(options.seed)
    with Sink() as sink, Cluster(folder, standbys=2) as cluster:
        url = cluster.create_database("breather")
        with Town(options.binary, folder / "town", sink, url) as town:
            town.seed(options.seeds)
            town.serve()
            town.serve()
            log = ClientLog(folder / "client.log")
            worst_back = worst_failing = 0.0
            unknown = 0
            for number in range(rounds):
                old = cluster.primary
                wished = wishes(town, f"failover{number}", int(options.per_second * 30), dice)
                back, failing, asked = one_round(cluster, town, log, wished, options.per_second)
                worst_back, worst_failing = max(worst_back, back), max(worst_failing, failing)
                unknown += asked
                if rounds > 1:
                    say(f"  round {number + 1}: writes back {back:.1f} s after the kill, {asked} unknown, then settled")
                if number + 1 < rounds:
                    cluster.rejoin(old)
            seconds, lapsed = drain_letters(cluster, "breather")
            verdict = judge(town, log, sink, cluster)
    return (
        f"{verdict}; writes back {worst_back:.1f} s after the kill on both, last failure {worst_failing:.1f} s after "
        f"the promotion, {unknown} unknown settled; letters gone in {seconds:.0f} s, {lapsed} claims lapsed"
    )


def asynchronous(options: argparse.Namespace, folder: Path) -> int:
    """The negative control: how many acknowledged bookings the oracle finds lost."""
    dice = random.Random(options.seed)
    with Sink() as sink, Cluster(folder, standbys=1, synchronous=False) as cluster:
        url = cluster.create_database("breather")
        with Town(options.binary, folder / "town", sink, url) as town:
            town.seed(options.seeds)
            town.serve()
            town.serve()
            log = ClientLog(folder / "client.log")
            wished = wishes(town, "control", int(options.per_second * 30), dice)
            with Load(town, log, wished, options.per_second):
                time.sleep(1)
                cluster.cut_receiver(cluster.standbys[0])
                time.sleep(2)
                cluster.kill9(cluster.primary)
            cluster.promote()
            return lost(town, log)


def main() -> None:
    options = parse(__doc__, pace(PER_SECOND))
    rounds = 20 if options.long else 1
    bounded(90 + 60 * rounds)
    say(f"failover, {rounds} rounds: {synchronous(options, options.work / 'synchronous', rounds)}")
    missing = asynchronous(options, options.work / "asynchronous")
    must(missing, "the control lost no booking: the oracle is blind, or the standby was not cut off")
    say(f"failover, control: asynchronous replication lost {missing} acknowledged bookings, and the oracle saw them")


if __name__ == "__main__":
    main()

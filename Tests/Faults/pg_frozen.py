"""Half-dead servers: a frozen primary, a partition, standbys that do not confirm. Nothing hangs, nothing is lost.

    Tests/Faults/pg_frozen.py BREATHER SEEDS FOLDER [--long]

1. The primary is frozen (SIGSTOP: its kernel still accepts connections) and thawed: requests end by their deadline
   with 503 and Retry-After, /healthz answers at once all the while, and after the thaw both processes book again.
2. The first process is cut off from the primary: it says so at /readyz; the second goes on as soon as the locks that
   the first held are given up; after the healing both book.
3. One standby is frozen: nobody notices. Both: writes wait and end by their deadline. Then the primary dies, the
   standbys are thawed and one is promoted: a commit that was only waited for was not answered, so nothing that was is
   lost.

In the end every fate is settled under its key, and O1 to O6 hold. Control: a client whose freeze is longer than the
deadline must have seen 503; a test in which no request failed has frozen nothing. Three rounds in the long form.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from clients import Client, ClientLog, NoAnswer
from cluster import Cluster
from harness import Server, Town, parse
from pg_town import (
    Health,
    Load,
    answers,
    back,
    drain_letters,
    hang_check,
    is_good,
    judge,
    only_come_again,
    pace,
    settle,
    since,
    wait_until,
    wishes,
)
from pg_wire import Wire
from plain import bounded, must, say
from sink import Sink

PER_SECOND = 30
# Longer than a request's deadline of 10 s, so that requests end by it and not by the thaw.
FROZEN_SECONDS = 13.0
# What a process holds locked when it is cut off, PostgreSQL gives up by idle_in_transaction_session_timeout, 10 s.
OTHER_BACK_SECONDS = 13.0


def readiness(server: Server) -> int:
    try:
        return Client(server.town, 15, server).ask("GET", "/readyz").status
    except NoAnswer:
        return 0


def frozen_primary(cluster: Cluster, town: Town, log: ClientLog) -> str:
    begun_ns = time.monotonic_ns()
    cluster.freeze(cluster.primary)
    time.sleep(FROZEN_SECONDS)
    cluster.thaw(cluster.primary)
    thawed_ns = time.monotonic_ns()
    seconds = back(log, town.servers, thawed_ns)
    time.sleep(2)
    failed = only_come_again(log, begun_ns, thawed_ns)
    must(failed, "no request failed while the primary was frozen: it was not frozen")
    return f"frozen primary: {failed} x 503, booking again {seconds:.1f} s after the thaw"


def partition(wire: Wire, town: Town, log: ClientLog) -> str:
    cut_off, other = town.servers
    begun_ns = time.monotonic_ns()
    wire.blackhole()
    took = wait_until("the process that is cut off to say so", lambda: readiness(cut_off) != 200, 15)
    must(readiness(other) == 200, "the process that is not cut off says that it is not ready")
    wait_until(
        "the other process to book",
        lambda: [one.status for one in since(log, begun_ns, server=other)][-5:] == [201] * 5,
        OTHER_BACK_SECONDS,
    )
    other_back = (time.monotonic_ns() - begun_ns) / 1e9
    time.sleep(max(0.0, FROZEN_SECONDS - other_back))
    wire.heal()
    healed_ns = time.monotonic_ns()
    seconds = back(log, town.servers, healed_ns)
    failed = only_come_again(log, begun_ns, healed_ns, cut_off)
    must(failed, "no request failed on the process that was cut off")
    delayed = only_come_again(log, begun_ns, healed_ns, other)
    return (
        f"partition: not ready after {took:.1f} s, {failed} x 503 on it, {delayed} on the other, which booked steadily "
        f"after {other_back:.1f} s; healed in {seconds:.1f} s"
    )


def standbys_down(cluster: Cluster, town: Town, log: ClientLog) -> str:
    first, second = cluster.standbys
    begun_ns = time.monotonic_ns()
    cluster.freeze(first)
    time.sleep(2)
    bad = [one for one in since(log, begun_ns) if not is_good(one)]
    must(not bad, f"one standby of two was frozen and {len(bad)} requests failed: {answers(log, begun_ns)}")
    cluster.freeze(second)
    waiting_ns = time.monotonic_ns()
    time.sleep(FROZEN_SECONDS)
    booked = sum(one.status == 201 for one in since(log, waiting_ns + 1_000_000_000))
    must(not booked, f"{booked} bookings were answered although no standby had them")
    old = cluster.primary
    cluster.kill9(old)
    cluster.thaw(first)
    cluster.thaw(second)
    cluster.promote()
    promoted_ns = time.monotonic_ns()
    seconds = back(log, town.servers, promoted_ns)
    failed = only_come_again(log, waiting_ns, promoted_ns)
    return f"no standby: {failed} x 503, booking again {seconds:.1f} s after a promotion"


def one_round(options, folder: Path, seed: int) -> str:
    """All three on a fresh cluster."""
    dice = random.Random(seed)
    with (
        Sink() as sink,
        Cluster(folder, standbys=2) as cluster,
        Wire(cluster.primary.port) as wire,
        Town(options.binary, folder / "town", sink, cluster.create_database("breather")) as town,
    ):
        town.seed(options.seeds)
        town.serve(setting={"BREATHER_DATABASE_URL": wire.url("breather", cluster.standbys)})
        town.serve()
        log = ClientLog(folder / "client.log")
        wished = wishes(town, "frozen", int(options.per_second * 120), dice)
        with Health(town.servers) as health, Load(town, log, wished, options.per_second):
            time.sleep(2)
            for told in (
                frozen_primary(cluster, town, log),
                partition(wire, town, log),
                standbys_down(cluster, town, log),
            ):
                say(f"  {told}")
            time.sleep(2)
        slowest = hang_check(log)
        unknown = settle(town, log)
        drain_letters(cluster, "breather")
        verdict = judge(town, log, sink, cluster)
        return f"{verdict}; {unknown} unknown settled, slowest answer {slowest:.1f} s, /healthz {health.slowest:.2f} s"


def main() -> None:
    options = parse(__doc__, pace(PER_SECOND))
    rounds = 3 if options.long else 1
    bounded(60 + 180 * rounds)
    for number in range(rounds):
        say(f"frozen: {one_round(options, options.work / f'round{number}', options.seed + number)}")


if __name__ == "__main__":
    main()

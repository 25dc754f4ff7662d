"""The table of bookings is locked for some seconds, as by a careless migration: nothing hangs, and it passes.

    Tests/Faults/pg_pool.py BREATHER SEEDS FOLDER [--long]

More requests come than both pools have connections while nothing can be written. Pass: all that fails is 503 with
Retry-After; those that have a connection give up after the lock time-out of 2 s, those that wait for one when their
8 s are over, none later; /healthz answers at once; looking at offers still works; the connections to PostgreSQL stay
within 50; when the lock goes, both processes book again, no request that comes 2 s later fails, every fate is settled
under its key, and O1 to O6 hold.

Control: the server itself must say that sessions waited for the lock; otherwise nothing was locked.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import threading
import time
from pathlib import Path

from clients import ClientLog
from cluster import Cluster
from harness import Server, Town, parse
from pg_member import binaries
from pg_town import (
    CLIENT_SECONDS,
    Health,
    Load,
    Witness,
    back,
    drain_letters,
    hang_check,
    judge,
    only_come_again,
    pace,
    settle,
    since,
    wishes,
)
from plain import bounded, must, say
from sink import Sink

PER_SECOND = 40
CONNECTION_SECONDS = 8.5
CONNECTIONS_MOST = 50


class Lock:
    """Holds the table for so many seconds from a session of its own."""

    def __init__(self, cluster: Cluster, seconds: float) -> None:
        self.cluster = cluster
        script = f"BEGIN; LOCK TABLE booking; SELECT pg_sleep({seconds}); COMMIT"
        url = cluster.member_url(cluster.primary, "breather", application_name="careless")
        self.process = subprocess.Popen(
            [str(binaries() / "psql"), "-X", "-q", "-d", url, "-c", script], stdout=subprocess.DEVNULL
        )

    def wait(self) -> None:
        """Until the lock is gone."""
        must(self.process.wait(60) == 0, "the session that locks did not end well")

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


class Watch:
    """Counts twice a second how many connections there are, and how many of them wait for a lock."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.most, self.waited = cluster, 0, 0
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join(10)

    def _look(self) -> None:
        question = (
            "SELECT count(*), count(*) FILTER (WHERE wait_event_type = 'Lock') FROM pg_stat_activity"
            " WHERE datname = 'breather' AND application_name <> 'careless'"
        )
        while not self._ends.wait(0.5):
            count, waiting = map(int, self.cluster.sql(question).split("|"))
            self.most, self.waited = max(self.most, count), max(self.waited, waiting)


def browse(town: Town, server: Server, seconds: float) -> tuple[int, int]:
    """Looks at offers for so many seconds; how often, and how often that did not work."""
    client, count, failed, end = Witness(town, CLIENT_SECONDS, server), 0, 0, time.monotonic() + seconds
    while time.monotonic() < end:
        count += 1
        failed += client.ask("GET", "/v1/offers?area=liverpool&limit=5").status != 200
        time.sleep(0.2)
    return count, failed


def locked(options: argparse.Namespace, folder: Path, seconds: float) -> str:
    with (
        Sink() as sink,
        Cluster(folder) as cluster,
        Town(options.binary, folder / "town", sink, cluster.create_database("breather")) as town,
    ):
        town.seed(options.seeds)
        town.serve()
        town.serve()
        log = ClientLog(folder / "client.log")
        wished = wishes(town, "pool", int(options.per_second * (seconds + 30)), random.Random(options.seed))
        with Watch(cluster) as watch, Health(town.servers) as health, Load(town, log, wished, options.per_second):
            time.sleep(2)
            with Lock(cluster, seconds) as lock:
                begun_ns = time.monotonic_ns()
                looked, failed_looks = browse(town, town.servers[1], seconds - 1)
                lock.wait()
            freed_ns = time.monotonic_ns()
            recovered = back(log, town.servers, freed_ns)
            time.sleep(3)
        refused = only_come_again(log, begun_ns, freed_ns)
        must(
            refused and watch.waited,
            f"{refused} requests were refused, {watch.waited} sessions waited: nothing was locked",
        )
        late_ns = freed_ns + 2_000_000_000
        must(not only_come_again(log, late_ns, time.monotonic_ns()), "requests failed 2 s after the lock had gone")
        took = sorted(
            (one.ended_ns - one.begun_ns) / 1e9 for one in since(log, begun_ns, freed_ns) if one.status == 503
        )
        median = took[len(took) // 2]
        must(median <= CONNECTION_SECONDS, f"half of the refusals took longer than {median:.1f} s")
        must(failed_looks * 10 <= looked, f"{failed_looks} of {looked} looks at offers failed")
        must(watch.most <= CONNECTIONS_MOST, f"there were {watch.most} connections")
        slowest = hang_check(log)
        unknown = settle(town, log)
        drain_letters(cluster, "breather")
        verdict = judge(town, log, sink, cluster)
    return (
        f"{verdict}; {refused} x 503, half within {median:.1f} s, slowest {slowest:.1f} s; {failed_looks} of {looked} "
        f"looks failed, {watch.most} connections, {watch.waited} waited; booking again {recovered:.1f} s later, "
        f"{unknown} settled; /healthz {health.slowest:.2f} s"
    )


def main() -> None:
    options = parse(__doc__, pace(PER_SECOND))
    bounded(300 if options.long else 120)
    say(f"pool: {locked(options, options.work, 30 if options.long else 8)}")


if __name__ == "__main__":
    main()

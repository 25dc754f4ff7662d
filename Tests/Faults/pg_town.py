"""What the PostgreSQL fault tests share: a steady load on several processes, post workers, and settling.

The load is open: a request that hangs or fails does not slow the others, so an outage is measured as carers meet it.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

from clients import Answer, Attempt, Client, ClientLog, NoAnswer, Try, Wish, wants_another_try
from cluster import Cluster
from harness import Server, Town
from oracles import Rows, o1_acknowledged, o2_capacity, o3_whole, o4_letters, o5_sound, o6_audit
from plain import everybody, must
from sink import Sink

# A request is answered within its deadline of 10 s, or the process is at fault; 2 s for a busy machine.
DEADLINE_SECONDS = 12.0
# The client waits longer than that, so that a process which hangs is seen and not only cut off.
CLIENT_SECONDS = 25.0
# Within this a fault that is over is forgotten.
BACK_SECONDS = 10.0


def wait_until(what: str, is_so: Callable[[], bool], seconds: float = 30, pause: float = 0.05) -> float:
    """Waits until something is so; the seconds it took. A failure when it never is."""
    begun = time.monotonic()
    while not is_so():
        must(time.monotonic() < begun + seconds, f"waited {seconds} s for {what}")
        time.sleep(pause)
    return time.monotonic() - begun


def pace(most: float) -> Callable[[argparse.ArgumentParser], object]:
    """The option for machines (or debug builds) that cannot bear the load a test is meant to have."""
    return lambda parser: parser.add_argument("--per-second", type=float, default=most, help="bookings asked for")


class Witness(Client):
    """A client that also notes whether a 503 says when to come again, and that knows its manners."""

    without_retry_after: ClassVar[Counter[str]] = Counter()
    # The server ends a connection that has been idle for 30 s; a client that uses one later has itself to blame.
    IDLE_SECONDS = 20.0
    last = 0.0

    def ask(self, method: str, path: str, body: Any = None, token: str | None = None, key: str | None = None) -> Answer:
        if time.monotonic() - self.last > self.IDLE_SECONDS:
            self.close()
        try:
            answer = super().ask(method, path, body, token, key)
        finally:
            self.last = time.monotonic()
        if answer.status == 503 and not (answer.headers.get("Retry-After") or "").isdigit():
            Witness.without_retry_after[f"{method} {path}: {answer.code}"] += 1
        return answer


class Load:
    """So many bookings a second, each under a new key and tried once, dealt in turn to the servers."""

    def __init__(
        self,
        town: Town,
        log: ClientLog,
        wishes: Sequence[Wish],
        per_second: float = 50,
        servers: Sequence[Server] | None = None,
    ) -> None:
        self.town, self.log, self.wishes, self.per_second = town, log, wishes, per_second
        self.servers = list(servers or town.servers)
        # The connection that was used last is used next, so that a quiet load needs only a few.
        self.idle: list[list[Client]] = [[] for _ in self.servers]
        self._ends, self._wrong = threading.Event(), ""
        # Enough hands that the pace holds while every one of them waits for a deadline.
        self._hands = ThreadPoolExecutor(int(per_second * DEADLINE_SECONDS) + 8)
        self._dealer = threading.Thread(target=self._deal, daemon=True)

    def __enter__(self) -> Load:
        self._dealer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Begins nothing more and waits for what was begun; the client's own time-out bounds the wait."""
        self._ends.set()
        self._dealer.join()
        self._hands.shutdown()
        must(not self._wrong, self._wrong)

    def _deal(self) -> None:
        begun = time.monotonic()
        for turn, wish in enumerate(self.wishes):
            if self._ends.wait(max(0.0, begun + turn / self.per_second - time.monotonic())):
                return
            self._hands.submit(self._book, turn % len(self.servers), wish)
        self._wrong = "the load ran out of wishes"

    def _book(self, place: int, wish: Wish) -> None:
        try:
            client = self.idle[place].pop()
        except IndexError:
            client = Witness(self.town, CLIENT_SECONDS, self.servers[place])
        try:
            self.log.book(client, wish)
        except SystemExit as wrong:
            # Said in a thread of the pool, nobody would hear it.
            self._wrong = str(wrong)
        self.idle[place].append(client)


def tries(log: ClientLog) -> list[Try]:
    """Every request so far, in the order they were begun."""
    return sorted(one for attempt in list(log.attempts) for one in list(attempt.tries))


def wishes(town: Town, label: str, number: int, dice: random.Random) -> list[Wish]:
    """So many bookings that nothing stands against, each of another carer or date, well mixed."""
    carers = town.carers(40, label)
    offer = town.offer([100] * max(10, -(-number // len(carers))))
    found = [Wish(offer.id, slot, carer) for slot in offer.slots for carer in carers]
    dice.shuffle(found)
    return found[:number]


def is_good(one: Try) -> bool:
    """Answered as a healthy server would: booked, or a definite no."""
    return one.status == 201 or (400 <= one.status < 500 and not wants_another_try(one.status, one.code))


def since(log: ClientLog, begun_ns: int, until_ns: int | None = None, server: Server | None = None) -> list:
    """The requests begun in a stretch of time, on one server or all."""
    return [
        one
        for one in tries(log)
        if one.begun_ns >= begun_ns
        and (until_ns is None or one.begun_ns < until_ns)
        and (server is None or one.port == server.port)
    ]


def back(log: ClientLog, servers: Sequence[Server], healed_ns: int) -> float:
    """Waits until all of the servers have booked what was asked for after the healing; the seconds until then."""

    def books(server: Server) -> bool:
        return any(one.status == 201 for one in since(log, healed_ns, server=server))

    wait_until("every process to book again", lambda: all(books(server) for server in servers), seconds=30)
    seconds = (time.monotonic_ns() - healed_ns) / 1e9
    must(seconds <= BACK_SECONDS, f"booking again took {seconds:.1f} s")
    return seconds


def only_come_again(log: ClientLog, begun_ns: int, until_ns: int, server: Server | None = None) -> int:
    """In a stretch of time every failure was a 503, which tells when to come again; how many there were."""
    bad = [one for one in since(log, begun_ns, until_ns, server) if not is_good(one)]
    other = [one for one in bad if one.status != 503]
    must(not other, f"{len(other)} requests failed otherwise than by 503: {answers(log, begun_ns, until_ns)}")
    return len(bad)


def settle(town: Town, log: ClientLog, seconds: float = 30) -> int:
    """Asks again under its key for everything whose fate is unknown, until it is known; how many those were."""
    unknown = [attempt for attempt in log.attempts if attempt.outcome == "unknown"]
    shares = [unknown[n::8] for n in range(8) if unknown[n::8]]

    def ask(share: list[Attempt]) -> None:
        client = Witness(town, CLIENT_SECONDS)
        for attempt in share:
            log.again(client, attempt, patience=seconds)
            must(attempt.outcome != "unknown", f"a key is still unknown after {seconds} s: {attempt.tries[-1]}")

    if shares:
        everybody([lambda share=share: ask(share) for share in shares], seconds=seconds * 4)
    return len(unknown)


def hang_check(log: ClientLog, since_ns: int = 0) -> float:
    """No request took longer than its deadline, and every 503 said when to come again; the slowest, in seconds."""
    counted = [one for one in tries(log) if one.begun_ns >= since_ns]
    slowest = max(((one.ended_ns - one.begun_ns) / 1e9 for one in counted), default=0.0)
    must(slowest <= DEADLINE_SECONDS, f"a request took {slowest:.1f} s, longer than {DEADLINE_SECONDS:.0f} s")
    must(not Witness.without_retry_after, f"503 without Retry-After: {dict(Witness.without_retry_after)}")
    return slowest


def answers(log: ClientLog, since_ns: int = 0, until_ns: int | None = None) -> str:
    """How often which status was answered, for people: `201: 40, 503 overloaded: 3, no answer: 1`."""
    counted: Counter[str] = Counter()
    for one in tries(log):
        if one.begun_ns >= since_ns and (until_ns is None or one.begun_ns < until_ns):
            counted[f"{one.status or 'no answer'}{' ' + one.code if one.code else ''}"] += 1
    return ", ".join(f"{name}: {count}" for name, count in counted.most_common()) or "none"


class Health:
    """Asks every server's /healthz five times a second in the background; the slowest answer is what matters."""

    def __init__(self, servers: Sequence[Server], seconds_most: float = 1.0) -> None:
        self.servers, self.seconds_most = servers, seconds_most
        self.slowest, self.count, self.wrong = 0.0, 0, ""
        self._ends = threading.Event()
        self._threads = [threading.Thread(target=self._watch, args=(one,), daemon=True) for one in servers]

    def __enter__(self) -> Health:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join(15)
        if kind is None:
            must(not self.wrong, self.wrong)
            must(self.slowest <= self.seconds_most, f"/healthz took {self.slowest:.2f} s")

    def _watch(self, server: Server) -> None:
        client = Client(server.town, 10, server)
        while not self._ends.wait(0.2):
            begun = time.monotonic()
            try:
                status = client.ask("GET", "/healthz").status
            except NoAnswer:
                status = 0
            if status != 200:
                self.wrong = self.wrong or f"/healthz was answered {status or 'not at all'}"
            self.slowest, self.count = max(self.slowest, time.monotonic() - begun), self.count + 1


class Worker:
    """One `breather post`: it sends letters and answers nobody."""

    def __init__(self, town: Town, number: int) -> None:
        self.town, self.data = town, town.folder / f"post-{number}"
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.log_path = town.folder / f"post-{number}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Worker:
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [self.town.binary, "post", "--data", str(self.data)],
                cwd="/",
                env=self.town.setting,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """kill -9."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self, seconds: float = 30) -> int:
        """Asks it to end after the letter in hand; its exit code."""
        must(self.process, "the worker was never started")
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise SystemExit(f"FAILED: breather post did not end within {seconds} s") from None

    def __enter__(self) -> Worker:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()


def waiting_letters(cluster: Cluster, database: str) -> int:
    """Letters that have still to go by e-mail."""
    return int(
        cluster.sql(
            "SELECT count(*) FROM letter WHERE state IN ('queued', 'sending') AND by_way = 'email'", database=database
        )
    )


def lapse_leases(cluster: Cluster, database: str) -> int:
    """Lets five minutes pass for claims whose worker is dead, which no test has the time for; how many there were.

    Only for claims older than three seconds: the letter in a living worker's hand is left alone.
    """
    changed = cluster.sql(
        "WITH lapsed AS (UPDATE letter SET lease_until = now() - interval '1 second'"
        " WHERE state = 'sending' AND lease_until < now() + interval '297 seconds' RETURNING id)"
        " SELECT count(*) FROM lapsed",
        database=database,
    )
    return int(changed)


def drain_letters(cluster: Cluster, database: str, seconds: float = 90) -> tuple[float, int]:
    """Waits until every letter has gone; how long that took, and how many claims had to lapse for it."""
    begun, lapsed = time.monotonic(), 0
    while waiting_letters(cluster, database):
        must(time.monotonic() < begun + seconds, f"letters still wait after {seconds} s")
        time.sleep(0.5)
        lapsed += lapse_leases(cluster, database)
    return time.monotonic() - begun, lapsed


def judge(town: Town, log: ClientLog, sink: Sink, cluster: Cluster, database: str = "breather") -> str:
    """O1 to O6 on the primary of the moment, once every fate is settled and every letter has gone; in words."""
    log.sync()
    with Rows.of(town) as rows:
        faults = o1_acknowledged(rows, log.attempts) + o2_capacity(rows) + o3_whole(rows, log.attempts)
        wrong, copies = o4_letters(rows, log.attempts, sink)
        faults += wrong + o5_sound(rows, lambda: cluster.amcheck(database))
    faults += o6_audit(town)
    must(not faults, f"{len(faults)} faults, among them:\n  " + "\n  ".join(faults[:8]))
    booked = sum(attempt.outcome == "booked" for attempt in log.attempts)
    must(booked, "nothing was booked: the test saw nothing")
    return f"{booked} acknowledged, 0 lost, {copies} letters twice"


def lost(town: Town, log: ClientLog) -> int:
    """How many acknowledged bookings are not there any more, as O1 counts them; for the controls."""
    with Rows.of(town) as rows:
        return sum("is not there" in fault for fault in o1_acknowledged(rows, log.attempts))

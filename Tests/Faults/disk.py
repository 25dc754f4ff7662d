#!/usr/bin/env python3
"""The disk is full, or answers "input/output error", at any write or sync: no answer is given that does not hold.

    disk.py BINARY SEEDS WORK [--long] [--points N]

A server runs on a disk that refuses on request (disk.c), under load by six clients. At each fault point the n-th
write to the log or to the database file, or its n-th sync, and some or all after it, fail.

- Full (ENOSPC, also after half a write): the server stays. While every write to the log is refused nobody is answered
  201, but 503; when there is space again bookings go through within 5 seconds.
- Broken (EIO): what the disk holds is unknown, so the process ends by itself within 5 seconds, and no request that came
  after the failure is answered 201. It is started again on a disk that is well, within 2 seconds (O7).

After each point: O1, O2, O3, O5; what was left unknown is asked again under its key. At the end O4 and O6. 20 points,
or 500 with --long. Then a disk that is really full: a tmpfs of 16 MiB in a mount namespace of our own, filled and
emptied, and once the server is killed while it is full.

Negative controls: a disk that says yes to writes and drops them, which O1 must notice, and every spoilt database.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import itertools
import os
import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import shim
from harness import Attempt, Client, ClientLog, Server, Sink, Town, Wish, bounded, everybody, must, parse, say
from oracles import (
    Rows,
    letters_settled,
    o1_acknowledged,
    o2_capacity,
    o3_whole,
    o4_letters,
    o5_sound,
    o6_audit,
    o7_ready,
)
from shim import DATABASE, LOG, SYNC, WRITE, Control
from spoilers import prove

CLIENTS = 6
#: Within so many seconds a broken disk has ended the process, or a disk with space again is used.
SOON = 5.0
#: How many points one town stands.
TOWN_POINTS = 50


class Point(NamedTuple):
    """One way in which the disk fails. `most`: the highest n that a load of a second or two reaches."""

    error: int
    op: int
    file: int
    how: int
    most: int

    def __str__(self) -> str:
        half = ", half of it done" if self.how == Control.HALF else ""
        return f"{errno.errorcode[self.error]} at a {shim.OP_NAMES[self.op]} of the {shim.FILE_NAMES[self.file]}{half}"


POINTS = [
    Point(errno.ENOSPC, WRITE, LOG, Control.REFUSE, 300),
    Point(errno.EIO, WRITE, LOG, Control.REFUSE, 300),
    Point(errno.EIO, SYNC, LOG, Control.REFUSE, 40),
    Point(errno.ENOSPC, WRITE, LOG, Control.HALF, 300),
    Point(errno.ENOSPC, WRITE, DATABASE, Control.REFUSE, 100),
    Point(errno.EIO, WRITE, DATABASE, Control.REFUSE, 100),
    Point(errno.EIO, SYNC, DATABASE, Control.REFUSE, 2),
    Point(errno.EIO, WRITE, LOG, Control.HALF, 300),
]


class Load:
    """Clients who book one thing after the other until told to stop."""

    def __init__(self, town: Town, log: ClientLog, wishes: Iterator[Wish]) -> None:
        self.town, self.log, self.wishes = town, log, wishes
        self.stopped, self.lock = threading.Event(), threading.Lock()
        self.attempts: list[Attempt] = []
        self.threads = [threading.Thread(target=self._book, daemon=True) for _ in range(CLIENTS)]

    def _book(self) -> None:
        client = Client(self.town, seconds=15)
        while not self.stopped.is_set():
            with self.lock:
                wish = next(self.wishes)
            attempt = self.log.book(client, wish)
            self.attempts.append(attempt)
            if attempt.outcome == "unknown":
                time.sleep(0.05)
        client.close()

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join(30)


def waits(what: str, seconds: float, is_so: Any) -> None:
    """Until something is so; a failure when it does not come to be."""
    end = time.monotonic() + seconds
    while not is_so():
        must(time.monotonic() < end, f"waited {seconds} s: {what}")
        time.sleep(0.005)


def look(town: Town, log: ClientLog, deep: bool = False) -> list[str]:
    """What the database says now; `deep` reads every page."""
    with Rows.of(town) as rows, rows.at_one_instant():
        faults = o1_acknowledged(rows, log.attempts) + o2_capacity(rows) + o3_whole(rows, log.attempts)
        return faults + (o5_sound(rows) if deep else [])


def ask_again(town: Town, log: ClientLog, attempts: Sequence[Attempt]) -> list[str]:
    """The unknown ones again under their keys, by six clients."""
    unknown = [one for one in attempts if one.outcome == "unknown"]

    def again(place: int) -> None:
        client = Client(town)
        for attempt in unknown[place::8]:
            log.again(client, attempt, patience=20)
        client.close()

    everybody([lambda place=place: again(place) for place in range(8)])
    return [f"{one.key} is still unknown: {one.tries[-1]}" for one in unknown if one.outcome == "unknown"]


def statuses(attempts: Sequence[Attempt]) -> Counter[int]:
    return Counter(one.status for attempt in attempts for one in attempt.tries)


def full(server: Server, control: Control, point: Point, load: Load, dice: random.Random) -> list[str]:
    """The disk is full for a while; the server stays."""
    time.sleep(dice.uniform(0.02, 0.3))
    healed = time.monotonic_ns()
    control.disarm()
    begun = time.monotonic_ns()
    waits(
        "no booking went through when there was space again",
        SOON,
        lambda: any(one.reference and one.tries[-1].begun_ns > begun for one in list(load.attempts)),
    )
    faults = [] if server.runs else ["the server ended on a full disk"]
    if point.file == LOG:
        wrong = within(load.attempts, control.fired_at_ns, healed)
        faults += [f"{len(wrong)} were answered 201 while the log could not be written"] if wrong else []
    odd = set(statuses(load.attempts)) - {201, 409, 503}
    return faults + ([f"a full disk was answered {odd}"] if odd else [])


def broken(server: Server, control: Control, load: Load) -> list[str]:
    """The disk fails; the process ends by itself. Started again."""
    code = server.wait(SOON)
    faults = [] if code not in (0, -9) else [f"the server ended with {code} on a broken disk"]
    wrong = within(load.attempts, control.fired_at_ns, time.monotonic_ns())
    faults += [f"{len(wrong)} came after the failure and were answered 201"] if wrong else []
    control.disarm()
    return faults + o7_ready(server.start())


def within(attempts: Sequence[Attempt], begin: int, end: int) -> list[Attempt]:
    """Bookings that were asked for and answered between two instants."""
    return [one for one in list(attempts) if one.reference and begin < one.begun_ns and one.ended_ns < end]


def one_point(
    town: Town, log: ClientLog, control: Control, point: Point, wishes: Iterator[Wish], dice: random.Random
) -> str:
    """A fault under load, what came of it, and what is there afterwards; figures in words."""
    server = town.servers[0]
    nth = dice.randint(1, point.most)
    with Load(town, log, wishes) as load:
        time.sleep(0.05)
        # A full disk refuses all; a broken one perhaps only once, and the process must not go on as if nothing were.
        once = 2 if point.how == Control.HALF else 1
        times = dice.choice([once, -1]) if point.error == errno.EIO else -1
        control.arm(point.op, [point.file], point.error, nth, times, point.how)
        waits(f"{point}: it was never reached", 30, lambda: control.fired)
        if point.error == errno.ENOSPC:
            faults = full(server, control, point, load, dice)
        else:
            faults = broken(server, control, load)
    faults += look(town, log) + ask_again(town, log, load.attempts) + look(town, log, deep=True)
    must(not faults, f"{point}, the {nth}th: {faults[:5]}")
    return f"{point}, the {nth}th: {dict(statuses(load.attempts))}"


@contextmanager
def small_town(
    options: argparse.Namespace, folder: Path, data: Path | None = None
) -> Iterator[tuple[Town, Iterator[Wish]]]:
    """A town with a small file, its clients' wishes, and its server stopped."""
    with Sink() as sink, Town(options.binary, folder, sink) as town:
        if data:
            town.data = data
        town.seed(options.seeds, small=True)
        town.serve()
        carers, offer = town.carers(50, "disk"), town.offer([1000] * 900)
        must(town.servers.pop().stop() == 0, "serve did not end well")
        yield town, (Wish(offer.id, slot, carer) for slot in offer.slots for carer in carers)


def finish(town: Town, log: ClientLog, kills: int) -> int:
    """The letters, the file and the audit, when the post has done its work."""
    with Rows.of(town) as rows:
        must(letters_settled(rows, 400), "letters are still on their way")
        faults, copies = o4_letters(rows, log.attempts, town.sink)
        faults += o5_sound(rows) + o6_audit(town, ["disk"])
    must(not faults, faults[:5])
    must(copies <= kills, f"{copies} letters came twice after {kills} failures")
    return copies


def sweep(options: argparse.Namespace, points: int, dice: random.Random) -> str:
    """All the ways in turn, each at a random call; then the controls. A town has `TOWN_POINTS` at most: it grows."""
    ways, booked, copies, proven = itertools.cycle(POINTS), 0, 0, 0
    for begin in range(0, points, TOWN_POINTS):
        folder, mine = options.work / f"disk-{begin}", min(TOWN_POINTS, points - begin)
        with small_town(options, folder) as (town, wishes):
            control = Control(folder / "control")
            town.serve(setting=shim.setting(shim.build(folder), town.data, control=control.path))
            log = ClientLog(folder / "client.log")
            for number in range(begin + 1, begin + mine + 1):
                words = one_point(town, log, control, next(ways), wishes, dice)
                if number % max(1, points // 12) == 0:
                    say(f"disk: point {number} of {points}: {words}")
            booked += sum(1 for one in log.attempts if one.reference)
            copies += finish(town, log, mine)
            if begin == 0:
                proven = prove(town, log.attempts, town.sink)
                swallowed(town, control, wishes)
    return (
        f"{points} points, {booked} answered bookings all there with their letters, {copies} letters twice,"
        f" {proven + 1} controls are noticed"
    )


def swallowed(town: Town, control: Control, wishes: Iterator[Wish]) -> None:
    """The control: a disk that says yes and writes nothing. What it made us answer is gone, and O1 must say so."""
    log, server = ClientLog(town.folder / "control.log"), town.servers[0]
    with Load(town, log, wishes):
        time.sleep(0.2)
        control.arm(WRITE, [LOG], 0, 1, how=Control.SWALLOW)
        time.sleep(0.3)
        server.kill()
    control.disarm()
    # Such a disk may even leave a file that no server starts on: it is looked at as it lies.
    try:
        with Rows.of(town) as rows:
            faults = o1_acknowledged(rows, log.attempts)
    except Rows.Fault as fault:
        faults = [f"O5: {fault}"]
    must(faults, "a disk that drops what it was given was not noticed: the test is blind")
    say(f"disk, control: a disk that drops writes is noticed: {len(faults)} times, such as {faults[0]}")


def private_mount(folder: Path, mib: int) -> None:
    """A small file system that only this process and its children see, and that goes with them."""
    clone_newns = 0x20000
    libc = ctypes.CDLL(None, use_errno=True)
    must(libc.unshare(clone_newns) == 0, f"a mount namespace of our own needs root: {os.strerror(ctypes.get_errno())}")
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mib}m,mode=0700", "breather-full", folder], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Takes the space but for some bytes."""
    ballast = folder / "ballast"
    with open(ballast, "wb") as file:
        while True:
            free = os.statvfs(folder)
            room = free.f_bavail * free.f_frsize - leave
            if room <= 0:
                return ballast
            try:
                os.posix_fallocate(file.fileno(), 0, room)
                return ballast
            except OSError as full:
                # The server has taken some of it meanwhile.
                must(full.errno == errno.ENOSPC, full)


def really_full(options: argparse.Namespace, mount: Path, cycles: int, dice: random.Random) -> str:
    """A tmpfs that fills up under load, is emptied again; the last time the server is killed while it is full."""
    with small_town(options, options.work / "full", mount / "data") as (town, wishes):
        server, log, refused = town.serve(), ClientLog(options.work / "full" / "client.log"), 0
        for cycle in range(1, cycles + 1):
            with Load(town, log, wishes) as load:
                ballast = fill(mount, dice.randrange(1 << 18, 1 << 20))
                waits("the disk never was full", 30, lambda load=load: statuses(load.attempts)[503] > 20)
                time.sleep(0.3)
                must(server.runs, "the server ended on a full disk")
                must(Client(town).ask("GET", "/healthz").status == 200, "it does not say that it lives")
                if cycle == cycles:
                    server.kill()
                ballast.unlink()
                if cycle == cycles:
                    must(not o7_ready(server.start()), "it was not ready again in time")
                begun = time.monotonic_ns()
                waits(
                    "no booking went through when there was space again",
                    SOON,
                    lambda load=load, begun=begun: any(
                        one.reference and one.begun_ns > begun for one in list(load.attempts)
                    ),
                )
            refused += statuses(load.attempts)[503]
            odd = set(statuses(load.attempts)) - {201, 409, 503, 0 if cycle == cycles else 201}
            faults = [f"a full disk was answered {odd}"] if odd else []
            faults += look(town, log) + ask_again(town, log, load.attempts) + look(town, log, deep=True)
            must(not faults, f"cycle {cycle}: {faults[:5]}")
        finish(town, log, 1)
        stand = sum(1 for one in log.attempts if one.reference)
        return f"really full {cycles} times: {refused} answered 503, {stand} bookings stand"


def main() -> None:
    def more(parser: argparse.ArgumentParser) -> Any:
        return parser.add_argument("--points", type=int, help="how many; 20, or 500 with --long")

    options = parse(__doc__, more)
    bounded(3600 if options.long else 600)
    begun, dice = time.monotonic(), random.Random(options.seed)
    mount = options.work / "full-mount"
    # Before any thread is begun: a thread that is there already would stay in the old namespace.
    private_mount(mount, 16)
    done = [sweep(options, options.points or (500 if options.long else 20), dice)]
    done.append(really_full(options, mount, 10 if options.long else 3, dice))
    say(f"disk: {'; '.join(done)}; {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()

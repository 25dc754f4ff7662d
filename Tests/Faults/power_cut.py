#!/usr/bin/env python3
"""The power goes, at any instant of a server's work on SQLite: no booking that was answered is lost.

    power_cut.py BINARY SEEDS WORK [--long] [--images N]

A server runs on a disk that remembers (disk.c): every write, truncation and sync, in order. Clients book meanwhile, and
cancel. Then the power is cut, off-line, at many points of that record. What was synced is there; of what was not, each
write may be there, or not, or torn at 512 or 4096 bytes, in any order; files that were made or removed without a sync
of the folder may be there or not. Each image is opened by SQLite itself, without the old -shm file, and looked at:
every booking whose answer a client had before that instant (O1), capacity (O2), nothing half (O3), its letters in the
outbox (O4), integrity and foreign keys (O5), and, for some of them, `breather doctor` for the audit (O6). 500 images,
or 5,000 with --long.

Negative controls, by the same record and the same eyes: a server that works with synchronous=NORMAL (the statement is
turned around between GRDB and SQLite, and who reads it back is told FULL) must lose bookings; so must one on a disk
whose syncs are lies. And a server that is not told FULL when it reads NORMAL back must refuse to start.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import shim
from harness import Attempt, Client, ClientLog, Sink, Town, Wish, bounded, everybody, must, parse, say
from oracles import Rows, o1_acknowledged, o2_capacity, o3_whole, o4_letters, o5_sound, o6_audit
from shim import CREATE, DATABASE, LIE, LOG, SYNC, SYNC_FOLDER, TRUNCATE, UNLINK, WRITE, Control, Record

NAMES = {DATABASE: "breather.db", LOG: "breather.db-wal"}
#: Clients at once: alone, so that each booking is a commit; then many, so that they share commits.
CROWDS = [1, 4, 24]
#: Every so many images the doctor looks too.
DOCTOR_EVERY = 50


# --- the disk, off-line -----------------------------------------------------------------------------------------------


@dataclass
class Disk:
    """What is surely on the disk, and what was asked of it since."""

    #: Contents by number of the file ever made; the folder's entries by name.
    contents: list[bytearray] = field(default_factory=list)
    entries: dict[int, int] = field(default_factory=dict)
    #: The folder as the running system sees it; changes of it that no sync of the folder has made sure.
    seen: dict[int, int] = field(default_factory=dict)
    moves: list[tuple[int, int | None]] = field(default_factory=list)
    #: Writes and truncations that no sync of their file has made sure: the file's number, and the record.
    waiting: list[tuple[int, Record]] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """A folder at rest: all of it is sure."""
        disk = cls()
        for file, name in NAMES.items():
            if (folder / name).exists():
                disk.entries[file] = disk.seen[file] = len(disk.contents)
                disk.contents.append(bytearray((folder / name).read_bytes()))
        return disk

    def take(self, record: Record) -> None:
        """One more thing is done to the disk."""
        if record.op == CREATE:
            self.seen[record.file] = len(self.contents)
            self.moves.append((record.file, len(self.contents)))
            self.contents.append(bytearray())
        elif record.op == UNLINK:
            self.moves.append((record.file, None))
            self.seen.pop(record.file, None)
        elif record.op in (WRITE, TRUNCATE):
            self.waiting.append((self.seen[record.file], record))
        elif record.op == SYNC:
            number = self.seen[record.file]
            for one, waiting in self.waiting:
                if one == number:
                    put(self.contents[number], waiting)
            self.waiting = [(one, waiting) for one, waiting in self.waiting if one != number]
        elif record.op == SYNC_FOLDER:
            for file, number in self.moves:
                self.move(self.entries, file, number)
            self.moves = []

    @staticmethod
    def move(entries: dict[int, int], file: int, number: int | None) -> None:
        if number is None:
            entries.pop(file, None)
        else:
            entries[file] = number

    def image(self, folder: Path, dice: random.Random, kind: str) -> None:
        """Writes what the disk may hold after the power went."""
        chosen = choose(len(self.waiting), dice, kind)
        contents: dict[int, bytearray] = {}
        for (number, record), is_there in zip(self.waiting, chosen, strict=True):
            if is_there:
                content = contents.setdefault(number, bytearray(self.contents[number]))
                put(content, record, dice if kind.startswith("torn") else None, 4096 if kind == "torn4096" else 512)
        entries = dict(self.entries)
        for file, number in self.moves:
            if kind == "all" or (kind != "none" and dice.random() < 0.5):
                self.move(entries, file, number)
        for file, number in entries.items():
            (folder / NAMES[file]).write_bytes(contents.get(number, self.contents[number]))


KINDS = ["none", "all", "some", "some", "few", "first", "last", "torn512", "torn512", "torn4096"]


def choose(many: int, dice: random.Random, kind: str) -> list[bool]:
    """Which of the writes that were not synced reached the disk."""
    edge = dice.randrange(many + 1)
    likely = {"none": 0.0, "all": 1.0, "some": 0.5, "few": 0.05, "torn512": 0.7, "torn4096": 0.7}.get(kind)
    if likely is None:
        return [(place < edge) == (kind == "first") for place in range(many)]
    return [dice.random() < likely for _ in range(many)]


def put(content: bytearray, record: Record, dice: random.Random | None = None, sector: int = 512) -> None:
    """Applies a write or a truncation; with dice, only some of the write's sectors."""
    end = record.offset + len(record.data)
    if record.op == TRUNCATE:
        if record.offset < len(content):
            del content[record.offset :]
        else:
            content.extend(bytes(record.offset - len(content)))
        return
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if dice is None or dice.random() < 0.5:
        content[record.offset : end] = record.data
        return
    # Sectors of the disk, not of the write: a write that straddles two may lose either.
    for begin in range(record.offset // sector * sector, end, sector):
        first, last = max(begin, record.offset), min(begin + sector, end)
        if dice.random() < 0.5:
            content[first:last] = record.data[first - record.offset : last - record.offset]


# --- a server's work, recorded ----------------------------------------------------------------------------------------


class Story(NamedTuple):
    """A server's work: the disk it began on, all it did to it, and what its clients were told."""

    begun_on: Disk
    records: list[Record]
    attempts: list[Attempt]
    keys: Path


def record(options: argparse.Namespace, label: str, bookings: int, from_nothing: bool = False, **disk: str) -> Story:
    """Runs a server on the disk that remembers, while clients book and cancel.

    `from_nothing`: the disk remembers from before there was a database, so that its files' own making is in the record.
    """
    folder = options.work / f"power-cut-{label}"
    with Sink() as sink, Town(options.binary, folder, sink) as town:
        control, library = Control(folder / "control"), shim.build(folder)
        under = shim.setting(library, town.data, record=folder / "record", control=control.path, **disk)
        begun_on = Disk()
        if from_nothing:
            town.setting |= under
        town.seed(options.seeds, small=True)
        town.serve()
        each = bookings // len(CROWDS)
        carers, offer = town.carers(50, "power"), town.offer([1000] * (bookings // 50 + 1))
        wishes = [Wish(offer.id, slot, carer) for slot in offer.slots for carer in carers]
        must(town.servers.pop().stop() == 0, "serve did not end well")
        if not from_nothing:
            begun_on = Disk.of(town.data)
        town.serve(setting=under)
        if "synchronous" in disk:
            must(control.rewritten, "the control is void: no statement was turned around")
        log = ClientLog(folder / "client.log")
        for crowd in CROWDS:
            book(town, log, [wishes.pop() for _ in range(each)], crowd)
        must(town.servers[0].stop() == 0, "serve did not end well")
        for attempt in log.attempts:
            must(attempt.outcome == "booked", f"{attempt.key} was not booked: {attempt.tries}")
        return Story(begun_on, list(shim.records(folder / "record")), log.attempts, town.data / "keys")


def book(town: Town, log: ClientLog, wishes: list[Wish], crowd: int) -> None:
    """So many clients book the wishes; one in eight is cancelled again."""

    def work(place: int) -> None:
        client = Client(town)
        for number, wish in enumerate(wishes[place::crowd]):
            attempt = log.book(client, wish)
            if number % 8 == 7 and attempt.reference:
                log.cancel(client, attempt)
        client.close()

    everybody([lambda place=place: work(place) for place in range(crowd)])


# --- cutting ----------------------------------------------------------------------------------------------------------


class Cut(NamedTuple):
    """The power goes after so many records; `kind` says how the disk leaves what was not synced."""

    after: int
    kind: str
    dice: int


def cuts(story: Story, images: int, dice: random.Random) -> list[Cut]:
    """Points all over the work with clients, twice as many around syncs, truncations and files made or removed."""
    first = story.attempts[0].begun_ns
    begin = next(place for place, one in enumerate(story.records) if one.begun_ns > first)
    places = range(begin, len(story.records) + 1)
    hot = [place for place in places[:-1] if story.records[place].op != WRITE or story.records[place].file == DATABASE]
    chosen = []
    for number in range(images):
        after = dice.choice(places) if number % 3 == 0 else dice.choice(hot) + dice.randint(-2, 2)
        chosen.append(Cut(min(max(after, begin), places[-1]), KINDS[number % len(KINDS)], dice.randrange(1 << 30)))
    return sorted(chosen)


def as_of(attempts: Sequence[Attempt], instant_ns: int) -> list[Attempt]:
    """What the clients knew at an instant: what was answered later, or asked later, is unknown."""
    known = []
    for one in attempts:
        tries = [request for request in one.tries if request.ended_ns < instant_ns]
        told = Attempt(one.key, one.wish, tries, one.reference if tries else None)
        if one.cancelled_ns:
            told.cancelled_ns = one.cancelled_ns if one.cancelled_ns[1] < instant_ns else None
            told.maybe_cancelled = one.cancelled_ns[0] < instant_ns <= one.cancelled_ns[1]
        known.append(told)
    return known


class Verdict(NamedTuple):
    """What was found in one image."""

    cut: Cut
    waiting: int
    answered: int
    faults: list[str]


def examine(folder: Path, known: Sequence[Attempt], town: Town | None) -> list[str]:
    """Opens an image as a restarted server would, and looks at it."""
    try:
        with Rows(folder / "breather.db", changing=True) as rows:
            faults = o1_acknowledged(rows, known) + o2_capacity(rows) + o3_whole(rows, known)
            faults += o4_letters(rows, known, None)[0] + o5_sound(rows)
    except Rows.Fault as fault:
        return [f"O5: SQLite cannot read it: {fault}"]
    return faults + (o6_audit(town, ["disk", "mail", "letters"]) if town else [])


def cut_many(story: Story, chosen: Sequence[Cut], place: Path, town: Town | None) -> list[Verdict]:
    """Makes and examines the images of some cuts, in their order, on a disk that goes along."""
    disk, done, verdicts = story.begun_on, 0, []
    folder = place / "data"
    for number, cut in enumerate(chosen):
        for one in story.records[done : cut.after]:
            disk.take(one)
        done = cut.after
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        disk.image(folder, random.Random(cut.dice), cut.kind)
        # Who had an answer before the next thing was done to the disk had it before the power went.
        instant = story.records[done].begun_ns if done < len(story.records) else 1 << 62
        known = as_of(story.attempts, instant)
        looks = town if number % DOCTOR_EVERY == 0 else None
        if looks:
            shutil.copy(story.keys, folder / "keys")
        faults = examine(folder, known, looks)
        verdicts.append(Verdict(cut, len(disk.waiting), sum(1 for one in known if one.reference), faults))
    return verdicts


#: What the workers look at: they are forked from here and have it without its being sent to them.
told: list[Story] = []


def worker(given: tuple[list[Cut], str, str]) -> list[Verdict]:
    """In a process of its own."""
    chosen, binary, work = given
    # Images live in memory: it is not this machine's disk that is tried.
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else work
    with tempfile.TemporaryDirectory(prefix="breather-power-", dir=base) as place, Sink() as sink:
        return cut_many(told[0], chosen, Path(place), Town(binary, Path(place), sink))


def judge(options: argparse.Namespace, label: str, story: Story, images: int) -> list[Verdict]:
    """All verdicts on a story's images, by as many processes as there are processors."""
    begun, chosen = time.monotonic(), cuts(story, images, random.Random(options.seed))
    share = max(1, min(os.cpu_count() or 1, 8))
    told[:] = [story]
    given = [(chosen[place::share], options.binary, str(options.work)) for place in range(share)]
    verdicts: list[Verdict] = []
    with multiprocessing.get_context("fork").Pool(share) as pool:
        for some in pool.imap_unordered(worker, given):
            verdicts += some
    ops = Counter((one.op, one.file) for one in story.records)
    say(
        f"power cut, {label}: {len(story.records)} calls ({ops[WRITE, LOG]} writes, {ops[SYNC, LOG]} syncs of the log,"
        f" {ops[WRITE, DATABASE]} and {ops[SYNC, DATABASE]} of the file, {sum(ops[LIE, one] for one in NAMES)} lies);"
        f" {len(verdicts)} images, {sum(one.waiting for one in verdicts) // len(verdicts)} writes unsynced on average,"
        f" {time.monotonic() - begun:.0f} s"
    )
    return verdicts


def lost(verdicts: Sequence[Verdict]) -> int:
    """In how many images a booking is missing that was answered."""
    return sum(1 for one in verdicts if any(fault.startswith("O1") for fault in one.faults))


def refuses_to_start(options: argparse.Namespace) -> None:
    """A server that reads back NORMAL after it said FULL does not serve."""
    folder = options.work / "power-cut-refused"
    with Sink() as sink, Town(options.binary, folder, sink) as town:
        town.command("migrate", "--data", str(town.data))
        disk = shim.setting(shim.build(folder), town.data, synchronous="normal")
        run = town.command("serve", "--data", str(town.data), "--port", "0", status=None, setting=disk)
        must(run.returncode != 0 and "synchronous" in run.stdout, f"it started with NORMAL: {run.stdout[-500:]}")


def main() -> None:
    def more(parser: argparse.ArgumentParser) -> Any:
        return parser.add_argument("--images", type=int, help="how many; 500, or 5,000 with --long")

    options = parse(__doc__, more)
    bounded(3600 if options.long else 600)
    begun = time.monotonic()
    images = options.images or (5_000 if options.long else 500)
    bookings = 1_500 if options.long else 450
    refuses_to_start(options)
    verdicts = judge(options, "FULL", record(options, "full", bookings, from_nothing=True), images)
    bad = [one for one in verdicts if one.faults]
    must(not bad, f"{len(bad)} of {len(verdicts)} images are wrong, such as {bad[:1]}")
    counts = {}
    for label, disk in (("NORMAL", {"synchronous": "hidden"}), ("a lying disk", {"lies": "1"})):
        control = judge(options, label, record(options, label.replace(" ", "-"), 150, **disk), max(100, images // 10))
        counts[label] = f"{lost(control)} of {len(control)} images under {label}"
        must(lost(control), f"{label} lost nothing: the test is blind")
    say(
        f"power cut: {len(verdicts)} images, 0 answered bookings lost; the controls lose some in"
        f" {' and in '.join(counts.values())}; {time.monotonic() - begun:.0f} s"
    )


if __name__ == "__main__":
    main()

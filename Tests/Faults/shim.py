"""The disk that remembers, refuses or lies (disk.c): built, put under a server, told what to do, and read."""

from __future__ import annotations

import mmap
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from harness import must

CREATE, WRITE, TRUNCATE, SYNC, LIE, UNLINK, SYNC_FOLDER = range(1, 8)
DATABASE, LOG, FOLDER = 1, 2, 3
OP_NAMES = {WRITE: "write", TRUNCATE: "truncate", SYNC: "sync"}
FILE_NAMES = {DATABASE: "database", LOG: "log"}


def build(folder: Path) -> Path:
    """Compiles the disk with any C compiler that is there; Swift brings one."""
    library = folder / "disk.so"
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    must(compiler, "no C compiler was found: apt-get install gcc")
    source = Path(__file__).with_name("disk.c")
    subprocess.run([str(compiler), "-shared", "-fPIC", "-O2", "-Wall", "-o", library, source, "-ldl"], check=True)
    return library


def setting(library: Path, data: Path, **more: Path | str) -> dict[str, str]:
    """The environment of a server on this disk; `more`: record, control, lies, synchronous."""
    named = {f"DISK_{name.upper()}": str(value) for name, value in more.items()}
    return {"LD_PRELOAD": str(library), "DISK_FOLDER": str(data), **named}


class Record(NamedTuple):
    """One thing that was done to the disk."""

    op: int
    file: int
    offset: int
    data: bytes
    begun_ns: int
    ended_ns: int


RECORD = struct.Struct("=iiqqqq")


def records(path: Path) -> Iterator[Record]:
    """All that was recorded, in the disk's order."""
    data, place = path.read_bytes(), 0
    while place + RECORD.size <= len(data):
        op, file, offset, length, begun, ended = RECORD.unpack_from(data, place)
        place += RECORD.size
        yield Record(op, file, offset, data[place : place + length], begun, ended)
        place += length


class Control:
    """The page shared with the disk: arms the next failure and tells what has failed."""

    HEAD, TAIL = struct.Struct("=iiiiii"), struct.Struct("=qqqq")
    REFUSE, SWALLOW, HALF = 0, 1, 2

    def __init__(self, path: Path) -> None:
        path.write_bytes(bytes(4096))
        self.path = path
        with open(path, "r+b") as file:
            self.page = mmap.mmap(file.fileno(), 4096)

    def arm(self, op: int, files: list[int], error: int, nth: int, times: int = -1, how: int = REFUSE) -> None:
        """From the `nth` such call on, `times` of them go wrong; -1: all."""
        self.disarm()
        self.TAIL.pack_into(self.page, self.HEAD.size, nth, times, 0, 0)
        mask = sum(1 << file for file in files)
        self.HEAD.pack_into(self.page, 0, 0, 1 << op, mask, error, how, self.rewritten)
        self.page[0:4] = struct.pack("=i", 1)

    def disarm(self) -> None:
        """The disk is well again."""
        self.page[0:4] = bytes(4)

    @property
    def rewritten(self) -> int:
        """How often a pragma was turned around."""
        return self.HEAD.unpack_from(self.page, 0)[5]

    @property
    def fired(self) -> int:
        """How many calls have gone wrong since it was armed."""
        return self.TAIL.unpack_from(self.page, self.HEAD.size)[2]

    @property
    def fired_at_ns(self) -> int:
        """When the first of them did; 0: none has yet."""
        return self.TAIL.unpack_from(self.page, self.HEAD.size)[3]

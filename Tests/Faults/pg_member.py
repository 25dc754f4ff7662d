"""One PostgreSQL server as processes and a port; cluster.py makes several of them one cluster."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path


class ClusterFault(Exception):
    """The cluster itself did not do as told; nothing about the program under test."""


@dataclass
class Member:
    """One PostgreSQL server: its folder, its port and, while it runs, its postmaster."""

    name: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder.parent / f"{self.name}.log"

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def forget_memory(self) -> None:
        """Gives back the piece of shared memory by which servers on one folder know each other; a killed one cannot."""
        with contextlib.suppress(OSError, IndexError):
            # The seventh line of postmaster.pid: its key and its id.
            piece = (self.folder / "postmaster.pid").read_text().splitlines()[6].split()[1]
            subprocess.run(["ipcrm", "-m", piece], capture_output=True, check=False)

    def pids(self) -> list[int]:
        """The postmaster first, then all below it; empty when it is dead."""
        return tree(self.process.pid) if self.runs and self.process else []


def binaries() -> Path:
    """The newest server's folder; Debian does not put initdb on the PATH."""
    found = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()]
    if not found:
        raise ClusterFault("No PostgreSQL server is installed: apt-get install postgresql")
    return max(found, key=lambda folder: float(folder.parent.name))


def free_port() -> int:
    """A port below the ephemeral range: a client that calls a dead ephemeral port may be answered by itself."""
    for port in random.sample(range(15000, 32000), 200):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise ClusterFault("No free port between 15000 and 32000")


def parent_of(pid: int) -> int | None:
    """A process's parent; None when it is gone, or dead and only not yet reaped."""
    with contextlib.suppress(OSError):
        # The name stands in brackets and may hold anything; what follows the last bracket is "state parent …".
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
        return None if state == "Z" else int(parent)
    return None


def tree(root: int) -> list[int]:
    """A process and all its descendants, parents first."""
    children: dict[int | None, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            children.setdefault(parent_of(int(entry.name)), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def signal_tree(root: int, what: signal.Signals) -> list[int]:
    """Stops the root first, so that it makes no more children while they are counted, then signals all; their ids."""
    with contextlib.suppress(ProcessLookupError):
        if what != signal.SIGCONT:
            os.kill(root, signal.SIGSTOP)
        pids = tree(root)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, what)
        return pids
    return []

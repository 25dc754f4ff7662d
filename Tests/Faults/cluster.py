#!/usr/bin/env python3
"""A PostgreSQL of our own on loopback: one primary, synchronous standbys, and the ways in which they die.

    with Cluster(folder, standbys=2) as cluster:
        cluster.create_database("breather")
        serve(cluster.url("breather"))
        cluster.kill9(cluster.primary)
        cluster.promote()

Run as a script it tries itself: every method once, about ten seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from pg_member import ClusterFault, Member, binaries, free_port, parent_of, signal_tree

START_SECONDS = 30

# What every member runs with. Small memory, real fsync, and a standby that looks for its primary twice a second.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "wal_level": "replica",
    "hot_standby": "on",
    "max_wal_senders": "10",
    "wal_keep_size": "256MB",
    "wal_retrieve_retry_interval": "500ms",
    "wal_receiver_timeout": "5s",
    "wal_sender_timeout": "5s",
    "log_min_messages": "warning",
    # What a killed server leaves in memory then lies in its folder and goes with it.
    "dynamic_shared_memory_type": "mmap",
}


class Cluster:
    """One primary and its standbys, in sub-folders of `folder`. Ended by `stop`, which leaving the `with` calls."""

    def __init__(
        self, folder: Path | str, standbys: int = 0, synchronous: bool = True, settings: dict[str, str] | None = None
    ) -> None:
        self.bin = binaries()
        self.folder = Path(folder).absolute() / "postgres"
        self.settings = SETTINGS | (settings or {})
        self.synchronous = synchronous
        self.members = [Member("primary", free_port(), self.folder / "primary")]
        self.members += [Member(f"standby{n + 1}", 0, self.folder / f"standby{n + 1}") for n in range(standbys)]
        for member in self.members[1:]:
            member.port = free_port()
        self.primary = self.members[0]
        # PostgreSQL refuses to run as root; in a container we usually are.
        self.user = "postgres" if os.geteuid() == 0 else None

    # Life

    def __enter__(self) -> Cluster:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Cluster:
        """Makes the primary, copies the standbys from it, and waits until they are streaming."""
        self._make_folder()
        self._run(
            "initdb",
            "-D",
            self.primary.folder,
            "-U",
            "postgres",
            "-A",
            "trust",
            "--locale=C.UTF-8",
            "-E",
            "UTF8",
            "--no-sync",
            "--no-instructions",
        )
        self._hear(self.primary)
        self.launch(self.primary)
        for member in self.standbys:
            self._copy(member)
        self._demand_standbys()
        return self

    def stop(self) -> None:
        """Ends every member at once and without ceremony: what is left is a temporary folder."""
        for member in self.members:
            self.kill9(member)

    @property
    def standbys(self) -> list[Member]:
        """All but the primary, the dead ones too."""
        return [member for member in self.members if member is not self.primary]

    def launch(self, member: Member) -> None:
        """Starts a member on the folder it has, and waits until it answers."""
        settings = self.settings | {"port": str(member.port), "cluster_name": member.name}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with member.log.open("ab") as log:
            # A session of its own: Ctrl-C reaches this script, which then ends the servers in its own order.
            member.process = subprocess.Popen(
                [self.bin / "postgres", "-D", member.folder, *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                **self._as_user(),
            )
        self._wait(f"{member.name} to answer", lambda: self._answers(member))

    # What a test asks for

    def create_database(self, name: str) -> str:
        """An empty database; its URL."""
        self.sql(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def url(self, name: str, **parameters: str) -> str:
        """Every member's address in one URL; libpq finds the one that takes writes."""
        return self._url(name, {"target_session_attrs": "read-write"} | parameters)

    def read_url(self, name: str, **parameters: str) -> str:
        """For reads that decide nothing: a standby if one is there."""
        return self._url(name, {"target_session_attrs": "prefer-standby"} | parameters)

    def member_url(self, member: Member, name: str, **parameters: str) -> str:
        """One member's address alone."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return f"postgres://postgres@127.0.0.1:{member.port}/{name}{query}"

    def sql(self, statement: str, member: Member | None = None, database: str = "postgres", seconds: float = 30) -> str:
        """Runs a statement by psql on the primary or the member given; columns are parted by `|`, rows by newlines."""
        url = self.member_url(member or self.primary, database, connect_timeout="5")
        return self._run(
            "psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement, seconds=seconds
        ).strip()

    def connections(self, database: str, member: Member | None = None) -> int:
        """How many clients hold a connection to a database."""
        return int(self.sql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}'", member))

    def amcheck(self, database: str) -> str:
        """What pg_amcheck finds wrong with a database on the primary; empty when it is clean."""
        url = self.member_url(self.primary, "postgres")
        command = [
            self.bin / "pg_amcheck",
            "--install-missing",
            "--heapallindexed",
            "--maintenance-db",
            url,
            "-h",
            "127.0.0.1",
            "-p",
            str(self.primary.port),
            "-U",
            "postgres",
            "-d",
            database,
        ]
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, timeout=300, cwd="/", **self._as_user()
        )
        return "" if done.returncode == 0 else done.stdout + done.stderr or f"pg_amcheck ended {done.returncode}"

    # How members die, stall and take over

    def kill9(self, member: Member) -> None:
        """The whole process tree at once, as when the machine goes. It stays dead until `rejoin`."""
        if member.process is None:
            return
        pids = signal_tree(member.process.pid, signal.SIGKILL) if member.runs else []
        member.process.wait()
        member.process = None
        self._wait(f"{member.name} to die", lambda: not any(parent_of(pid) for pid in pids))
        member.forget_memory()

    def freeze(self, member: Member) -> None:
        """Half-dead: the kernel still accepts connections for it, and nobody answers."""
        if member.runs and member.process:
            signal_tree(member.process.pid, signal.SIGSTOP)

    def thaw(self, member: Member) -> None:
        if member.runs and member.process:
            signal_tree(member.process.pid, signal.SIGCONT)

    def promote(self, member: Member | None = None) -> Member:
        """Makes a standby the primary, the one that received most unless told; the other standbys follow it.

        The caller fences first: the old primary must be dead or unreachable. With no standby left to wait for, the new
        primary goes on alone, because commits would otherwise wait for ever.
        """
        chosen = member or max((one for one in self.standbys if one.runs), key=self.received)
        self.primary = chosen
        self._demand_standbys(wait=False)
        self.sql("SELECT pg_promote(true, 30)", chosen)
        for other in self.standbys:
            if other.runs:
                self.sql(f"ALTER SYSTEM SET primary_conninfo = '{self._conninfo(other)}'", other)
                self.sql("SELECT pg_reload_conf()", other)
        return chosen

    def rejoin(self, member: Member) -> None:
        """Gives a dead member a fresh copy of the primary and lets it follow as a standby."""
        self.kill9(member)
        shutil.rmtree(member.folder, ignore_errors=True)
        self._copy(member)
        self._demand_standbys()

    def restart(self, member: Member) -> None:
        """Starts a dead member on the folder it left (crash recovery). Never a former primary after a promotion."""
        self.kill9(member)
        self.launch(member)

    def pause_replay(self, member: Member) -> None:
        """The standby goes on receiving, and shows nothing new. A promotion still replays all that was received."""
        self.sql("SELECT pg_wal_replay_pause()", member)
        self._wait("replay to pause", lambda: self.sql("SELECT pg_get_wal_replay_pause_state()", member) == "paused")

    def resume_replay(self, member: Member) -> None:
        self.sql("SELECT pg_wal_replay_resume()", member)

    def cut_receiver(self, member: Member) -> None:
        """The standby receives no more; freezing it would not do, since the kernel keeps what was sent meanwhile."""
        self.sql("ALTER SYSTEM SET primary_conninfo = ''", member)
        self.sql("SELECT pg_reload_conf()", member)
        self._wait("the receiver to end", lambda: self.sql("SELECT count(*) FROM pg_stat_wal_receiver", member) == "0")

    def received(self, member: Member) -> int:
        """The last byte of WAL a standby has on disk."""
        return int(self.sql("SELECT coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0'", member))

    # How it is done

    def _make_folder(self) -> None:
        """A folder that user postgres reaches: a `mkdtemp` of root's has mode 0700 and lets it pass with 0711."""
        self.folder.mkdir(parents=True)
        if not self.user:
            return
        account = pwd.getpwnam(self.user)
        os.chown(self.folder, account.pw_uid, account.pw_gid)
        temporary = Path(tempfile.gettempdir()).resolve()
        for parent in self.folder.resolve().parents:
            if not parent.stat().st_mode & 0o001:
                if temporary not in parent.parents:
                    raise ClusterFault(f"User postgres cannot reach {self.folder}: give a folder below {temporary}")
                parent.chmod(parent.stat().st_mode | 0o011)

    def _as_user(self) -> dict[str, object]:
        if not self.user:
            return {}
        account = pwd.getpwnam(self.user)
        return {
            "user": account.pw_uid,
            "group": account.pw_gid,
            "extra_groups": [],
            "env": {"PATH": os.environ.get("PATH", ""), "HOME": "/", "LANG": "C.UTF-8"},
        }

    def _run(self, program: str, *arguments: object, seconds: float = 60) -> str:
        done = subprocess.run(
            [str(part) for part in (self.bin / program, *arguments)],
            capture_output=True,
            text=True,
            timeout=seconds,
            cwd="/",
            **self._as_user(),
        )
        if done.returncode:
            raise ClusterFault(f"{program} ended {done.returncode}: {(done.stderr or done.stdout).strip()[:500]}")
        return done.stdout

    def _hear(self, member: Member) -> None:
        """Trust, but for this machine only. initdb wrote as much; it is said again so that no default decides."""
        lines = ["host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
        (member.folder / "pg_hba.conf").write_text("\n".join(lines) + "\n")

    def _copy(self, member: Member) -> None:
        self._run(
            "pg_basebackup",
            "-D",
            member.folder,
            "-R",
            "-c",
            "fast",
            "-X",
            "stream",
            "--no-sync",
            "-d",
            self._conninfo(member),
        )
        self.launch(member)

    def _conninfo(self, member: Member) -> str:
        return f"host=127.0.0.1 port={self.primary.port} user=postgres application_name={member.name}"

    def _demand_standbys(self, wait: bool = True) -> None:
        """Says whom a commit waits for, and on `wait` that they are there: until then nothing is synchronous."""
        alive = [member for member in self.standbys if member.runs]
        names = f"ANY 1 ({', '.join(member.name for member in alive)})" if alive and self.synchronous else ""
        self.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.sql("SELECT pg_reload_conf()")
        if wait:
            count = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
            self._wait("the standbys to stream", lambda: int(self.sql(count)) >= len(alive))

    def _url(self, name: str, parameters: dict[str, str]) -> str:
        hosts = ",".join(f"127.0.0.1:{member.port}" for member in self.members)
        return f"postgres://postgres@{hosts}/{name}?{urlencode(parameters)}"

    def _answers(self, member: Member) -> bool:
        if not member.runs:
            raise ClusterFault(f"{member.name} ended at once: {member.log.read_text()[-500:]}")
        try:
            return self.sql("SELECT 1", member) == "1"
        except ClusterFault:
            return False

    def _wait(self, what: str, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + START_SECONDS
        while not is_so():
            if time.monotonic() > end:
                raise ClusterFault(f"Waited {START_SECONDS} s for {what}")
            time.sleep(0.05)


def try_all(folder: Path) -> str:
    """Every method once; what it took."""
    begun = time.monotonic()
    with Cluster(folder, standbys=2) as cluster:
        up = time.monotonic() - begun
        cluster.create_database("trial")
        cluster.sql("CREATE TABLE note (n INT PRIMARY KEY)", database="trial")
        cluster.sql("INSERT INTO note VALUES (1)", database="trial")
        cluster.pause_replay(cluster.standbys[1])
        cluster.resume_replay(cluster.standbys[1])
        cluster.freeze(cluster.primary)
        with contextlib.suppress(ClusterFault, subprocess.TimeoutExpired):
            cluster.sql("SELECT 1", seconds=2)
            raise SystemExit("a frozen primary answered")
        cluster.thaw(cluster.primary)
        old = cluster.primary
        cluster.kill9(old)
        begun = time.monotonic()
        new = cluster.promote()
        cluster.sql("INSERT INTO note VALUES (2)", database="trial")
        promoted = time.monotonic() - begun
        cluster.rejoin(old)
        cluster.sql("INSERT INTO note VALUES (3)", database="trial")
        rows = cluster.sql("SELECT string_agg(n::text, ',' ORDER BY n) FROM note", database="trial")
        faults = cluster.amcheck("trial")
        if rows != "1,2,3" or faults or cluster.connections("trial"):
            raise SystemExit(f"rows {rows}, amcheck: {faults or 'clean'}")
        cluster.cut_receiver(old)
        cluster.kill9(new)
        cluster.restart(new)
        pids = [pid for member in cluster.members for pid in member.pids()]
    left = [pid for pid in pids if parent_of(pid)]
    if left:
        raise SystemExit(f"processes were left: {left}")
    return f"cluster: three members up in {up:.1f} s, written {promoted:.1f} s after the kill, nothing left behind"


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="breather-cluster.") as folder:
        print(try_all(Path(folder)))


if __name__ == "__main__":
    main()

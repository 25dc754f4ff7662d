#!/usr/bin/env python3
"""A TCP proxy between Breather and PostgreSQL that knows enough of the wire protocol to lose a COMMIT or its answer.

    with Wire(port_of_the_primary) as wire:
        serve(wire.url("breather"))
        wire.lose("answer", every=10)

Run as a script it tries itself: psql through it, each loss once.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import struct
import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cluster import Cluster
from pg_member import Member, binaries, free_port

SSL_REQUEST, GSS_REQUEST = 80877103, 80877104
MESSAGE_MOST = 64 << 20

# What may be lost: nothing; the answer of a COMMIT that was carried out; the COMMIT itself, which the server never saw.
LOSSES = ("nothing", "answer", "request")


class Lost(Exception):
    """This connection is cut here, as a network would."""


class Wire:
    """Listens on a port of its own and passes everything on to one server, until told to lose something."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.port = free_port()
        self.seen: Counter[str] = Counter()
        self._loss, self._every, self._only = "nothing", 10, ""
        self._open = asyncio.Event()
        self._conversations: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Wire:
        self._thread.start()
        if not self._ready.wait(10):
            raise SystemExit(f"the proxy does not listen on port {self.port}")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def url(self, database: str, others: Sequence[Member] = ()) -> str:
        """The proxy's address, and after it those of servers that are reached without it."""
        hosts = ",".join(f"127.0.0.1:{port}" for port in (self.port, *(member.port for member in others)))
        return f"postgres://postgres@{hosts}/{database}?target_session_attrs=read-write"

    def lose(self, what: str, every: int = 10, only: str = "") -> None:
        """From now on every so-maniest COMMIT of a writing transaction is lost.

        - only: a word in a statement of the transaction, such as a table's name, for it to count; empty for all.
        """
        assert what in LOSSES
        self._loss, self._every, self._only = what, every, only

    def blackhole(self) -> None:
        """A partition: connections stay and new ones are accepted, but no byte passes until `heal`."""
        self._loop.call_soon_threadsafe(self._open.clear)

    def heal(self) -> None:
        self._loop.call_soon_threadsafe(self._open.set)

    # How it is done

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._open.set()
        server = self._loop.run_until_complete(asyncio.start_server(self._converse, "127.0.0.1", self.port))
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for conversation in self._conversations:
            conversation.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._conversations, return_exceptions=True))
        self._loop.close()

    async def _converse(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._conversations.add(task)
        self.seen["connections"] += 1
        to_server: asyncio.StreamWriter | None = None
        try:
            await self._open.wait()
            server, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
            await Conversation(self, client, to_client, server, to_server).run()
        except (OSError, asyncio.IncompleteReadError, Lost):
            pass
        finally:
            self._conversations.discard(task)
            for writer in filter(None, (to_client, to_server)):
                # Nothing that still waits to be written goes out: a cut is a cut.
                writer.transport.abort()

    def _is_lost(self, transaction: str) -> bool:
        """Whether this COMMIT is one of those to lose; the transaction's statements say whether it counts at all."""
        self.seen["commits"] += 1
        if self._loss == "nothing" or self._only not in transaction:
            return False
        self.seen["candidates"] += 1
        return self.seen["candidates"] % self._every == 0


class Conversation:
    """One connection: what the client says, what the server answers, and what stands between."""

    def __init__(
        self,
        wire: Wire,
        client: asyncio.StreamReader,
        to_client: asyncio.StreamWriter,
        server: asyncio.StreamReader,
        to_server: asyncio.StreamWriter,
    ) -> None:
        self.wire = wire
        self.client, self.to_client = client, to_client
        self.server, self.to_server = server, to_server
        self.statements: dict[bytes, str] = {}
        self.portals: dict[bytes, str] = {}
        # All statements since BEGIN; empty outside a transaction.
        self.transaction = ""
        # Set while a COMMIT that is to lose its answer is on its way.
        self.doomed = False

    async def run(self) -> None:
        await self._start_up()
        both = [asyncio.ensure_future(self._listen_to_client()), asyncio.ensure_future(self._listen_to_server())]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            # The server's last words, such as why it closes, are still passed on.
            self.to_client.write_eof() if both[1].done() and not self.doomed else None
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)

    async def _start_up(self) -> None:
        """The first messages have no type; encryption is asked for and, by a server of ours, refused."""
        while True:
            length, code = struct.unpack("!II", head := await self.client.readexactly(8))
            await self._pass_on(self.to_server, head + await self.client.readexactly(length - 8))
            if code not in (SSL_REQUEST, GSS_REQUEST):
                return
            answer = await self.server.readexactly(1)
            if answer != b"N":
                raise SystemExit("the server speaks TLS; the proxy cannot read that")
            await self._pass_on(self.to_client, answer)

    async def _listen_to_client(self) -> None:
        while True:
            kind, body, whole = await self._message(self.client)
            statement = self._statement(kind, body)
            if statement is not None and self._ends_writing(statement):
                if self.wire._is_lost(self.transaction):
                    self.wire.seen[f"lost {self.wire._loss}"] += 1
                    if self.wire._loss == "request":
                        raise Lost
                    self.doomed = True
                self.transaction = ""
            await self._pass_on(self.to_server, whole)

    async def _listen_to_server(self) -> None:
        while True:
            kind, body, whole = await self._message(self.server)
            # A failed transaction answers COMMIT with ROLLBACK; nothing was committed, and the cut is still a cut.
            if self.doomed and (kind == b"E" or (kind == b"C" and body in (b"COMMIT\0", b"ROLLBACK\0"))):
                self.wire.seen["commits carried out and not told"] += kind == b"C" and body == b"COMMIT\0"
                raise Lost
            await self._pass_on(self.to_client, whole)

    async def _message(self, reader: asyncio.StreamReader) -> tuple[bytes, bytes, bytes]:
        head = await reader.readexactly(5)
        length = struct.unpack("!I", head[1:])[0]
        if length > MESSAGE_MOST:
            raise SystemExit(f"a message of {length} bytes: this is not PostgreSQL's protocol")
        body = await reader.readexactly(length - 4)
        return head[:1], body, head + body

    def _statement(self, kind: bytes, body: bytes) -> str | None:
        """The statement that a message has carried out, and None for all other messages."""
        if kind == b"Q":
            return body.rstrip(b"\0").decode()
        if kind == b"P":
            name, text, _ = body.split(b"\0", 2)
            self.statements[name] = text.decode()
        elif kind == b"B":
            portal, name, _ = body.split(b"\0", 2)
            self.portals[portal] = self.statements.get(name, "")
        elif kind == b"E":
            return self.portals.get(body.split(b"\0", 1)[0], "")
        return None

    def _ends_writing(self, statement: str) -> bool:
        """Follows the transaction; True at the COMMIT of one that may have written."""
        words = statement.strip().rstrip(";").upper().split()
        first = words[0] if words else ""
        if first in ("BEGIN", "START"):
            self.transaction = statement
        elif first in ("COMMIT", "END"):
            return "READ ONLY" not in self.transaction.upper()
        elif first == "ROLLBACK" and "TO" not in words:
            self.transaction = ""
        else:
            self.transaction += "\n" + statement
        return False

    async def _pass_on(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        await self.wire._open.wait()
        writer.write(data)
        await writer.drain()


def try_all(folder: Path) -> str:
    """Each loss once through psql, and what the table holds afterwards."""
    with Cluster(folder) as cluster, Wire(cluster.primary.port) as wire:
        cluster.create_database("trial")
        cluster.sql("CREATE TABLE note (n INT PRIMARY KEY)", database="trial")

        def insert(n: int) -> int:
            command = [str(binaries() / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", wire.url("trial")]
            script = f"BEGIN; INSERT INTO note VALUES ({n}); COMMIT;"
            with contextlib.suppress(subprocess.TimeoutExpired):
                return subprocess.run(
                    command, input=script.replace("; ", ";\n"), text=True, capture_output=True, timeout=3
                ).returncode
            return -1

        ends = [insert(1)]
        wire.lose("answer", every=1, only="note")
        ends.append(insert(2))
        wire.lose("request", every=1, only="note")
        ends.append(insert(3))
        wire.lose("answer", every=1, only="another table")
        ends.append(insert(4))
        wire.lose("nothing")
        wire.blackhole()
        ends.append(insert(5))
        wire.heal()
        ends.append(insert(6))
        rows = cluster.sql("SELECT string_agg(n::text, ',' ORDER BY n) FROM note", database="trial")
    if ends != [0, 2, 2, 0, -1, 0] or rows != "1,2,4,6":
        raise SystemExit(f"psql ended {ends}, the table holds {rows}; {dict(wire.seen)}")
    return f"wire: an answer lost and its row kept, a request lost and its row not; {dict(wire.seen)}"


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    with tempfile.TemporaryDirectory(prefix="breather-wire.") as folder:
        print(try_all(Path(folder)))


if __name__ == "__main__":
    main()

"""What every fault test stands on: a town on either engine, its servers, its mail server, its clients and their log.

Nothing here knows Breather from the inside: only its command line, its API and its letters. oracles.py knows tables.

    options = parse(__doc__)
    with Sink() as sink, Ground(options) as ground, Town(options.binary, folder, sink, ground.database("kill")) as town:
        town.seed(options.seeds)              # `migrate`, `seed`; tokens of every role in town.tokens
        server = town.serve()                 # one `breather serve`, ready; again for a second one on PostgreSQL
        offer = town.offer([10] * 20)         # published, counts towards nobody's cap; offer.slots are ids
        carers = town.carers(200, "race")     # verified; ids
        log = ClientLog(town.folder / "client.log")
        everybody([lambda client=client: ... for client in ...])  # at once, a thread each; their results in order
        attempt = log.book(Client(town), Wish(offer.id, slot, carer), key, patience=20)
        server.kill(); server.start()         # kill -9; seconds until ready, on the same port
        with Rows(town) as rows: ...          # oracles.py: what holds after every fault, O1...O7

`options` has binary, seeds, work, engine (sqlite | postgres), postgres (a running cluster's superuser URL; absent: a
cluster of our own by `cluster.Cluster(folder)`, of which `start()`, `url(database)` and `stop()` are used), long, seed,
and what a script adds. `Client.ask` raises `NoAnswer` when the connection broke or timed out: what became of the
request is unknown. An `Attempt` is one idempotency key with all its tries; its `outcome` is booked, refused or unknown.
All times are nanoseconds of CLOCK_MONOTONIC, the same in every process of the machine. Whatever was started is ended,
however a script ends.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from clients import Answer, Attempt, Client, ClientLog, NoAnswer, Try, Wish, wants_another_try
from plain import bounded, everybody, free_port, must, say
from sink import Letter, Sink

__all__ = [
    "Answer",
    "Attempt",
    "Client",
    "ClientLog",
    "Ground",
    "Letter",
    "NoAnswer",
    "Offer",
    "Server",
    "Sink",
    "Town",
    "Try",
    "Wish",
    "bounded",
    "everybody",
    "free_port",
    "must",
    "parse",
    "say",
    "wants_another_try",
]


def parse(doc: str, more: Callable[[argparse.ArgumentParser], object] = lambda parser: None) -> argparse.Namespace:
    """The command line that all fault tests share; `more` adds a script's own options."""
    # Told to end, a test still ends what it started: SystemExit runs every `with`.
    # In the background a shell has Ctrl-C ignored, unless it is asked for.
    for what in (signal.SIGTERM, signal.SIGINT):
        signal.signal(what, lambda number, _: sys.exit(128 + number))
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=lambda path: str(Path(path).resolve()), help="the built `breather`")
    parser.add_argument("seeds", type=lambda path: str(Path(path).resolve()), help="the folder Seeds")
    parser.add_argument("work", type=lambda path: Path(path).resolve(), help="a folder for what the test makes")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--postgres", metavar="URL", help="a running cluster's superuser; else one is made and ended")
    parser.add_argument("--long", action="store_true", help="the long form")
    parser.add_argument("--seed", type=int, default=7807, help="of the dice")
    more(parser)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    return options


class Ground:
    """The engine a test runs on: nothing for SQLite, a PostgreSQL cluster (given, or made and ended here) otherwise."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.engine: str = options.engine
        self.cluster: Any = None
        self.made: list[str] = []
        self.url: str | None = None
        if self.engine == "postgres":
            self.url = options.postgres
            if self.url is None:
                from cluster import Cluster  # its packages are needed for PostgreSQL only

                self.cluster = Cluster(options.work / "cluster")
                self.cluster.start()
                self.url = self.cluster.url("postgres")

    def database(self, label: str) -> str | None:
        """A new empty database's URL; None for SQLite, whose file lies in the town's folder."""
        if self.url is None:
            return None
        name = f"faults_{re.sub('[^a-z0-9]', '_', label.lower())}_{uuid.uuid4().hex[:8]}"
        self._say(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        self.made.append(name)
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def amcheck(self, town: Town) -> Callable[[], str]:
        """What pg_amcheck finds wrong with a town's database; asked by `o5_sound` on PostgreSQL."""

        def check() -> str:
            address = urlsplit(town.database_url or "")
            # Debian does not put the server's own programs on the PATH.
            program = shutil.which("pg_amcheck") or str(max(Path("/usr/lib/postgresql").glob("*/bin/pg_amcheck")))
            word = [program, "--install-missing", "--heapallindexed", "-h", "127.0.0.1", "-p", str(address.port)]
            run = subprocess.run(
                [*word, "-U", address.username or "postgres", address.path[1:]], capture_output=True, text=True
            )
            return "" if run.returncode == 0 else run.stdout + run.stderr or f"pg_amcheck ended {run.returncode}"

        return check

    def _say(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql)

    def __enter__(self) -> Ground:
        return self

    def __exit__(self, *_: object) -> None:
        if self.cluster is not None:
            self.cluster.stop()
            return
        for name in self.made:
            self._say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class Server:
    """One `breather serve` on a port of its own, which it keeps over restarts."""

    def __init__(
        self, town: Town, number: int, words: Sequence[str], setting: dict[str, str], before: Sequence[str]
    ) -> None:
        self.town, self.port = town, free_port()
        self.words, self.setting, self.before = list(words), setting, list(before)
        self.log_path = town.folder / f"serve-{number}.log"
        self.process: subprocess.Popen[bytes] | None = None
        #: The wall clock when it was last killed.
        self.killed_at = 0.0

    def start(self, seconds: float = 30) -> float:
        """Starts it; the seconds until /readyz said yes."""
        data = self.town.data_of(self)
        command = [*self.before, self.town.binary, "serve", "--data", str(data), "--port", str(self.port), *self.words]
        begun = time.monotonic()
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd="/",
                env={**self.town.setting, **self.setting},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        while time.monotonic() < begun + seconds and self.process.poll() is None:
            if self.is_ready():
                return time.monotonic() - begun
            time.sleep(0.01)
        raise SystemExit(f"FAILED: breather serve was not ready within {seconds} s:\n{self.log()[-3000:]}")

    def is_ready(self, seconds: float = 2) -> bool:
        """Whether /readyz says yes now."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
            connection.request("GET", "/readyz")
            ready = connection.getresponse().status == 200
            connection.close()
            return ready
        except (OSError, http.client.HTTPException):
            return False

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """kill -9."""
        self.killed_at = time.time()
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self, seconds: float = 30) -> int:
        """Asks it to end; its exit code. One that does not end is a failure."""
        must(self.process, "the server was never started")
        self.process.terminate()
        return self.wait(seconds)

    def wait(self, seconds: float) -> int:
        """Waits until it has ended by itself; its exit code."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise SystemExit(f"FAILED: breather serve did not end within {seconds} s") from None

    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def memory_mib(self) -> int:
        """The most memory it has had."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
        return 0


class Offer(NamedTuple):
    id: str
    slots: list[str]


class Town:
    """One installation of Breather in a folder, on the engine its database URL names, and the API as methods."""

    def __init__(self, binary: str, folder: Path, sink: Sink, database_url: str | None = None) -> None:
        self.binary, self.folder, self.sink, self.database_url = binary, Path(folder), sink, database_url
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data = self.folder / "data"
        self.servers: list[Server] = []
        self.tokens: dict[str, str] = {}
        self.local = threading.local()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BREATHER_")}
        self.setting = {**kept, "BREATHER_SMTP_URL": sink.url, "BREATHER_RATE_LIMITS": "off", "NO_COLOR": "1"}
        if database_url:
            # Several processes on one database have a folder each and the keys in common.
            self.setting |= {"BREATHER_DATABASE_URL": database_url, "BREATHER_KEYS": str(self.folder / "keys")}

    @property
    def engine(self) -> str:
        return "postgres" if self.database_url else "sqlite"

    def data_of(self, server: Server) -> Path:
        """A server's data folder; on PostgreSQL each has its own."""
        if not self.database_url or server not in self.servers or self.servers.index(server) == 0:
            return self.data
        folder = self.folder / f"data-{self.servers.index(server)}"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def command(self, *words: str, status: int | None = 0, setting: dict[str, str] | None = None) -> Any:
        """One `breather …`; its output in .stdout."""
        run = subprocess.run(
            [self.binary, *words],
            cwd="/",
            env={**self.setting, **(setting or {})},
            stdin=subprocess.DEVNULL,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        must(
            status is None or run.returncode == status,
            f"breather {' '.join(words)} ended {run.returncode}:\n{run.stdout[-3000:]}",
        )
        return run

    def seed(self, seeds: str, small: bool = False) -> None:
        """`migrate`, then `seed` with one token a role. `small`: few carers, offers and no dates, for a small file."""
        self.command("migrate", "--data", str(self.data))
        if small:
            seeds = str(shutil.copytree(seeds, self.folder / "seeds"))
            for name, most in (("carers", 30), ("offers", 3), ("slots", 0)):
                path = Path(seeds, f"{name}.csv")
                with path.open(newline="") as file:
                    kept = list(csv.reader(file))[: most + 1]
                with path.open("w", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows(kept)
        self.command("seed", seeds, "--data", str(self.data), "--tokens", str(self.folder / "tokens"))
        self.tokens = json.loads((self.folder / "tokens").read_text())

    def serve(
        self, words: Sequence[str] = (), setting: dict[str, str] | None = None, before: Sequence[str] = ()
    ) -> Server:
        """One more server, ready. `before` is a command that runs it; `setting` adds to its environment."""
        server = Server(self, len(self.servers), words, setting or {}, before)
        self.servers.append(server)
        server.start()
        return server

    def doctor(self) -> list[dict[str, str]]:
        """What `breather doctor` finds: topic, state (well, note, bad), sentence."""
        run = self.command("doctor", "--json", "--data", str(self.data), status=None)
        try:
            return json.loads(run.stdout)["findings"]
        except (ValueError, KeyError):
            raise SystemExit(f"FAILED: breather doctor ended {run.returncode}:\n{run.stdout[-3000:]}") from None

    def good(self, status: int, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        """One request on this thread's own connection whose status is known; its body. Comes again when told to."""
        client = self.local.client = getattr(self.local, "client", None) or Client(self)
        for pause in (0.1, 0.3, 1, 2, None):
            answer = None
            try:
                answer = client.ask(method, path, body, token)
                if answer.status not in (429, 503):
                    break
            except NoAnswer:
                if pause is None or (method == "POST" and not path.endswith("/verify")):
                    raise
            if pause is not None:
                time.sleep(pause)
        must(
            answer and answer.status == status,
            f"{method} {path} was answered {answer and (answer.status, answer.body)}",
        )
        return answer.body

    def offer(self, places: Sequence[int], **fields: Any) -> Offer:
        """A published offer of the token's partner with a date for each number of places. Nobody's cap counts it."""
        me = self.good(200, "GET", "/v1/me", token="partner")
        partner = next(role["partnerId"] for role in me["roles"] if "partnerId" in role)
        draft = {
            "title": "A quiet afternoon",
            "summary": "Tea and time.",
            "description": "Nobody needs you.",
            "stay": "at_home",
            "town": "Liverpool",
            **fields,
        }
        offer = self.good(201, "POST", f"/v1/partners/{partner}/offers", draft, "partner")["id"]
        slots: list[str] = []
        for begin in range(0, len(places), 300):
            dates = []
            for number, many in enumerate(places[begin : begin + 300], begin):
                # An offer's dates begin at different minutes.
                day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86_400 * (30 + number // 480)))
                at = f"{day}T{10 + number // 60 % 8:02}:{number % 60:02}"
                dates.append({"startsAt": f"{at}:00Z", "endsAt": f"{day}T20:00:00Z", "places": many})
            made = self.good(201, "POST", f"/v1/offers/{offer}/slots", {"slots": dates}, "partner")
            slots += [slot["id"] for slot in made.get("items", made.get("slots"))]
        self.good(200, "POST", f"/v1/offers/{offer}/publish", {}, "partner")
        return Offer(offer, slots)

    def carers(self, number: int, label: str) -> list[str]:
        """So many carers who registered and were verified; their ids."""

        def make(place: int) -> str:
            said = {
                "name": f"Carer {label} {place}",
                "email": f"{label}-{place}@example.org",
                "postcode": "L8 3SB",
                "birthDate": "1970-05-01",
                "area": "liverpool",
                "consents": {"privacy": True, "shareWithPartners": True, "news": False},
            }
            carer = self.good(201, "POST", "/v1/carers", said)["id"]
            self.good(200, "POST", f"/v1/carers/{carer}/verify", {"evidence": "letter seen"}, "volunteer")
            return carer

        with ThreadPoolExecutor(8) as some:
            return list(some.map(make, range(number)))

    def places_left(self, offer: Offer, slot: str) -> int:
        """What the API tells of a date."""
        cursor = ""
        while True:
            page = self.good(200, "GET", f"/v1/offers/{offer.id}/slots?limit=100{cursor}")
            for one in page["items"]:
                if one["id"] == slot:
                    return one["placesLeft"]
            must(page["next"], f"the date {slot} is not listed")
            cursor = f"&cursor={page['next']}"

    def __enter__(self) -> Town:
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            server.kill()

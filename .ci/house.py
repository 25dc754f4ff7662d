"""A running Breather for the checks: its mail server, its process and its API, all on loopback.

Needs: pip install aiosmtpd. Nothing here knows Breather from the inside: only its command line, its API and its letters.
"""

import email
import email.policy
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aiosmtpd.controller import Controller

Answer = namedtuple("Answer", "status headers body")
Letter = namedtuple("Letter", "to subject text raw")


# Told to end, a check still ends what it started.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def must(holds, what):
    """Ends the check with a sentence when something is not as promised."""
    if not holds:
        raise SystemExit(f"FAILED: {what}")


class PostOffice:
    """A mail server of another house (aiosmtpd) that keeps every letter."""

    def __init__(self):
        self.letters, self.lock = [], threading.Lock()
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()
        self.url = f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        text = letter.get_body(("plain",)).get_content()
        with self.lock:
            for to in envelope.rcpt_tos:
                self.letters.append(Letter(to.lower(), str(letter["Subject"]), text, envelope.content))
        return "250 kept"

    def to(self, address, about=""):
        with self.lock:
            return [one for one in self.letters if one.to == address.lower() and about in one.subject + "\n" + one.text]

    def wait(self, address, about="", count=1, seconds=20):
        """The letters to an address that hold some words, once there are so many; fewer when the time is over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(self.to(address, about)) < count:
            time.sleep(0.05)
        return self.to(address, about)

    def wait_any(self, about, count=1, seconds=20):
        """As `wait`, for letters to anybody."""
        end, found = time.monotonic() + seconds, []
        while time.monotonic() < end and len(found) < count:
            time.sleep(0.05)
            with self.lock:
                found = [one for one in self.letters if about in one.subject]
        return found

    def keep(self, folder):
        """Writes every letter as a file that .ci/check_letters.py reads."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        for place, one in enumerate(list(self.letters)):
            Path(folder, f"{place:05}.eml").write_bytes(one.raw)

    def close(self):
        self.controller.stop()


class House:
    """One Breather on a data folder, with the API of `serve` as methods."""

    def __init__(self, binary, folder, smtp_url, cwd="/"):
        self.binary, self.data, self.cwd = os.path.abspath(binary), os.path.join(os.path.abspath(folder), "data"), cwd
        self.log_path = os.path.join(os.path.abspath(folder), "serve.log")
        self.port, self.process, self.tokens = free_port(), None, {}
        self.setting = {
            **os.environ, "BREATHER_SMTP_URL": smtp_url, "BREATHER_RATE_LIMITS": "off", "NO_COLOR": "1",
        }
        self.local = threading.local()
        Path(folder).mkdir(parents=True, exist_ok=True)

    # --- the process --------------------------------------------------------------------------------------------------

    def command(self, *words, status=0):
        run = subprocess.run(
            [self.binary, *words], cwd=self.cwd, env=self.setting, stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        must(status is None or run.returncode == status, f"breather {' '.join(words)} ended {run.returncode}:\n{run.stdout[-3000:]}")
        return run

    def seed(self, seeds):
        """`migrate`, then `seed` with one token a role."""
        self.command("migrate", "--data", self.data)
        file = self.data + ".tokens"
        self.command("seed", os.path.abspath(seeds), "--data", self.data, "--tokens", file)
        must(os.stat(file).st_mode & 0o777 == 0o600, "the tokens file is readable by others")
        self.tokens = json.loads(Path(file).read_text())

    def start(self, seconds=30):
        """Starts `serve` and waits until it is ready; the seconds that took."""
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--data", self.data, "--port", str(self.port)], cwd=self.cwd, env=self.setting,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )
        begun = time.monotonic()
        while time.monotonic() < begun + seconds:
            try:
                if self.ask("GET", "/readyz").status == 200:
                    return time.monotonic() - begun
            except OSError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        tail = Path(self.log_path).read_text(errors="replace")[-3000:]
        raise SystemExit(f"FAILED: breather serve was not ready after {seconds} s:\n{tail}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=30):
        """Asks it to end and waits; the exit code."""
        if self.process is None or self.process.poll() is not None:
            return self.process and self.process.returncode
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise SystemExit(f"FAILED: breather serve did not end within {seconds} s of SIGTERM")

    def memory_mib(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
        return 0

    # --- the API ------------------------------------------------------------------------------------------------------

    def ask(self, method, path, body=None, token=None, key=None, headers=None, raw=None, seconds=30):
        """One request on this thread's own kept connection; the body parsed when it is JSON."""
        send = {"Accept": "application/json", **(headers or {})}
        if token:
            send["Authorization"] = f"Bearer {self.tokens.get(token, token)}"
        if key:
            send["Idempotency-Key"] = key
        if body is not None:
            raw, send["Content-Type"] = json.dumps(body).encode(), "application/json"
        connection = getattr(self.local, "connection", None)
        for attempt in (1, 2):
            fresh = connection is None
            if fresh:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
            try:
                connection.request(method, path, raw, send)
                answer = connection.getresponse()
                data = answer.read()
                self.local.connection = connection
                break
            except (http.client.HTTPException, OSError) as error:
                connection.close()
                connection = self.local.connection = None
                # A kept connection that the server closed meanwhile is tried once more, when that is harmless.
                if fresh or attempt == 2 or (method == "POST" and not key):
                    raise OSError(f"{method} {path}: {error!r}") from error
        kind = answer.headers.get("Content-Type", "")
        return Answer(answer.status, answer.headers, json.loads(data) if data and "json" in kind else data)

    def good(self, status, method, path, *rest, **named):
        """As `ask`, and the check ends when the status is another; the body."""
        answer = self.ask(method, path, *rest, **named)
        must(answer.status == status, f"{method} {path} {rest} answered {answer.status}, not {status}:\n{answer.body}")
        return answer.body

    # --- a town of our own --------------------------------------------------------------------------------------------

    def partner_id(self):
        return next(r["partnerId"] for r in self.good(200, "GET", "/v1/me", token="partner")["roles"] if "partnerId" in r)

    def offer(self, slots, **fields):
        """A published daytime offer of the token's partner with slots of so many places; (offer id, slot ids)."""
        draft = {
            "title": "A quiet afternoon", "summary": "Tea and time.", "description": "Nobody needs you.", "stay": "daytime",
            "town": "Liverpool", **fields,
        }
        offer = self.good(201, "POST", f"/v1/partners/{self.partner_id()}/offers", draft, token="partner")["id"]
        days = [time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400 * (20 + n))) for n in range(len(slots))]
        dates = [
            {"startsAt": f"{day}T13:00:00Z", "endsAt": f"{day}T15:00:00Z", "places": places} for day, places in zip(days, slots)
        ]
        made = self.good(201, "POST", f"/v1/offers/{offer}/slots", {"slots": dates}, token="partner")
        self.good(200, "POST", f"/v1/offers/{offer}/publish", {}, token="partner")
        return offer, [slot["id"] for slot in made.get("items", made.get("slots"))]

    def carer(self, name, address, **fields):
        """Registers a carer online and has a volunteer verify her; her id."""
        said = {
            "name": name, "email": address, "postcode": "L8 3SB", "birthDate": "1970-05-01", "area": "liverpool",
            "consents": {"privacy": True, "shareWithPartners": True, "news": False}, **fields,
        }
        carer = self.good(201, "POST", "/v1/carers", said)["id"]
        self.good(200, "POST", f"/v1/carers/{carer}/verify", {"evidence": "letter seen"}, token="volunteer")
        return carer

    def carers(self, number, label):
        with ThreadPoolExecutor(8) as some:
            return list(some.map(lambda n: self.carer(f"Carer {label} {n}", f"{label}-{n}@example.org"), range(number)))

    def book(self, offer, slot, carer, key=None, **fields):
        """A coordinator books one place for a carer; the answer as it comes."""
        wish = {"offerId": offer, "slots": [slot], "party": [{"kind": "carer"}], "onBehalfOf": carer, **fields}
        wish.setdefault("identity", {"checked": ["birth_date", "postcode"]})
        wish.setdefault("cover", {"how": "not_needed"})
        return self.ask("POST", "/v1/bookings", wish, token="coordinator", key=key or str(uuid.uuid4()))

    def places_left(self, offer, slot):
        listed = self.good(200, "GET", f"/v1/offers/{offer}/slots?limit=100")["items"]
        return next(one["placesLeft"] for one in listed if one["id"] == slot)

    def partner_bookings(self, slot):
        """Every booking of a slot, as its partner sees them."""
        path, found, cursor = f"/v1/partners/{self.partner_id()}/bookings?limit=100", [], ""
        while True:
            page = self.good(200, "GET", path + cursor, token="partner")
            found += [one for one in page["items"] if any(s["id"] == slot for s in one["slots"])]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"


def code_in(letter):
    """The eight digits of a sign-in letter."""
    return re.search(r"\b(\d{4}) ?(\d{4})\b", letter.text).group(0)

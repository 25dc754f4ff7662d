"""Those who ask, and the log of what they wished, tried and were told."""

from __future__ import annotations

import http.client
import json
import os
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from plain import must

if TYPE_CHECKING:
    from harness import Server, Town


class Answer(NamedTuple):
    status: int
    headers: Any
    body: Any

    @property
    def code(self) -> str:
        return self.body.get("code", "") if isinstance(self.body, dict) else ""


class NoAnswer(OSError):
    """The connection broke, or nothing came in time: what became of the request is unknown."""


class Client:
    """One kept connection. With several servers each client begins at another one, and moves on when one is gone."""

    made = 0

    def __init__(self, town: Town, seconds: float = 30, server: Server | None = None) -> None:
        self.town, self.seconds, self.server = town, seconds, server
        self.turn, Client.made = Client.made, Client.made + 1
        self.connection: http.client.HTTPConnection | None = None
        self.port = 0

    def ask(self, method: str, path: str, body: Any = None, token: str | None = None, key: str | None = None) -> Answer:
        """One request, sent once. Raises `NoAnswer`, at any time: a kept connection may have gone stale."""
        send = {"Accept": "application/json"}
        if token:
            send["Authorization"] = f"Bearer {self.town.tokens.get(token, token)}"
        if key:
            send["Idempotency-Key"] = key
        raw = None
        if body is not None:
            raw, send["Content-Type"] = json.dumps(body).encode(), "application/json"
        try:
            if self.connection is None:
                server = self.server or self.town.servers[self.turn % len(self.town.servers)]
                self.port = server.port
                self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=self.seconds)
            self.connection.request(method, path, raw, send)
            answer = self.connection.getresponse()
            data = answer.read()
            if answer.will_close:
                self.close()
        except (http.client.HTTPException, OSError) as error:
            self.close()
            self.turn += 1
            raise NoAnswer(f"{method} {path}: {error!r}") from error
        kind = answer.headers.get("Content-Type", "")
        return Answer(answer.status, answer.headers, json.loads(data) if data and "json" in kind else data)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Wish(NamedTuple):
    """A place for one carer, on one date."""

    offer: str
    slot: str
    carer: str


class Try(NamedTuple):
    """One request of an attempt. Status 0: no answer came."""

    begun_ns: int
    ended_ns: int
    status: int
    code: str
    port: int


@dataclass
class Attempt:
    """One idempotency key: a wish, and what was answered."""

    key: str
    wish: Wish
    tries: list[Try] = field(default_factory=list)
    reference: str | None = None
    #: A cancellation that was answered 200: when it was begun and answered.
    cancelled_ns: tuple[int, int] | None = None
    #: A cancellation was asked for, and what became of it is unknown.
    maybe_cancelled: bool = False

    @property
    def outcome(self) -> str:
        """booked, refused (a definite no), or unknown: no answer, an apology (500), or "come again" (503)."""
        if self.reference:
            return "booked"
        last = self.tries[-1] if self.tries else None
        return (
            "refused"
            if last and 400 <= last.status < 500 and not wants_another_try(last.status, last.code)
            else "unknown"
        )

    @property
    def refusal(self) -> str:
        return self.tries[-1].code if self.outcome == "refused" else ""

    @property
    def begun_ns(self) -> int:
        return self.tries[0].begun_ns

    @property
    def ended_ns(self) -> int:
        return self.tries[-1].ended_ns


def wants_another_try(status: int, code: str) -> bool:
    """Whether the contract tells a client to send the same key again."""
    return status in (0, 429, 503) or code == "request_in_progress"


class ClientLog:
    """Every request before it goes and every answer when it came, in a file that is synced ten times a second."""

    def __init__(self, path: Path) -> None:
        self.attempts: list[Attempt] = []
        self.file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self.open = True
        threading.Thread(target=self._sync_often, daemon=True).start()

    def book(
        self, client: Client, wish: Wish, key: str | None = None, patience: float = 0, token: str = "coordinator"
    ) -> Attempt:
        """Books; for `patience` seconds tries the key again when no answer came or it says to come again."""
        attempt = Attempt(key or str(uuid.uuid4()), wish)
        self.attempts.append(attempt)
        self.again(client, attempt, patience, token)
        return attempt

    def again(self, client: Client, attempt: Attempt, patience: float = 0, token: str = "coordinator") -> Answer | None:
        """More tries of an attempt under its key; the last answer."""
        end = time.monotonic() + patience
        while True:
            answer = self._once(client, attempt, token)
            last = attempt.tries[-1]
            if not wants_another_try(last.status, last.code) or time.monotonic() > end:
                return answer
            time.sleep(random.uniform(0.05, 0.25))

    def cancel(self, client: Client, attempt: Attempt, patience: float = 10, token: str = "coordinator") -> bool:
        """Cancels a booking for its carer; whether the answer said so. Unknown ones are marked."""
        begun, end = time.monotonic_ns(), time.monotonic() + patience
        attempt.maybe_cancelled = True
        while True:
            self._write("cancel", attempt.key)
            try:
                answer = client.ask("POST", f"/v1/bookings/{attempt.reference}/cancel", {"why": "changed_mind"}, token)
                status, code = answer.status, answer.code
            except NoAnswer:
                status, code = 0, ""
            self._write("cancelled", attempt.key, status)
            if status == 200:
                attempt.cancelled_ns, attempt.maybe_cancelled = (begun, time.monotonic_ns()), False
                return True
            if time.monotonic() > end or not wants_another_try(status, code):
                return False
            time.sleep(0.1)

    def _once(self, client: Client, attempt: Attempt, token: str) -> Answer | None:
        offer, slot, carer = attempt.wish
        body = {
            "offerId": offer,
            "slots": [slot],
            "party": [{"kind": "carer"}],
            "onBehalfOf": carer,
            "identity": {"checked": ["birth_date", "postcode"]},
            "cover": {"how": "not_needed"},
        }
        self._write("ask", attempt.key, *attempt.wish)
        begun = time.monotonic_ns()
        try:
            answer = client.ask("POST", "/v1/bookings", body, token, attempt.key)
        except NoAnswer:
            answer = None
        ended = time.monotonic_ns()
        attempt.tries.append(
            Try(begun, ended, answer.status if answer else 0, answer.code if answer else "", client.port)
        )
        if answer is not None and answer.status == 201:
            told = answer.body["reference"]
            must(attempt.reference in (None, told), f"one key was answered with {attempt.reference}, then with {told}")
            attempt.reference = told
        self._write("answer", attempt.key, *attempt.tries[-1], attempt.reference)
        return answer

    def _write(self, *words: Any) -> None:
        os.write(self.file, (json.dumps([time.monotonic_ns(), *words]) + "\n").encode())

    def _sync_often(self) -> None:
        # Group by group: a sync for every line would slow the clients down to the pace of the disk they test.
        while self.open:
            time.sleep(0.1)
            self.sync()

    def sync(self) -> None:
        os.fdatasync(self.file)

"""The mail server of another house."""

from __future__ import annotations

import email
import email.policy
import re
import time
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller

from plain import free_port


class Letter(NamedTuple):
    """A letter as it came, and when."""

    message_id: str
    to: str
    at_ns: int
    raw: bytes

    @property
    def text(self) -> str:
        """Its words, for sign-in codes. Slow to read: tests match letters by Message-ID instead."""
        return email.message_from_bytes(self.raw, policy=email.policy.default).get_body(("plain",)).get_content()


class Sink:
    """Keeps every letter. What it has answered with 250 was delivered."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()
        self.url = f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        found = re.search(rb"(?im)^Message-ID:\s*<([^>]+)>", envelope.content[:8_000])
        for to in envelope.rcpt_tos:
            name = found.group(1).decode() if found else ""
            self.letters.append(Letter(name, to.lower(), time.monotonic_ns(), envelope.content))
        return "250 kept"

    def counts(self) -> dict[str, int]:
        """How often each Message-ID has come."""
        counted: dict[str, int] = {}
        for one in list(self.letters):
            counted[one.message_id] = counted.get(one.message_id, 0) + 1
        return counted

    def wait(self, address: str, seconds: float = 20) -> Letter:
        """The newest letter to an address."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = [one for one in list(self.letters) if one.to == address.lower()]
            if found:
                return found[-1]
            time.sleep(0.02)
        raise SystemExit(f"FAILED: no letter came to {address}")

    def close(self) -> None:
        self.controller.stop()

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

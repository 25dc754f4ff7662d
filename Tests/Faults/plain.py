"""Small things that every fault test says and does."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any


def must(holds: object, what: object) -> None:
    """Ends the test with a sentence when something is not as promised."""
    if not holds:
        raise SystemExit(f"FAILED: {what}")


def say(text: str) -> None:
    """One line of progress, at once."""
    print(text, flush=True)


def bounded(seconds: int) -> None:
    """Ends the whole test after so many seconds: a hang is a failure, not a wait."""

    def ring(*_: object) -> None:
        raise SystemExit(f"FAILED: not done within {seconds} s")

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def everybody(errands: Sequence[Callable[[], Any]], seconds: float = 180) -> list[Any]:
    """Runs the errands at once, a thread each, let go together; their results in order, or the first error."""
    gate, results, errors = threading.Barrier(len(errands)), [None] * len(errands), []

    def run(place: int) -> None:
        try:
            gate.wait()
            results[place] = errands[place]()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(place,), daemon=True) for place in range(len(errands))]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    if errors:
        raise errors[0]
    must(not any(thread.is_alive() for thread in threads), f"clients were not done after {seconds} s")
    return results

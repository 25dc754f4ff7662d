#!/usr/bin/env python3
"""Reads every .eml in a folder with Python's own mail parser and checks what mail programs rely on.

    .ci/check_letters.py FOLDER      (needs: pip install icalendar)

Prints one line for each fault, with the file's name and never a letter's words, then a summary. Exit code 1 when there
are faults, 2 when there is nothing to check or no means to check it.
"""

import re
import sys
from collections import Counter
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

try:
    from icalendar import Calendar
except ImportError:
    print("check_letters: the package icalendar is missing (pip install icalendar)", file=sys.stderr)
    sys.exit(2)

ONCE = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted"]
METHODS = {"REQUEST", "CANCEL", "PUBLISH"}


class Faults:
    def __init__(self):
        self.count = 0

    def expect(self, holds, name, what):
        if not holds:
            self.count += 1
            print(f"{name}: {what}")
        return holds


def check_bytes(raw, name, faults):
    """Lines: CRLF only, ASCII only, headers at most 998 (76 with encoded words), bodies at most 76."""
    faults.expect(raw.endswith(b"\r\n"), name, "does not end in CRLF")
    rest = raw.replace(b"\r\n", b"")
    faults.expect(b"\r" not in rest and b"\n" not in rest, name, "has a line break that is not CRLF")
    faults.expect(all(byte < 0x80 for byte in raw), name, "has bytes outside ASCII")
    head, _, body = raw.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        faults.expect(len(line) <= 998, name, "has a header line over 998 characters")
        if b"=?" in line:
            faults.expect(len(line) <= 76, name, "has an encoded-word line over 76 characters")
            for word in re.findall(rb"=\?[^?]*\?[^?]*\?[^?]*\?=", line):
                faults.expect(len(word) <= 75, name, "has an encoded word over 75 characters")
    for line in body.split(b"\r\n"):
        faults.expect(len(line) <= 76, name, "has a body line over 76 characters")


def check_headers(letter, name, faults):
    for header in ONCE:
        faults.expect(len(letter.get_all(header, [])) == 1, name, f"has not exactly one {header}")
    for header, value in letter.items():
        faults.expect(not value.defects, name, f"{header} has defects: {[type(d).__name__ for d in value.defects]}")
        text = str(value)
        faults.expect(not any(ord(c) < 32 or ord(c) == 127 for c in text), name, f"{header} hides a control character")
        faults.expect("=?" not in text or header == "Subject", name, f"{header} did not decode")
    faults.expect(letter["Auto-Submitted"] == "auto-generated", name, "is not Auto-Submitted: auto-generated")
    faults.expect(re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", str(letter["Message-ID"])), name, "Message-ID is malformed")
    for header in ("From", "To"):
        faults.expect(len(letter[header].addresses) == 1, name, f"{header} is not one mailbox")
    date = str(letter["Date"])
    faults.expect(date.endswith("+0000"), name, "Date is not in +0000")
    try:
        parsedate_to_datetime(date)
    except ValueError:
        faults.expect(False, name, "Date cannot be read")


def check_structure(letter, name, faults):
    """Text always; several parts as alternative, plain first, calendar last; then the file, in mixed."""
    for part in letter.walk():
        faults.expect(not part.defects, name, f"a part has defects: {[type(d).__name__ for d in part.defects]}")
        if not part.is_multipart():
            faults.expect(part["Content-Transfer-Encoding"] in ("quoted-printable", "base64"), name, "a bare encoding")
            part.get_content()
    shape = [part.get_content_type() for part in letter.walk()]
    has_calendar = "text/calendar" in shape
    choices = [kind for kind in shape if kind in ("text/plain", "text/html", "text/calendar")]
    wanted = [kind for kind in ("text/plain", "text/html", "text/calendar") if kind in choices]
    faults.expect(choices == wanted and "text/plain" in choices, name, f"parts are {choices}")
    outer = ["multipart/mixed"] if has_calendar else []
    inner = ["multipart/alternative"] if len(choices) > 1 else []
    files = ["application/ics"] if has_calendar else []
    faults.expect(shape == outer + inner + choices + files, name, f"the structure is {shape}")
    plain = letter.get_body(preferencelist=("plain",))
    faults.expect(plain is not None and plain.get_content().strip(), name, "the plain text is empty")
    html = letter.get_body(preferencelist=("html",))
    faults.expect(html is None or "<" in html.get_content(), name, "the HTML part holds no HTML")
    return has_calendar


def check_calendar(letter, name, faults, seen, last):
    part = next(p for p in letter.walk() if p.get_content_type() == "text/calendar")
    file = next((p for p in letter.walk() if p.get_content_type() == "application/ics"), None)
    raw = part.get_payload(decode=True)
    if faults.expect(file is not None, name, "the calendar is not attached as a file"):
        faults.expect(file.get_payload(decode=True) == raw, name, "the attached calendar differs")
        faults.expect(file.get_filename() == "invite.ics", name, "the attached calendar is not invite.ics")
        faults.expect(file.get_content_disposition() == "attachment", name, "the calendar file is not an attachment")
    rest = raw.replace(b"\r\n", b"")
    faults.expect(raw.endswith(b"\r\n") and b"\n" not in rest and b"\r" not in rest, name, "the calendar is not CRLF")
    faults.expect(all(len(line) <= 75 for line in raw.split(b"\r\n")), name, "a calendar line is over 75 octets")
    try:
        calendar = Calendar.from_ical(raw)
    except ValueError as error:
        faults.expect(False, name, f"icalendar cannot read the calendar ({type(error).__name__})")
        return None
    method = str(calendar.get("METHOD", ""))
    faults.expect(method in METHODS, name, f"METHOD is {method or 'missing'}")
    faults.expect(part.get_param("method") == method, name, "Content-Type's method is not METHOD")
    faults.expect(part.get_content_charset() == "utf-8", name, "the calendar part is not utf-8")
    events = calendar.walk("VEVENT")
    faults.expect(events, name, "the calendar holds no event")
    recipient = str(letter["To"].addresses[0].addr_spec)
    if method == "REQUEST":
        uids = {str(event.get("UID", "")) for event in events}
        for uid in uids:
            last[(re.sub(r"-\d+$", "", uid), recipient)] = (name, uids)
    for event in events:
        check_event(event, method, recipient, name, faults, seen)
    return method


def check_event(event, method, recipient, name, faults, seen):
    for field in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
        faults.expect(field in event, name, f"an event has no {field}")
    for field in ("DTSTAMP", "DTSTART", "DTEND"):
        if field in event and hasattr(event[field].dt, "hour"):
            faults.expect(event[field].dt.tzinfo is not None, name, f"{field} floats: neither UTC nor in a zone")
    if method == "PUBLISH" or "UID" not in event:
        return
    sequence = int(event.get("SEQUENCE", 0))
    # The same event for the same person: its story in the order the letters came.
    key = (str(event["UID"]), recipient, str(event.get("RECURRENCE-ID", "")))
    before = seen.get(key)
    if method == "CANCEL" and faults.expect(before is not None, name, "cancels an event that was never announced"):
        faults.expect(sequence > before[1], name, "CANCEL does not raise SEQUENCE")
    if method == "REQUEST" and before is not None:
        faults.expect(sequence >= before[1], name, "REQUEST lowers SEQUENCE")
        faults.expect(before[0] == "REQUEST" or sequence > before[1], name, "REQUEST after CANCEL keeps SEQUENCE")
    seen[key] = (method, sequence)


def check_left_over(seen, last, faults):
    """At the end, a calendar holds what its last REQUEST says of a booking, and no event of an older one."""
    for (uid, recipient, _), (method, _) in sorted(seen.items()):
        booking = re.sub(r"-\d+$", "", uid)
        name, wanted = last.get((booking, recipient), ("", set()))
        if method == "REQUEST":
            faults.expect(uid in wanted, name, "leaves an event of the same booking in a calendar without a CANCEL")


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    files = sorted(Path(sys.argv[1]).glob("*.eml"))
    if not files:
        print(f"check_letters: no .eml in {sys.argv[1]}", file=sys.stderr)
        return 2
    faults = Faults()
    methods = Counter()
    ids = Counter()
    seen = {}
    last = {}
    for path in files:
        raw = path.read_bytes()
        check_bytes(raw, path.name, faults)
        letter = BytesParser(policy=policy.default).parsebytes(raw)
        check_headers(letter, path.name, faults)
        ids[str(letter["Message-ID"])] += 1
        if check_structure(letter, path.name, faults):
            methods[check_calendar(letter, path.name, faults, seen, last)] += 1
    check_left_over(seen, last, faults)
    calendars = ", ".join(f"{count} {method}" for method, count in sorted(methods.items(), key=str)) or "none"
    repeats = sum(count - 1 for count in ids.values())
    print(f"{len(files)} letters, calendars: {calendars}; {repeats} repeated message ids; {faults.count} faults")
    return 1 if faults.count else 0


if __name__ == "__main__":
    sys.exit(main())

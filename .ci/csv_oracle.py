#!/usr/bin/env python3
"""Compares our CSV reader and writer with Python's csv, file by file.

    .ci/csv_oracle.py [--files N] [--seed N] COMMAND...

COMMAND reads base 64 files, one a line, and answers each with `no` or with `ok`, the base 64 of the rows as JSON, and the
base 64 of the rows written again. Whether a file is RFC 4180 is decided by one regular expression; what it holds, by Python's
csv. Exit code 1 when anything disagrees.
"""

import argparse
import base64
import csv
import io
import json
import random
import re
import subprocess
import sys

FIELD = r'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
RECORD = rf"{FIELD}(?:,{FIELD})*"
FILE = re.compile(rf"{RECORD}(?:\r?\n{RECORD})*(?:\r?\n)?")
FORMULA = tuple("=+-@\t\r＝＋－＠")


def rows_of(text: str):
    return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]


def expected(file: bytes):
    """The rows a strict reader finds, or None when it must refuse."""
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not text or "\0" in text or not FILE.fullmatch(text):
        return None
    rows = rows_of(text)
    header = rows[0]
    if "" in header or len(set(header)) != len(header) or any(len(row) != len(header) for row in rows):
        return None
    return rows


def disagreement(file: bytes, answer: str):
    theirs = expected(file)
    if answer == "no" or theirs is None:
        return None if answer == "no" and theirs is None else "one takes it and the other does not"
    _, read, written = answer.split(" ")
    if json.loads(base64.b64decode(read)) != theirs:
        return "we read something else"
    safe = [["'" + cell if cell.startswith(FORMULA) else cell for cell in row] for row in theirs]
    return None if rows_of(base64.b64decode(written).decode()) == safe else "we wrote something else"


BY_HAND = [
    "", "a", "a\n", "a\r\n", "a\r", "\n", "a\n\n", "a\n\n\n", "a,b\n1,2\n", "a,b\n1,2\n\n", "a,b\n1\n", "a,b\n1,2,3\n", "a,a\n1,2\n",
    "a,\n1,2\n", '"a"', '"a"b', 'a"b', '"a', '"a""', '"a"""', '""\n', 'a\n""\n', 'a\n"x\r\ny"\n', 'a\n"x\ry"\n', "a\n=1\n", "a\n＝1\n",
    'a\n" x"\n', 'a\n "x"\n', 'a\n"x" \n', "\ufeffa\n1\n", '\ufeff"a"\n1\n', "\ufeff", "\ufeff\ufeffa\n", "a\0\n", "a;b\n1;2\n", "a\n\t1\n",
    'a\n"\r1"\n', "a\nx\ry\n", "a\n\u2028\n", "a\n\x85\n", "a\n\x0b\x0c\x1c\n", "é\ne\u0301\n", "a,b\r\n1,2\n3,4\r\n", "a\n1\r\r\n",
]


def files(number, seed):
    dice = random.Random(seed)
    yield from (text.encode() for text in BY_HAND)
    yield from (b"a\n\xff\n", b"a\n\xc3\n", b'a\n"\xe9"\n', b"a\n\xed\xa0\x80\n", b"\xff\xfea\x00")
    pieces = ['"', '""', ",", "\n", "\r\n", "\r", " ", "a", "b", "é", "=", "'", "\u2028", "\x85", "\x1c", "\0", "\t", "\U0001f600"]
    weights = [2, 3, 6, 5, 4, 1, 2, 6, 4, 2, 2, 1, 1, 1, 1, 0.2, 1, 1]
    for place in range(number):
        if place % 3 == 0:
            yield "".join(dice.choices(pieces, weights, k=dice.randrange(1, 14))).encode()
            continue
        width = dice.randrange(1, 4)
        lines = [["a", "b", "c"][:width]]
        for _ in range(dice.randrange(4)):
            row = ["".join(dice.choices(pieces[:-3], weights[:-3], k=dice.randrange(4))) for _ in range(width)]
            lines.append([re.sub('["\0]', "", cell) for cell in row])
        text = io.StringIO(newline="")
        quoting = dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
        csv.writer(text, lineterminator=dice.choice(["\n", "\r\n"]), quoting=quoting).writerows(lines)
        whole = text.getvalue().encode()
        if place % 3 == 1:
            where = dice.randrange(len(whole))
            whole = whole[:where] + dice.choice([b"", b'"', b",", b"\n", b"\r", b"\xff"]) + whole[where + dice.randrange(2) :]
        yield whole


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--files", type=int, default=100_000, help="how many made-up files")
    arguments.add_argument("--seed", type=int, default=4180)
    arguments.add_argument("command", nargs=argparse.REMAINDER)
    options = arguments.parse_args()
    if not options.command:
        arguments.error("which command reads the files?")

    everything = list(files(options.files, options.seed))
    lines = b"".join(base64.b64encode(file) + b"\n" for file in everything)
    run = subprocess.run(options.command, input=lines, stdout=subprocess.PIPE)
    answers = run.stdout.decode("ascii").splitlines()
    if run.returncode != 0 or len(answers) != len(everything):
        print(f"csv oracle: {len(everything)} files, {len(answers)} answers, exit code {run.returncode}")
        return 1
    wrong = 0
    for file, answer in zip(everything, answers):
        reason = disagreement(file, answer)
        if reason:
            wrong += 1
            if wrong <= 20:
                print(f"csv oracle: {reason}: {file[:200]!r} -> {answer[:200]}")
    taken = sum(answer != "no" for answer in answers)
    print(f"csv oracle: {len(everything)} files, {taken} taken, {wrong} disagreements")
    return 1 if wrong or taken == 0 or taken == len(everything) else 0


if __name__ == "__main__":
    sys.exit(main())

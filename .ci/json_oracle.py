#!/usr/bin/env python3
"""Compares our JSON reader and writer with Python's json, text by text.

    .ci/json_oracle.py [--texts N] [--seed N] COMMAND...

COMMAND reads base 64 texts, one a line, and answers each with `no` or `ok <base 64 of the JSON it read>`. Where we refuse
and Python does not, the text must break one of the rules in `stricter`; where both take a text, both must have understood
the same, down to the bits of a double and the order of members. Exit code 1 when anything disagrees.
"""

import argparse
import base64
import json
import random
import struct
import subprocess
import sys

DEPTH_MAX = 32
VALUES_MAX = 10_000
INT_MIN, INT_MAX = -(2**63), 2**63 - 1


class Refused(Exception):
    pass


class Members(list):
    """The members of an object in order, doubles included."""


def no_constant(name):
    raise Refused(name)


def python_reads(text: bytes):
    """What Python's json reads, or None when it refuses."""
    try:
        if text.startswith(b"\xef\xbb\xbf"):
            return None
        return (json.loads(text.decode("utf-8"), strict=True, object_pairs_hook=Members, parse_constant=no_constant),)
    except (ValueError, RecursionError, Refused):
        return None


def stricter(value, depth=0):
    """The rules of ours that a value breaks although Python takes it."""
    if isinstance(value, Members):
        names = [name for name, _ in value]
        if len(names) != len(set(names)):
            yield "duplicate name"
        if depth + 1 > DEPTH_MAX:
            yield "depth"
        for name, member in value:
            yield from stricter(name)
            yield from stricter(member, depth + 1)
    elif isinstance(value, list):
        if depth + 1 > DEPTH_MAX:
            yield "depth"
        for item in value:
            yield from stricter(item, depth + 1)
    elif isinstance(value, str):
        if "\0" in value:
            yield "NUL"
        if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
            yield "lone surrogate"
    elif isinstance(value, float):
        if value in (float("inf"), float("-inf")):
            yield "not finite"
    elif isinstance(value, int) and not isinstance(value, bool):
        if not INT_MIN <= value <= INT_MAX:
            yield "beyond 64 bits"


def count(value):
    if isinstance(value, Members):
        return 1 + sum(count(member) for _, member in value)
    if isinstance(value, list):
        return 1 + sum(count(item) for item in value)
    return 1


def exact(value):
    """A value as something that is equal only when type, order and bits are."""
    if isinstance(value, Members):
        return ("object", tuple((name, exact(member)) for name, member in value))
    if isinstance(value, list):
        return ("array", tuple(exact(item) for item in value))
    if isinstance(value, float):
        return ("double", struct.pack(">d", value))
    return (type(value).__name__, value)


# --- texts -----------------------------------------------------------------------------------------------------------

BY_HAND = [
    "", " ", "null", "true", "false", "nul", "tru", "True", "0", "-0", "-0.0", "01", "-01", "00", "1.", ".5", "1e", "1e+",
    "1E5", "1e-5", "1e5.5", "0e0", "-", "--1", "+1", "0x1", "1_000", "NaN", "Infinity", "-Infinity", "1e308", "1e309",
    "-1e309", "1e-400", "5e-324", "2.2250738585072011e-308", "9007199254740993", "9007199254740993.0",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "9" * 400,
    "0." + "0" * 400 + "1", "1" + "0" * 300 + ".0", '""', '"a"', "'a'", '"', '"\\"', '"\\u0000"', '"\\u0001"', '"\0"',
    '"\x01"', '"\n"', '"\t"', '"\x7f"', '"\\ud800"', '"\\udc00"', '"\\ud83d\\ude00"', '"\\ude00\\ud83d"', '"\\uD83Dx"',
    '"\\uFFFF"', '"\\x41"', '"\\u12"', '"\\u00g0"', '"\\u+123"', '"\\u 123"', '"\\u1_23"', '"\\/"', '"\\a"', '"\u2028"',
    '"\ufeff"', "\ufeff1", "1\ufeff", '"\U0010ffff"', "[]", "[ ]", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1", "[", "]",
    "[1]]", "[][]", "{}", "{ }", '{"a":1}', '{"a":1,}', '{"a"}', '{"a":}', "{a:1}", "{1:1}", '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}', '{"\u00e9":1,"e\u0301":2}', '{"":1}', '{"":1,"":2}', '{"b":1,"a":2}', '{"a":1 "b":2}',
    '{"a"::1}', "{", '{"a":1', "/**/1", "1//", "#1", "\u00a01", "\u20281", "\x0c1", "\x0b1", "1\0", "[\uff11]", "[\u0661]",
    "1 ", "\r\n\t 1 \r\n\t", "[" * 32 + "]" * 32, "[" * 33 + "]" * 33, "[" * 900 + "]" * 900, '{"a":' * 32 + "1" + "}" * 32,
    '{"a":' * 33 + "1" + "}" * 33, "[" + "0," * 9998 + "0]", "[" + "0," * 9999 + "0]", "[" * 20_000,
]
BYTES_BY_HAND = [
    b'"\x80"', b'"\xc0\x80"', b'"\xc1\xbf"', b'"\xc3"', b'"\xc3\x28"', b'"\xe0\x80\x80"', b'"\xe0\x9f\xbf"',
    b'"\xed\xa0\x80"', b'"\xed\xbf\xbf"', b'"\xf0\x80\x80\x80"', b'"\xf0\x8f\xbf\xbf"', b'"\xf4\x90\x80\x80"', b'"\xf5\x80\x80\x80"',
    b'"\xff"', b'"\xfe\xff"', b"\xff\xfe1\x00", b"1\x00", b"\x001", b'\xef\xbb\xbf""', b'"\xef\xbb\xbf"', b'"\xe2\x82"', b"\xe9",
    b'"\xf4\x8f\xbf\xbf"', b'"\xed\x9f\xbf"', b'"\xee\x80\x80"',
]


def some_number(dice):
    kind = dice.randrange(8)
    if kind == 0:
        return str(dice.randrange(-100, 100))
    if kind == 1:
        return str(dice.choice([INT_MIN, INT_MAX, 2**53]) + dice.randrange(-2, 3))
    if kind == 2:
        return repr(struct.unpack(">d", struct.pack(">Q", dice.getrandbits(64)))[0])
    if kind == 3:
        return f"{dice.randrange(10**6)}.{dice.randrange(10**6)}e{dice.randrange(-330, 330)}"
    if kind == 4:
        return "".join(dice.choice("0123456789") for _ in range(dice.randrange(1, 40))) + "." + str(dice.randrange(99))
    if kind == 5:
        return "".join(dice.choice("0123456789.eE+-") for _ in range(dice.randrange(1, 8)))
    if kind == 6:
        return dice.choice(["-0", "-0.0", "0", "0e5", "1E+2", "1e-2", "100e0"])
    # Half-way between two doubles: where rounding goes wrong if it does.
    return str(2 * dice.randrange(2**53, 2**54) + 1) + ".0" + dice.choice(["", "0", "00001"])


def some_text(dice):
    def piece():
        kind = dice.randrange(10)
        if kind < 4:
            return dice.choice("abcxyz 0/{}[]:,'")
        if kind == 4:
            return dice.choice(['\\"', "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"])
        if kind == 5:
            return f"\\u{dice.choice([0x41, 0xE9, 0x301, 0x20AC, 0xFFFF, 0x1F, dice.randrange(0x10000)]):04{dice.choice('xX')}}"
        if kind == 6:
            return "\\ud8%02x\\udc%02x" % (dice.randrange(256), dice.randrange(256))
        while True:
            point = dice.choice([dice.randrange(0x20, 0x250), dice.randrange(0x800, 0x10000), dice.randrange(0x10000, 0x110000)])
            if not 0xD800 <= point <= 0xDFFF and chr(point) not in '"\\':
                return chr(point)

    return '"' + "".join(piece() for _ in range(dice.randrange(0, 9))) + '"'


def some_value(dice, depth=0):
    space = dice.choice(["", "", "", " ", "\n", "\t\r"])
    kind = dice.randrange(9 if depth < 5 else 6)
    if kind < 1:
        value = dice.choice(["null", "true", "false"])
    elif kind < 4:
        value = some_number(dice)
    elif kind < 6:
        value = some_text(dice)
    elif kind < 7:
        value = "[" + ",".join(some_value(dice, depth + 1) for _ in range(dice.randrange(4))) + "]"
    else:
        names = [dice.choice(['"a"', '"b"', '"c"', some_text(dice)]) for _ in range(dice.randrange(4))]
        value = "{" + ",".join(f"{name}{space}:{some_value(dice, depth + 1)}" for name in names) + "}"
    return space + value + space


def damaged(dice, text: bytes) -> bytes:
    text = bytearray(text)
    for _ in range(dice.randrange(1, 4)):
        if not text:
            break
        place = dice.randrange(len(text))
        kind = dice.randrange(5)
        if kind == 0:
            text[place] = dice.choice(b'{}[]",:\\u0-e.1 \n\x00\x7f\x80\xc3\xed\xf4\xff')
        elif kind == 1:
            del text[place]
        elif kind == 2:
            text.insert(place, dice.choice(b'{}[]",:\\u0-e.1 \n\x00\x7f\x80\xc3\xed\xf4\xff'))
        elif kind == 3:
            text[place] ^= 1 << dice.randrange(8)
        else:
            text[place:place] = text[place : place + dice.randrange(8)]
    return bytes(text)


def texts(number, seed):
    dice = random.Random(seed)
    yield from (text.encode() for text in BY_HAND)
    yield from BYTES_BY_HAND
    for place in range(number):
        text = some_value(dice).encode()
        yield text if place % 2 else damaged(dice, text)


# --- the comparison --------------------------------------------------------------------------------------------------


def disagreement(text: bytes, answer: str):
    """What is wrong with our answer, or None."""
    theirs = python_reads(text)
    if answer == "no":
        if theirs is None:
            return None
        reasons = set(stricter(theirs[0]))
        if count(theirs[0]) > VALUES_MAX:
            reasons.add("values")
        return None if reasons else "we refuse what Python takes and no rule of ours forbids"
    if not answer.startswith("ok "):
        return "the answer is neither ok nor no"
    if theirs is None:
        return "we take what Python refuses"
    broken = set(stricter(theirs[0]))
    if broken or count(theirs[0]) > VALUES_MAX:
        return f"we take what our own rules forbid: {', '.join(sorted(broken)) or 'values'}"
    ours = python_reads(base64.b64decode(answer[3:], validate=True))
    if ours is None:
        return "what we wrote is not JSON"
    return None if exact(ours[0]) == exact(theirs[0]) else "we understood something else"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--texts", type=int, default=100_000, help="how many made-up texts")
    arguments.add_argument("--seed", type=int, default=8259)
    arguments.add_argument("command", nargs=argparse.REMAINDER)
    options = arguments.parse_args()
    if not options.command:
        arguments.error("which command reads the texts?")
    sys.set_int_max_str_digits(0)
    sys.setrecursionlimit(6_000)

    everything = list(texts(options.texts, options.seed))
    lines = b"".join(base64.b64encode(text) + b"\n" for text in everything)
    run = subprocess.run(options.command, input=lines, stdout=subprocess.PIPE)
    answers = run.stdout.decode("ascii").splitlines()
    if run.returncode != 0 or len(answers) != len(everything):
        print(f"json oracle: {len(everything)} texts, {len(answers)} answers, exit code {run.returncode}")
        return 1

    wrong = 0
    for text, answer in zip(everything, answers):
        reason = disagreement(text, answer)
        if reason:
            wrong += 1
            if wrong <= 20:
                print(f"json oracle: {reason}: {text[:200]!r} -> {answer[:200]}")
    taken = sum(answer != "no" for answer in answers)
    print(f"json oracle: {len(everything)} texts, {taken} taken, {wrong} disagreements")
    return 1 if wrong or taken == 0 or taken == len(everything) else 0


if __name__ == "__main__":
    sys.exit(main())

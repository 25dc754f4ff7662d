#!/usr/bin/env python3
"""Schemathesis asks the served API everything its OpenAPI file allows, and what it forbids, as a carer and as a coordinator.

    .ci/fuzz.py BREATHER SEEDS FOLDER

The phase "coverage" is left out: on patterns such as ours it thinks for minutes before its first request.
Fails on any answer of 500 and above, or that the OpenAPI file does not describe, and when fewer than 2,000 cases were tried.
"""

import json
import os
import subprocess
import sys

from house import House, PostOffice, must

CASES_MIN, SECONDS = 2_000, 90
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance", "unsupported_method", "allow_header_conformance",
]


def cases_in(report):
    """How many cases a run tried; it must have tried every operation."""
    with open(report) as file:
        said = json.load(file)
    operations = said["operations"]
    must(operations["tested"] == operations["selected"], f"only {operations['tested']} of {operations['selected']} were tried")
    return said["test_cases"]["generated"]


def fuzz(house, role, folder):
    """One run with a role's token; how many cases it tried."""
    report = os.path.join(folder, f"{role}.json")
    run = subprocess.run(
        [
            os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run", f"http://127.0.0.1:{house.port}/openapi.json",
            "--header", f"Authorization:Bearer {house.tokens[role]}", "--checks", ",".join(CHECKS), "--workers", "2",
            "--phases", "examples,fuzzing", "--max-examples", "30", "--seed", "7807", "--max-time", str(SECONDS),
            "--request-timeout", "20", "--generation-database", "none", "--exclude-operation-id", "endSession",
            "--suppress-health-check", "all", "--no-color", "--warnings", "off", "--report", "json", "--report-json-path", report,
        ],
        cwd=folder, stdin=subprocess.DEVNULL, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    print(run.stdout[-12_000:], flush=True)
    return run.returncode, cases_in(report)


def main(binary, seeds, folder):
    post = PostOffice()
    house = House(binary, folder, post.url)
    try:
        house.seed(seeds)
        house.start()
        total, bad = 0, []
        for role in ("carer", "coordinator"):
            code, cases = fuzz(house, role, os.path.abspath(folder))
            print(f"fuzz: {role}: {cases} cases, schemathesis ended {code}", flush=True)
            total += cases
            bad += [role] if code else []
            must(house.process.poll() is None, "serve died")
        must(house.ask("GET", "/readyz").status == 200, "serve is not ready after the fuzzing")
        print(f"fuzz: {total} cases, most memory {house.memory_mib()} MiB")
        must(house.stop() == 0, "serve did not end well")
        must(not bad, f"schemathesis found faults as {bad}")
        must(total >= CASES_MIN, f"{total} cases are fewer than {CASES_MIN}")
    finally:
        if house.process and house.process.poll() is None:
            house.kill()
        post.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])

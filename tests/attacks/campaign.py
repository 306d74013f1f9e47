"""The campaign over simulated boards, in parts that are kept: stopped, it goes on where it was.

    python -m tests.attacks.campaign --into FILE [--first 0] [--boards 10000] [--seconds 3600]
    python -m tests.attacks.campaign --into FILE --boards 0

Each line of FILE is what came of ten boards, those with another wave first. What all lines come
to is printed as one JSON line; it fails if anybody was given away. Other versions of the program
need another FILE.
"""

import argparse
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.boards import Tally, campaign, most_at_risk_first

PART = 10
FOUND = ("solved", "narrowed", "present", "alike", "told", "exposed_by_reissue")
ADDED = (
    "boards",
    "releases",
    "refused",
    "issues",
    "targets",
    *FOUND,
    "shown_of_400",
    "cells_of_400",
)


@dataclass(frozen=True)
class Part:
    boards: tuple[int, ...]
    tally: Tally


def kept(file: Path) -> list[Part]:
    """The parts that are done."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    raw = [json.loads(line) for line in text.splitlines()]
    return [Part(tuple(part["boards"]), Tally(**part["tally"])) for part in raw]


def run(file: Path, numbers: Iterable[int], seconds: float) -> None:
    """Attack those that were not attacked yet."""
    began = time.monotonic()
    done = {number for part in kept(file) for number in part.boards}
    left = most_at_risk_first(number for number in numbers if number not in done)
    for place in range(0, len(left), PART):
        if time.monotonic() - began > seconds:
            return
        boards = left[place : place + PART]
        line = json.dumps({"boards": boards, "tally": vars(_attacked(boards))})
        with file.open("a", encoding="utf-8") as out:
            out.write(line + "\n")


def _attacked(boards: Sequence[int]) -> Tally:
    """What is no longer needed is cleared away between parts: looking for it takes a fifth."""
    gc.disable()
    try:
        return campaign(boards)
    finally:
        gc.enable()
        gc.collect()


def whole(parts: Iterable[Tally]) -> Tally:
    """All parts as one."""
    total = Tally()
    for part in parts:
        for name in ADDED:
            setattr(total, name, getattr(total, name) + getattr(part, name))
        total.read_back += Counter(part.read_back)
        total.unequal += part.unequal
        total.examples += part.examples
        total.slowest_audit = max(total.slowest_audit, part.slowest_audit)
    return total


def told(total: Tally) -> dict[str, object]:
    share = total.shown_of_400 / total.cells_of_400 if total.cells_of_400 else None
    return vars(total) | {"share_shown_of_400": share and round(share, 3)}


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--boards", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    given = parser.parse_args(arguments)
    run(given.into, range(given.first, given.first + given.boards), given.seconds)
    total = whole(part.tally for part in kept(given.into))
    print(json.dumps(told(total)))  # noqa: T201 - what a campaign is for
    sys.exit(any(getattr(total, name) for name in FOUND) or bool(total.unequal))


if __name__ == "__main__":
    main(sys.argv[1:])

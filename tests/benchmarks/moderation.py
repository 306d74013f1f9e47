"""How well and how fast screening works on messages held out of training. One JSON line.

    python tests/benchmarks/moderation.py [--data FOLDER]

By table: each that was written apart, and what was left out of the others; then texts written apart
in the manner of public sets, by sort. Each share comes with
its 95% interval (Wilson). With FOLDER, where public sets lie, also the
share of their everyday texts that is called urgent, and held; of sets the model was trained on,
only the part left out.
"""

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import sqrt
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.case_tables import NOT_URGENT, Message, is_held_out, messages
from moderation.company import in_company
from moderation.pipeline import screen
from moderation.verdict import Route
from tests.moderation.hostile import BITS, PLAIN, hostile

EVERYDAY = {
    "patient-feedback": None,
    "everyday-stress": None,
    "sms-spam": "ham",
    "hate-offensive-tweets": "neither",
}
"""Public sets, and the label of what is harmless in them."""

VIOLENCE = ("domesticviolence", "survivorsofabuse")
"""Forums of `stress-posts` on violence by a partner and on abuse: thresholds look at them."""

MANNERS = {
    "public_manner": Path(__file__).with_name("moderation_public.toml"),
    "public_manner_second": Path(__file__).with_name("moderation_public_second.toml"),
    "public_manner_third": Path(__file__).with_name("moderation_public_third.toml"),
}
"""Written apart in the manner of public sets; by sort."""

TRAINED_ON = {"everyday-stress", "sms-spam", "hate-offensive-tweets"}
MOST = 3_000
ROUNDS = 3
Z = 1.96
SHORT = 160
"""Characters, as in a text message."""

HOSTILE = hostile(BITS["half disclosed"])
READY = (
    "import time; a = time.perf_counter(); from moderation.pipeline import screen; "
    "screen('he made me'); print(time.perf_counter() - a)"
)


def share(hits: int, total: int) -> list[float]:
    """The share, and the two ends of its interval."""
    if not total:
        return [0.0, 0.0, 1.0]
    p, over = hits / total, 1 + Z * Z / total
    middle = (p + Z * Z / (2 * total)) / over
    half = Z / over * sqrt(p * (1 - p) / total + Z * Z / (4 * total * total))
    return [round(x, 4) for x in (p, max(0.0, middle - half), min(1.0, middle + half))]


def accuracy(kept: Sequence[Message]) -> dict[str, Any]:
    """What is found of the messages nobody tuned on."""
    called = {message: screen(message.text).route for message in kept}
    urgent = [m for m in kept if m.urgent]
    right = sum(called[m] is Route.ESCALATE for m in urgent)
    raised = sum(route is Route.ESCALATE for route in called.values())
    labels = dict.fromkeys(m.label for m in kept)
    return {
        "held_out": len(kept),
        "recall": share(right, len(urgent)),
        "precision": share(right, raised),
        "seen_by_a_person": share(sum(called[m] is not Route.PUBLISH for m in urgent), len(urgent)),
        "urgent_by_label": {label: _called(called, label, Route.ESCALATE) for label in labels},
        "held_by_label": {label: _called(called, label, Route.HOLD) for label in NOT_URGENT},
    }


def by_table(kept: Sequence[Message]) -> dict[str, Any]:
    """The same for each table written apart, and for what was left out of the others."""
    tables = {m.table for m in kept if m.apart}
    found = {name: accuracy([m for m in kept if m.table == name]) for name in sorted(tables)}
    return found | {"left_out": accuracy([m for m in kept if not m.apart])}


def in_longer_answers(every: Sequence[Message]) -> dict[str, Any]:
    """Short messages of the tables written apart, with a few ordinary ones round each.

    `alone`: called urgent by themselves; `urgent` and `seen` (urgent or held): in company.
    """
    found = {}
    for name in ("urgent", "looks_alike"):
        some = [m for m in every if m.apart and name in (m.label, "urgent" if m.urgent else "")]
        pairs = list(in_company(every, some))
        alone = [screen(message.text).route for message, _ in pairs]
        routes = [screen(answer).route for _, answer in pairs]
        found[name] = {
            "alone": share(alone.count(Route.ESCALATE), len(pairs)),
            "urgent": share(routes.count(Route.ESCALATE), len(pairs)),
            "seen": share(len(pairs) - routes.count(Route.PUBLISH), len(pairs)),
        }
    return found


def _called(called: dict[Message, Route], label: str, route: Route) -> list[float]:
    routes = [found for message, found in called.items() if message.label == label]
    return share(routes.count(route), len(routes))


def everyday(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """False alarms on public sets."""
    for name, label in EVERYDAY.items():
        texts = list(_texts(folder / f"{name}.jsonl", label, unseen=name in TRAINED_ON))[:MOST]
        routes = [screen(text).route for text in texts]
        urgent, held = (share(routes.count(r), len(routes)) for r in (Route.ESCALATE, Route.HOLD))
        yield name, {"texts": len(texts), "urgent": urgent, "held": held}


def posts(folder: Path) -> dict[str, list[float]]:
    """Posts by the forum they come from, never trained on: the share called urgent."""
    lines = (folder / "stress-posts.jsonl").read_text("utf-8").splitlines()
    called: dict[str, list[bool]] = {}
    for row in map(json.loads, lines):
        called.setdefault(row["subreddit"], []).append(screen(row["text"]).urgent)
    return {forum: share(sum(some), len(some)) for forum, some in sorted(called.items())}


def in_public_manner(table: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is called urgent, and held, of each sort of text that was written apart."""
    for sort, lines in tomllib.loads(table.read_text("utf-8")).items():
        routes = [screen(text).route for text in lines.strip().splitlines()]
        urgent, held = (share(routes.count(r), len(routes)) for r in (Route.ESCALATE, Route.HOLD))
        yield sort, {"texts": len(routes), "urgent": urgent, "held": held}


def _texts(path: Path, label: str | None, *, unseen: bool) -> Iterator[str]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        kept = not unseen or is_held_out(row["text"])
        if kept and (label is None or row["label"] == label):
            yield row["text"]


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of the quickest of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return round(min(times) * 1000, 3)


def a_text(kept: Sequence[Message]) -> float:
    """Milliseconds of processor time on average."""
    return round(milliseconds(lambda: [screen(m.text) for m in kept]) / len(kept), 3)


def cost(kept: Sequence[Message]) -> dict[str, float]:
    """Time a text takes, time until the first is screened, time of a megabyte meant to hurt."""
    ready = subprocess.run(
        [sys.executable, "-c", READY],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    short = [each for each in kept if len(each.text) <= SHORT]
    return {
        "ms_a_text": a_text(kept),
        "ms_a_short_text": a_text(short),
        "ready_s": round(float(ready.stdout), 3),
        "hostile_megabyte_ms": milliseconds(lambda: screen(HOSTILE)),
        **worst(),
    }


def worst() -> dict[str, Any]:
    """The hostile megabyte that takes longest, and how many times as long as a plain one."""
    times = {name: milliseconds(partial(screen, hostile(bit))) for name, bit in BITS.items()}
    name = max(times, key=times.__getitem__)
    plain = milliseconds(lambda: screen(hostile(PLAIN)))
    return {"worst": name, "worst_ms": times[name], "worst_to_plain": round(times[name] / plain, 2)}


def main() -> None:
    """Measure, and say so in one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    every = list(messages())
    kept = [message for message in every if message.unseen]
    found = {"tables": by_table(kept), **cost(kept)}
    found["in_longer_answers"] = in_longer_answers(every)
    found |= {name: dict(in_public_manner(table)) for name, table in MANNERS.items()}
    if options.data:
        found["everyday"] = dict(everyday(options.data))
        found["posts"] = posts(options.data)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()

"""How much personal data is masked in the marked tables, and how many clean texts are changed.

    python tests/benchmarks/personal.py [--data FOLDER] [TABLE ...]

One JSON line of totals; each share comes with its 95% interval (Wilson). It prints no message, so
that tables kept apart stay unread. With FOLDER also the share of patient feedback that is changed.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.trial import Share
from tests.moderation.marked_tables import changed, count, found, lines

MARKED = (
    *("kept_apart", "kept_apart_second", "kept_apart_third", "kept_apart_fourth"),
    "kept_apart_fifth",
)
CLEAN = tuple(f"clean_{name}" for name in MARKED)


def told(hits: int, total: int) -> list[float]:
    """Hits, total, share and the two ends of its interval."""
    share = Share(hits, total)
    return [hits, total, *(round(part, 4) for part in (share.value, *share.interval()))]


def marked(name: str) -> dict[str, Any]:
    """Recall by kind and over all, and precision."""
    counted = count(name)
    return {
        "recall": told(counted.met.total(), counted.wanted.total()),
        "precision": told(counted.right, counted.masks),
        "kinds": {kind: told(counted.met[kind], of) for kind, of in counted.wanted.items()},
    }


def feedback(folder: Path) -> list[float]:
    """Patient feedback that is changed; some of it holds real names."""
    rows = (folder / "patient-feedback.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(row)["text"] for row in rows]
    return told(sum(bool(found(text)) for text in texts), len(texts))


def main() -> None:
    """Count, and say so in one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", default=[*MARKED, *CLEAN])
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    out: dict[str, Any] = {
        name: told(len(list(changed(name))), len(lines(name)))
        if name.startswith("clean")
        else marked(name)
        for name in options.tables
    }
    if options.data:
        out["patient-feedback"] = feedback(options.data)
    sys.stdout.write(json.dumps(out) + "\n")


if __name__ == "__main__":
    main()

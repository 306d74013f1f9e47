"""What each urgent rule is worth, on the messages that models learn from. One JSON line.

    python tests/benchmarks/moderation_rules.py

By rule: urgent messages it finds; of these, how many the models call urgent without it; other
messages it calls urgent; of both, how many are left where the readers may doubt it. No message
that is held out is read.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation import resemblance
from moderation.pipeline import screen
from moderation.rules import lexicon
from moderation.text import Text
from moderation.verdict import Route
from tests.benchmarks.moderation_train import Row, own

COLUMNS = ("urgent", "anyway", "other", "urgent_left", "other_left")


def counted(rows: Iterable[Row]) -> Mapping[str, Counter[str]]:
    """The columns of each rule, and of all together."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        text = Text.of(row.text)
        ruled = lexicon("disclosure").by_rule(text)
        names = {rule.name for rule, finding in ruled if finding.route is Route.ESCALATE}
        if names:
            said = list(_said(row, text))
            for name in (*names, "all"):
                found.setdefault(name, Counter()).update(said)
    return found


def _said(row: Row, text: Text) -> Iterable[str]:
    """The columns in which it counts."""
    sort = "urgent" if row.urgent else "other"
    yield sort
    if row.urgent and any(f.route is Route.ESCALATE for f in resemblance.find(text)):
        yield "anyway"
    if screen(row.text).urgent:
        yield f"{sort}_left"


def main() -> None:
    """Count, and say so in one line; the rule that calls most others urgent first."""
    found = sorted(counted(own()).items(), key=lambda one: -one[1]["other"])
    told = {name: [counts[column] for column in COLUMNS] for name, counts in found}
    sys.stdout.write(json.dumps({"columns": COLUMNS, "rules": told}) + "\n")


if __name__ == "__main__":
    main()

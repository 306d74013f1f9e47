"""How well hate, spelling tricks and insults are told, and whether a dialect fares worse.

    python tests/benchmarks/abuse.py [--data FOLDER] [--show FUNCTION]

One JSON line. Functions and tricks: `tests/moderation/abuse/functions.tsv`, a sentence counting as
found when a finding of kind hate is in it. With FOLDER: tweets held out of training (Davidson et
al. 2017), hate or offensive against neither, found when they wait for hate or an insult.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation import leaning
from moderation.case_tables import is_held_out
from moderation.pipeline import screen
from moderation.rules import lexicon
from moderation.text import Text
from moderation.trial import Share
from moderation.verdict import Kind
from tests.moderation.abuse_tables import TRICKS, Line, lines

PAIRS = Path(__file__).parents[1] / "moderation" / "abuse" / "dialects.tsv"
TOXIC = {Kind.HATE, Kind.PROFANITY}
AAE = (
    *("finna", "tryna", "ion", "yall", "y'all", "aint", "ain't", "dat", "dis", "dem", "da", "bruh"),
    *("nigga", "niggas", "hoes", "bitches", "ya", "gon", "imma", "bout", "lil", "wit", "nah"),
)
"""Words that mark African-American English in the tweets (our own rough list)."""


class Score(NamedTuple):
    """Found and right, found, and wanted."""

    right: int
    found: int
    wanted: int

    def told(self) -> dict[str, Any]:
        """Recall and precision with their intervals, and F1."""
        total = self.found + self.wanted
        return {
            "recall": told(self.right, self.wanted),
            "precision": told(self.right, self.found),
            "f1": round(2 * self.right / total, 4) if total else 0.0,
        }


def told(hits: int, total: int) -> list[float]:
    """Hits, total, share and the two ends of its interval (Wilson)."""
    share = Share(hits, total)
    return [hits, total, *(round(part, 4) for part in (share.value, *share.interval()))]


def is_hate(text: str) -> bool:
    """A finding says hate."""
    return Kind.HATE in {finding.kind for finding in screen(text).findings}


def is_toxic(text: str) -> bool:
    """A finding says hate, insult or swearing."""
    return not TOXIC.isdisjoint(finding.kind for finding in screen(text).findings)


def is_leaning(raw: str) -> bool:
    """The model says so, no listed word."""
    text = Text.of(raw)
    return any(leaning.find_abuse(text)) and not any(lexicon("abuse").find(text))


def score(pairs: Iterable[tuple[bool, bool]]) -> Score:
    """Of (wanted, found)."""
    every = list(pairs)
    return Score(
        sum(wanted and found for wanted, found in every),
        sum(found for _, found in every),
        sum(wanted for wanted, _ in every),
    )


def functions(table: Sequence[Line]) -> dict[str, Any]:
    """Each function: the share called hate."""
    called = {line: is_hate(line.text) for line in table}
    out: dict[str, Any] = score((line.hate, found) for line, found in called.items()).told()
    for name in dict.fromkeys(line.function for line in table):
        of = [found for line, found in called.items() if line.function == name]
        out[name] = told(sum(of), len(of))
    return out


def tricks(table: Sequence[Line]) -> dict[str, Any]:
    """Each trick played on all hateful sentences; and on those found when written plainly."""
    plain = [line.text for line in table if line.hate]
    seen = [text for text in plain if is_hate(text)]
    return {
        name: {
            "all": told(sum(is_hate(trick(text)) for text in plain), len(plain)),
            "of_found_plain": told(sum(is_hate(trick(text)) for text in seen), len(seen)),
        }
        for name, trick in TRICKS.items()
    }


def tweets(folder: Path) -> Iterator[tuple[str, bool]]:
    """Tweets held out, and whether they are toxic."""
    for row in (folder / "hate-offensive-tweets.jsonl").read_text("utf-8").splitlines():
        raw = json.loads(row)
        if is_held_out(raw["text"]):
            yield str(raw["text"]), raw["label"] != "neither"


def toxicity(folder: Path) -> dict[str, Any]:
    """All tweets held out, those that look African-American, the others; false alarms of each."""
    found = [(text, toxic, is_toxic(text)) for text, toxic in tweets(folder)]
    marked = [one for one in found if not set(AAE).isdisjoint(one[0].lower().split())]
    plain = [one for one in found if one not in marked]
    return {
        name: {
            **score((toxic, seen) for _, toxic, seen in part).told(),
            "false_alarms": told(
                sum(seen for _, toxic, seen in part if not toxic),
                sum(not toxic for _, toxic, _ in part),
            ),
            "false_alarms_of_model": told(
                sum(is_leaning(text) for text, toxic, _ in part if not toxic),
                sum(not toxic for _, toxic, _ in part),
            ),
        }
        for name, part in (("all", found), ("aae_like", marked), ("other", plain))
    }


def spam(folder: Path) -> dict[str, Any]:
    """Text messages held out: spam against the others."""
    rows = map(json.loads, (folder / "sms-spam.jsonl").read_text("utf-8").splitlines())
    kept = [raw for raw in rows if is_held_out(raw["text"])]
    return score(
        (raw["label"] == "spam", any(f.kind is Kind.SPAM for f in screen(raw["text"]).findings))
        for raw in kept
    ).told()


def dialects() -> dict[str, Any]:
    """The same content in three ways of speaking: the share that waits, by content."""
    rows = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines() if line[0] != "#"]
    out: dict[str, Any] = {}
    for content, *ways in rows:
        for name, text in zip(("other", "aae", "bae"), ways, strict=True):
            out.setdefault(content, {}).setdefault(name, []).append(is_toxic(text))
    return {
        content: {name: told(sum(found), len(found)) for name, found in ways.items()}
        for content, ways in out.items()
    }


def show(name: str, table: Sequence[Line]) -> Iterator[str]:
    """The sentences of a function, or played a trick on, that are told wrongly."""
    for line in table:
        text = TRICKS[name](line.text) if name in TRICKS else line.text
        asked = line.function == name or (name in TRICKS and line.hate)
        if asked and is_hate(text) != line.hate:
            yield text


def main() -> None:
    """Measure, and say so in one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--show")
    options = parser.parse_args()
    table = list(lines())
    if options.show:
        sys.stdout.write("\n".join(show(options.show, table)) + "\n")
        return
    out = {"functions": functions(table), "tricks": tricks(table), "dialects": dialects()}
    if options.data:
        out["tweets"] = toxicity(options.data)
        out["spam"] = spam(options.data)
    sys.stdout.write(json.dumps(out) + "\n")


if __name__ == "__main__":
    main()

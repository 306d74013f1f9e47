"""Make the filter of everyday words, `moderation/weights/words.bin`.

    python tests/benchmarks/words_train.py --data FOLDER

Of TextBlob's lexicon (Brill's tagger, MIT licence) the words it knows in small letters as no name,
and of its spelling list those it knows not with a capital only; their plurals; and words that
stand in small letters three times in this project's messages or the public sets it may learn from.
Whatever our own lists know as a name is left out.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.case_tables import is_held_out, messages
from moderation.normalise import clean
from moderation.personal.dictionary import BITS, WEIGHTS, bits
from moderation.personal.words import ORIGINS, listed, split

SETS = ("everyday-stress", "sms-spam", "hate-offensive-tweets")
NAMES = {"NNP", "NNPS", "FW", "UH"}
OFTEN = 3


def entries(name: str) -> Iterator[list[str]]:
    """The entries of one of TextBlob's English lists: a word and what is said of it."""
    spec = find_spec("textblob")
    if spec is None or spec.origin is None:
        raise SystemExit("TextBlob is not installed")
    lines = (Path(spec.origin).parent / "en" / name).read_text("utf-8").splitlines()
    return (line.split() for line in lines if line and not line.startswith(";"))


def dictionary() -> set[str]:
    """Words of the two lists."""
    lexicon = [entry[:2] for entry in entries("en-lexicon.txt") if len(entry) > 1]
    small = {word for word, tag in lexicon if word.islower() and tag not in NAMES}
    capital = {word.lower() for word, _ in lexicon if word[0].isupper()} - small
    spelt = {entry[0] for entry in entries("en-spelling.txt") if entry}
    found = {word for word in small | (spelt - capital) if word.isalpha() and word.isascii()}
    return found | {f"{word}s" for word in found if len(word) > OFTEN}


def written(folder: Path) -> set[str]:
    """Words that stand in small letters again and again."""
    times: Counter[str] = Counter()
    for text in (*(m.text for m in messages() if not m.unseen), *public(folder)):
        times.update({word.low for word in split(clean(text).text) if word.seen.islower()})
    return {word for word, often in times.items() if often >= OFTEN}


def public(folder: Path) -> Iterator[str]:
    """Texts of the public sets, without those held out."""
    for name in SETS:
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            text = str(json.loads(line)["text"])
            if not is_held_out(text):
                yield text


def filled(words: Iterable[str]) -> bytes:
    """The filter that knows some words."""
    body = bytearray(1 << BITS - 3)
    for word in words:
        for bit in bits(word):
            body[bit >> 3] |= 1 << (bit & 7)
    return bytes(body)


def main() -> None:
    """Gather the words, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    names = frozenset().union(*map(listed, (*ORIGINS, "surnames", "places")))
    words = (dictionary() | written(options.data)) - names
    WEIGHTS.write_bytes(filled(words))
    sys.stdout.write(json.dumps({"words": len(words)}) + "\n")


if __name__ == "__main__":
    main()

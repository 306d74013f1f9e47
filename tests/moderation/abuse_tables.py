"""The table of functions a filter for hate must tell apart, and spelling tricks to play on it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "abuse" / "functions.tsv"
GROUPS = (
    ("women", "woman"),
    ("trans people", "trans person"),
    ("gay people", "gay person"),
    ("black people", "black person"),
    ("disabled people", "disabled person"),
    ("Muslims", "Muslim"),
    ("immigrants", "immigrant"),
    ("travellers", "traveller"),
    ("Polish people", "Pole"),
    ("Jews", "Jew"),
)
_WITHIN = 5
_LEET = str.maketrans("aeiost", "431057")


class Line(NamedTuple):
    """A sentence, what it is a case of, and whether it is hate."""

    function: str
    hate: bool
    text: str


def lines() -> Iterator[Line]:
    """Every sentence, once for each group if it speaks of one."""
    for row in TABLE.read_text("utf-8").splitlines():
        if not row.startswith("#"):
            function, label, text = row.split("\t")
            for many, one in GROUPS if "{" in text else GROUPS[:1]:
                said = text.replace("a {s}", f"{'an' if one[0] in 'aio' else 'a'} {one}")
                yield Line(function, label == "hate", said.replace("{g}", many).replace("{s}", one))


def _each_long(change: Callable[[str], str]) -> Callable[[str], str]:
    """Play a trick on every second long word, beginning with the last."""

    def tricked(text: str) -> str:
        words = text.split(" ")
        long = [i for i, word in enumerate(words) if len(word) >= _WITHIN and word.isalpha()]
        for i in long[::-2]:
            words[i] = change(words[i])
        return " ".join(words)

    return tricked


def _last_long(change: Callable[[str], str]) -> Callable[[str], str]:
    """Play a trick on the last word of some length only."""

    def tricked(text: str) -> str:
        words = text.split(" ")
        long = [i for i, word in enumerate(words) if len(word.strip(",.")) >= _WITHIN]
        for i in long[-1:]:
            words[i] = change(words[i])
        return " ".join(words)

    return tricked


def _swapped(word: str) -> str:
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def _short(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :]


def _starred(word: str) -> str:
    return word[0] + "*" * (len(word) - 2) + word[-1] if len(word) <= _WITHIN else _half(word)


def _half(word: str) -> str:
    middle = len(word) // 2
    return word[: middle - 1] + "**" + word[middle + 1 :]


TRICKS: dict[str, Callable[[str], str]] = {
    "letters swapped": _each_long(_swapped),
    "a letter missing": _each_long(_short),
    "spaces added": _each_long(" ".join),
    "no spaces": lambda text: text.replace(" ", ""),
    "leet": lambda text: text.translate(_LEET),
    "asterisks": _last_long(_starred),
}
"""What people do to words so that a filter shall not read them."""

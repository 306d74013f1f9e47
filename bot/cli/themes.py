"""`saidanddone themes`: JSON lines in, what each text is about out, one for one, in order."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from bot.cli.json_lines import BadLine, lines
from bot.cli.running import settings
from bot.cli.theme_lines import LONGEST_LINE, example, text
from exports.themes.one_core import one_core
from exports.themes.samples import Tagging, Text
from surveys.definitions import reading
from surveys.themes.codebook import Codebook
from surveys.themes.codebook_reading import codebook_for, read_codebook

if TYPE_CHECKING:
    from exports.themes.tagger import Sums, Tagger

LOOKED_AT = 4_000
"""Texts from whose words the tagger learns what is common, before it tags the first."""

AT_A_TIME = 1_000
MOST_LOOKED_AT = 20_000
"""Texts that are kept for `--discover`."""

_BAD = 2


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--codebook", type=click.Path(path_type=Path), help="The codebook: [[theme]] tables.")
@click.option("--survey", help="Use the codebook of that survey.")
@click.option("--examples", type=click.File("rb"), help="Labelled texts to learn from.")
@click.option("--discover", type=click.IntRange(1, 50), help="Propose so many missing themes.")
@click.option("--counts", is_flag=True, help="Print how many texts speak of each theme instead.")
def themes(  # noqa: PLR0913, PLR0917 - one a choice
    file: IO[bytes],
    codebook: Path | None,
    survey: str | None,
    examples: IO[bytes] | None,
    discover: int | None,
    counts: bool,  # noqa: FBT001
) -> None:
    """Sort texts by a codebook: one JSON object a line, from FILE or from standard input.

    In: {"id", "text", and if you like "question" and "rating", -1 to 1}. Out, in the same order:
    {"id", "themes": [{"key", "score", "why"}], "sentiment": -1 to 1}. Examples: {"text",
    "themes": [keys], and if you like "question" and "sentiment", 1 very good to 5 very bad}.
    With --discover, proposals are printed instead, {"label", "phrases", "members": [ids]}; with
    --counts, {"key", "label", "count", "low", "high", "tagged"}. A line that cannot be read is
    named on standard error, the others are still answered, and the exit status is 2. Nothing
    leaves this machine.
    """
    book = _codebook(codebook, survey)
    bad = _Bad()
    taught = tuple(bad.read(examples, lambda line: example(line, book)) if examples else ())
    texts = bad.read(file, text)
    first = list(islice(texts, LOOKED_AT))
    from exports.themes.tagger import Tagger  # noqa: PLC0415 - loads scikit-learn

    with one_core():
        work = _Work(Tagger(book, taught, first), book, chain(first, texts))
        work.propose(discover) if discover else work.count() if counts else work.tag()
    if bad.lines:
        click.get_current_context().exit(_BAD)


class _Bad:
    """Names lines that cannot be read, and counts them."""

    def __init__(self) -> None:
        self.lines = 0

    def read(self, file: IO[bytes], of: Any) -> Iterator[Any]:
        name = "line" if getattr(file, "name", "-") in {"-", "<stdin>"} else f"{file.name}, line"
        for number, line in enumerate(lines(file, LONGEST_LINE), start=1):
            try:
                if line.strip():
                    yield of(line)
            except BadLine as problem:
                self.lines += 1
                click.echo(f"{name} {number}: {problem}", err=True)


class _Work:
    def __init__(self, tagger: "Tagger", codebook: Codebook, texts: Iterable[Text]) -> None:
        self._tagger = tagger
        self._codebook = codebook
        self._texts = texts

    def tag(self) -> None:
        for batch in _batches(self._texts):
            for tagging in self._tagger.tag(batch):
                click.echo(json.dumps(_told(tagging)))

    def count(self) -> None:
        total: Sums | None = None
        for batch in _batches(self._texts):
            found = self._tagger.sums(batch)
            total = found if total is None else total + found
        for each in self._tagger.counts(total) if total else ():
            told = {"key": each.key, "label": self._codebook.theme(each.key).label}
            counted = {"count": each.count, "low": each.low, "high": each.high}
            rounded = {name: round(value, 1) for name, value in counted.items()}
            click.echo(json.dumps({**told, **rounded, "tagged": each.tagged}))

    def propose(self, most: int) -> None:
        from exports.themes.discovery import discover  # noqa: PLC0415 - loads scikit-learn

        texts = list(islice(self._texts, MOST_LOOKED_AT))
        found = [each for batch in _batches(texts) for each in self._tagger.tag(batch)]
        for each in discover(texts, most, found):
            told = {"label": each.label, "phrases": each.phrases, "members": each.members}
            click.echo(json.dumps(told))


def _codebook(path: Path | None, survey: str | None) -> Codebook:
    if (path is None) == (survey is None):
        raise click.UsageError("give either --codebook FILE.toml or --survey NAME")
    if path is not None:
        return read_codebook(path)
    own = settings().own_surveys
    return codebook_for(reading.load(survey or "", own), own)


def _batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    rest = iter(texts)
    while batch := list(islice(rest, AT_A_TIME)):
        yield batch


def _told(tagging: Tagging) -> dict[str, Any]:
    tags = [{"key": tag.key, "score": tag.score, "why": list(tag.why)} for tag in tagging.tags]
    return {"id": tagging.id, "themes": tags, "sentiment": tagging.tone}

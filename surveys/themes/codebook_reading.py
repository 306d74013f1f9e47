"""Codebooks: TOML in, a checked `Codebook` out, or every problem with file and place."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from surveys.definitions.definition import Survey
from surveys.errors import SurveyError
from surveys.help.signposts import AUDIENCES
from surveys.limits import MAX_KEY, MAX_TITLE
from surveys.themes import patterns as theme_patterns
from surveys.themes.codebook import Codebook, Theme
from surveys.toml_table import Problems, Table, meant, read_toml
from surveys.wording import LANGUAGES

SHIPPED = Path(__file__).parent / "codebooks"
FOLDER = "codebooks"
"""Where a board's own codebooks lie, within the folder of its surveys."""

MAX_THEMES = 100
MAX_DEFINITION = 1_000
MAX_PATTERNS = 300
MAX_PATTERN = 200
MAX_EXAMPLES = 500
MAX_EXAMPLE = 5_000
MOST_REMEMBERED = 16
"""Files that need not be read again while nobody changes them."""

_Read = tuple[Codebook, Mapping[str, tuple[str, ...]]]
"""With the surveys and audiences it is meant for."""


class InvalidCodebook(SurveyError):
    """This codebook cannot be used. Mend the place named and read it again."""


def read_codebook(path: Path) -> Codebook:
    """The codebook of that file, checked. Raises InvalidCodebook with all that is wrong at once."""
    return _read(path)[0]


def codebook_for(survey: Survey, own: Path | None = None) -> Codebook:
    """The codebook a survey starts with: the board's own for it, one that ships, or an empty one.

    A file with the survey's name goes first, then one that names it, then one for its audience.
    Raises InvalidCodebook.
    """
    folders = [folder for folder in (own / FOLDER if own else None, SHIPPED) if folder]
    files = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    for path in files:
        if path.stem == survey.key:
            return read_codebook(path)
    read = [_read(path) for path in files]
    for place, wanted in (("surveys", survey.key), ("audiences", survey.audience)):
        for codebook, meant_for in read:
            if wanted in meant_for[place]:
                return codebook
    return Codebook(survey.key, survey.title, ())


def _read(path: Path) -> _Read:
    """Pages ask for the codebook again and again: a file is read when it has changed."""
    try:
        now = path.stat()
    except OSError:
        return _whole(path)  # says what is wrong with it
    return _remembered(path, now.st_mtime_ns, now.st_size)


@lru_cache(maxsize=MOST_REMEMBERED)
def _remembered(path: Path, _changed: int, _size: int) -> _Read:
    return _whole(path)


def _whole(path: Path) -> _Read:
    problems = Problems(path.name)
    top = read_toml(path, problems)
    problems.raise_any(InvalidCodebook)
    meant_for = {
        "surveys": top.texts("surveys"),
        "audiences": top.some_of("audiences", tuple(AUDIENCES)),
    }
    codebook = Codebook(
        key=top.text("key", MAX_KEY, path.stem),
        title=top.text("title", MAX_TITLE, path.stem),
        version=top.number("version", 1, 1_000_000, 1),
        themes=tuple(map(_theme, top.tables("theme", "theme", "key", MAX_THEMES))),
    )
    top.done()
    _check(codebook, top)
    problems.raise_any(InvalidCodebook)
    return codebook, meant_for


def _theme(table: Table) -> Theme:
    theme = Theme(
        key=table.text("key", MAX_KEY * 2),
        label=table.text("label", MAX_TITLE * 2),
        definition=table.text("definition", MAX_DEFINITION, ""),
        patterns=_few(table, "patterns", MAX_PATTERNS, MAX_PATTERN),
        examples=_few(table, "examples", MAX_EXAMPLES, MAX_EXAMPLE),
        labels=_labels(table),
        merged_into=table.text("merged_into", MAX_KEY * 2, ""),
        retired=table.flag("retired"),
    )
    for pattern in theme.patterns:
        if wrong := theme_patterns.wrong(pattern):
            table.wrong("patterns", f"'{pattern}' {wrong}")
    table.done()
    return theme


def _few(table: Table, key: str, most: int, longest: int) -> tuple[str, ...]:
    texts = table.texts(key)
    if len(texts) > most:
        table.wrong(key, f"there are {len(texts)}, {most} are the most")
    for text in texts:
        if len(text) > longest:
            table.wrong(key, f"'{text[:20]}…' has more than {longest} characters")
    return texts[:most]


def _labels(table: Table) -> Mapping[str, str]:
    labels = table.table("labels")
    if labels is None:
        return {}
    said = {code: labels.text(code, MAX_TITLE * 2) for code in LANGUAGES if labels.has(code)}
    labels.done()
    return said


def _check(codebook: Codebook, top: Table) -> None:
    keys = [theme.key for theme in codebook.themes]
    if not keys:
        top.wrong("theme", "needs at least one [[theme]] with key and label")
    for twice in dict.fromkeys(key for key in keys if key and keys.count(key) > 1):
        top.wrong("theme", f"the key '{twice}' is there twice")
    for theme in codebook.themes:
        if theme.merged_into and theme.merged_into not in keys:
            close = meant(theme.merged_into, set(keys))
            top.wrong(f"theme '{theme.key}', merged_into", f"'{theme.merged_into}' is none{close}")
        elif theme.merged_into and not codebook.now(theme.key):
            top.wrong(f"theme '{theme.key}', merged_into", "leads to no theme in use")

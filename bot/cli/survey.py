"""`saidanddone survey`: list, show, check."""

from pathlib import Path

import click

from bot.cli.running import Column, as_json, settings, show_json, show_rows
from surveys.definitions.definition import FreeText, Question, Statement, Survey
from surveys.definitions.reading import library, load, read_survey
from surveys.errors import InvalidSurvey

COLUMNS = (
    Column("key", "SURVEY"),
    Column("questions", "QUESTIONS"),
    Column("languages", "LANGUAGES"),
    Column("title", "TITLE"),
)


@click.group()
def survey() -> None:
    """What can be asked: the surveys that ship and your own."""


@survey.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Every survey there is; your own stand in for those that ship under the same name."""
    own = settings().own_surveys
    rows = [_line(key, own) for key in sorted(library(own))]
    if as_json:
        show_json(rows)
    else:
        show_rows(rows, COLUMNS, "There is no survey.")


@survey.command()
@click.argument("name")
@as_json
def show(name: str, *, as_json: bool) -> None:
    """The questions of the survey NAME, with the keys an import may use."""
    read = load(name, settings().own_surveys)
    if as_json:
        show_json({"key": read.key, "title": read.title, "questions": _questions(read)})
        return
    click.echo(f"{read.title}\n{read.intro}\n")
    for asked in read.questions:
        click.echo(f"{asked.key}: {asked.text}")
        for key, text in _options(asked):
            click.echo(f"    {key}: {text}")


@survey.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--localities",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The localities.toml that goes with it. Default: the one beside it, if any.",
)
def check(file: Path, localities: Path | None) -> None:
    """Read the survey in FILE and say what is wrong with it, all of it at once."""
    beside = file.parent / "localities.toml"
    read = read_survey(file, localities or (beside if beside.is_file() else None))
    click.echo(f"{file}: fine. {read.key}: {len(read.questions)} questions.")


def _line(key: str, own: Path | None) -> dict[str, object]:
    try:
        read = load(key, own)
    except InvalidSurvey as error:
        return {"key": key, "questions": "-", "languages": "-", "title": f"cannot be used: {error}"}
    languages = ", ".join(read.languages)
    return {
        "key": key,
        "questions": len(read.questions),
        "languages": languages,
        "title": read.title,
    }


def _questions(read: Survey) -> list[dict[str, object]]:
    return [
        {
            "key": asked.key,
            "kind": type(asked).__name__,
            "text": asked.text,
            "options": dict(_options(asked)),
        }
        for asked in read.questions
    ]


def _options(asked: Question) -> list[tuple[str, str]]:
    if isinstance(asked, Statement | FreeText):
        return []
    return [(option.key, option.text) for option in asked.options]

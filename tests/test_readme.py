"""What README and docs say is true: commands, settings, files, links, make targets."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli.main import cli
from bot.variables import VARIABLES
from exports.disclosure.policy import DEFAULT
from exports.render import FORMATS
from surveys.definitions.reading import library, read_survey
from surveys.help.signposts import read_signposts

HERE = Path(__file__).parents[1]
README = (HERE / "README.md").read_text("utf-8")
DOCS = sorted((HERE / "docs").glob("*.md"))
WORDS = (
    "wave", "response", "answer", "verdict", "finding", "held", "escalated", "theme",
    "action", "measure", "locality", "base", "cell", "suppressed",
)  # fmt: skip


def commands(group: click.Command = cli, road: str = "saidanddone") -> Iterator[str]:
    if not isinstance(group, click.Group):
        yield road
        return
    for name, command in group.commands.items():
        yield from commands(command, f"{road} {name}")


def said_commands() -> set[str]:
    """Rows of the table of commands."""
    return set(re.findall(r"^\| `(saidanddone [a-z -]+)` \|", README, re.MULTILINE))


def test_every_command_is_in_the_table_and_no_other() -> None:
    assert said_commands() == set(commands())


def test_every_setting_is_in_the_table_with_its_default_and_no_other() -> None:
    rows = dict(
        re.findall(r"^\| `(SAIDANDDONE_[A-Z_]+)` \| `?([^`|]+?)`? \|", README, re.MULTILINE)
    )
    assert rows == {variable.name: variable.default or "none" for variable in VARIABLES}


@pytest.mark.parametrize("path", [HERE / "README.md", *DOCS], ids=lambda path: path.name)
def test_every_command_line_uses_options_that_exist(path: Path) -> None:
    known = {"--help", *(option for command in every(cli) for option in options(command))}
    for line in re.findall(r"saidanddone (?!--)[^`\n]*", path.read_text("utf-8")):
        assert set(re.findall(r"(?<= )--[a-z-]+", line)) <= known, line


def every(command: click.Command) -> Iterator[click.Command]:
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from every(each)


def options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        yield from (option for option in parameter.opts if option.startswith("--"))


@pytest.mark.parametrize("path", [HERE / "README.md", *DOCS], ids=lambda path: path.name)
def test_every_link_and_picture_is_there(path: Path) -> None:
    text = path.read_text("utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert missing == []


def test_every_picture_says_what_it_shows_and_is_small() -> None:
    for picture in re.findall(r"<img [^>]+>", README):
        assert re.search(r'alt="[^"]{30,}"', picture)
    for file in (HERE / "docs" / "pictures").glob("*.png"):
        assert file.stat().st_size < 200_000


def test_every_entry_of_the_tree_is_there() -> None:
    tree = README.partition("```text\n")[2].partition("```")[0]
    named = re.findall(r"^([a-z]+)/", tree, re.MULTILINE)
    assert set(named) == {"bot", "surveys", "moderation", "exports", "tests", "docs"}
    assert all((HERE / name).is_dir() for name in named)
    for folder in re.findall(r"([a-z]+)/", tree.partition("tests/")[2].partition("\n")[0]):
        assert (HERE / "tests" / folder).is_dir(), folder


def test_every_make_target_exists() -> None:
    makefile = (HERE / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:.* ## ", makefile, re.MULTILINE), target


def test_the_glossary_has_every_word() -> None:
    assert set(WORDS) <= set(re.findall(r"^\| \*\*([a-z]+)\*\* \|", README, re.MULTILINE))


def test_every_format_that_can_be_drawn_is_named_and_no_other() -> None:
    row = next(line for line in README.splitlines() if line.startswith("| `saidanddone export`"))
    assert set(re.findall(r"`([a-z]+)`", row)) - {"saidanddone export"} == set(FORMATS)


def test_every_survey_that_ships_is_named_in_the_docs() -> None:
    text = (HERE / "docs" / "surveys.md").read_text("utf-8")
    assert all(f"`{key}`" in text for key in library())


def test_the_numbers_said_are_the_policy() -> None:
    said = README.partition("## Small numbers")[2].partition("## ")[0]
    assert f"0 to {DEFAULT.hide_up_to}" in said
    assert f"rounded to {DEFAULT.round_to}" in said
    assert f"under {DEFAULT.smallest_group}" in said


def blocks(name: str, language: str) -> list[str]:
    text = (HERE / "docs" / name).read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_examples_of_a_survey_localities_and_help_numbers_can_be_read(tmp_path: Path) -> None:
    localities, posts, survey, mapped = blocks("surveys.md", "toml")
    (tmp_path / "localities.toml").write_text(localities)
    (tmp_path / "signposts.toml").write_text(posts)
    (tmp_path / "after-school.toml").write_text(survey)
    assert read_survey(tmp_path / "after-school.toml").key == "after-school"
    assert read_signposts(tmp_path / "signposts.toml").posts
    assert set(tomllib.loads(mapped)) == {"ignore", "columns", "values"}


def test_every_benchmark_is_named() -> None:
    measuring = (HERE / "docs" / "measuring.md").read_text("utf-8")
    for path in (HERE / "tests" / "benchmarks").glob("*.py"):
        if 'if __name__ == "__main__"' in path.read_text("utf-8"):
            assert f"tests/benchmarks/{path.name}" in measuring, path.name


def test_the_changelog_has_a_place_for_what_comes() -> None:
    assert "## [Unreleased]" in (HERE / "CHANGELOG.md").read_text("utf-8")


def test_the_constraints_hold_versions_and_no_addresses() -> None:
    lines = (HERE / "constraints.txt").read_text("utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    assert pinned
    assert [line for line in pinned if not re.fullmatch(r"[A-Za-z0-9._-]+==[^\s/@]+", line)] == []


def test_the_container_does_as_the_readme_says() -> None:
    text = (HERE / "Dockerfile").read_text("utf-8")
    for promise in (
        "USER saidanddone",
        "HEALTHCHECK",
        'ENTRYPOINT ["saidanddone"]',
        "STOPSIGNAL SIGTERM",
    ):
        assert promise in text
    assert re.search(r"VOLUME \[.*saidanddone\".*saidanddone-keyring", text)

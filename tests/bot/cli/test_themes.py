"""`saidanddone themes`: one answer a line, in order, bad lines named."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.shell import Shell

BOOK = """
[[theme]]
key = "buses"
label = "Buses"
patterns = ["bus", "train*"]

[[theme]]
key = "dark"
label = "Dark places"
patterns = ["dark", "lamp*"]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.toml"
    path.write_text(BOOK)
    return path


def lines(folder: Path, name: str, *rows: object) -> Path:
    path = folder / name
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return path


def test_every_text_is_answered_in_order(shell: Shell, book: Path, tmp_path: Path) -> None:
    texts = lines(tmp_path, "in", {"id": 2, "text": "dark bus"}, {"id": "a", "text": "fine"})
    said = shell.done("themes", "--codebook", str(book), str(texts)).out.splitlines()
    first, second = map(json.loads, said)
    assert (first["id"], {t["key"] for t in first["themes"]}) == (2, {"buses", "dark"})
    assert all(0 <= t["score"] <= 1 and t["why"] for t in first["themes"])
    assert (second["id"], second["themes"]) == ("a", [])
    assert -1 <= second["sentiment"] <= 1


def test_bad_lines_are_named_and_the_rest_is_answered(
    shell: Shell, book: Path, tmp_path: Path
) -> None:
    texts = lines(tmp_path, "in", "no json", {"id": 1, "text": "bus"}, {"id": 2}, {"text": "x"})
    run = shell("themes", "--codebook", str(book), str(texts))
    assert run.status == 2
    assert len(run.out.splitlines()) == 1
    assert [f"line {n}:" in run.err for n in (1, 2, 3, 4)] == [True, False, True, True]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "x", "themes": ["busses"]}, "did you mean 'buses'"),
        ({"text": "x", "themes": "buses"}, '"themes" must be a list'),
        ({"themes": []}, '"text"'),
        ({"text": "x", "themes": [], "sentiment": 9}, "from 1, very good, to 5"),
        ({"text": "x", "themes": [], "question": 3}, '"question"'),
    ],
)
def test_a_bad_example_is_named(
    shell: Shell, book: Path, tmp_path: Path, row: object, said: str
) -> None:
    texts = lines(tmp_path, "in", {"id": 1, "text": "bus"})
    taught = lines(tmp_path, "taught", {"text": "bus", "themes": ["buses"]}, row)
    run = shell("themes", "--codebook", str(book), "--examples", str(taught), str(texts))
    assert run.status == 2
    assert "taught, line 2" in run.err
    assert said in run.err
    assert len(run.out.splitlines()) == 1


def test_counts_come_with_an_interval(shell: Shell, book: Path, tmp_path: Path) -> None:
    texts = lines(tmp_path, "in", *[{"id": n, "text": "the bus is late"} for n in range(20)])
    run = shell.done("themes", "--codebook", str(book), "--counts", str(texts))
    counted = {row["key"]: row for row in map(json.loads, run.out.splitlines())}
    assert counted["buses"]["label"] == "Buses"
    assert counted["buses"]["tagged"] == 20
    assert counted["buses"]["low"] < counted["buses"]["count"] <= counted["buses"]["high"] <= 20
    assert counted["dark"]["tagged"] == 0


def test_what_no_theme_took_is_proposed(shell: Shell, book: Path, tmp_path: Path) -> None:
    dogs = [{"id": f"d{n}", "text": f"loose dogs {w}"} for n, w in enumerate("abcdefgh")]
    texts = lines(tmp_path, "in", *dogs, {"id": "b", "text": "a dark bus"})
    run = shell.done("themes", "--codebook", str(book), "--discover", "3", str(texts))
    first = json.loads(run.out.splitlines()[0])
    assert set(first["members"]) == {row["id"] for row in dogs}
    assert "dog" in first["label"]


def test_a_survey_brings_its_own_codebook(shell: Shell, tmp_path: Path) -> None:
    texts = lines(tmp_path, "in", {"id": 1, "text": "more police walking around at night"})
    run = shell.done("themes", "--survey", "safety-pulse", str(texts))
    assert "police" in {tag["key"] for tag in json.loads(run.out)["themes"]}


@pytest.mark.parametrize("given", [(), ("--codebook", "x", "--survey", "y")])
def test_codebook_or_survey_is_asked_for(
    shell: Shell, tmp_path: Path, given: tuple[str, ...]
) -> None:
    run = shell("themes", *given, lines(tmp_path, "in", ""))
    assert run.status == 2
    assert "either --codebook FILE.toml or --survey NAME" in run.err


def test_a_bad_codebook_is_named_with_its_place(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[[theme]]\nkey = 'a'")
    run = shell("themes", "--codebook", tmp_path / "bad.toml", lines(tmp_path, "in", ""))
    assert run.status == 2
    assert "bad.toml, theme 1 'a', label: is missing" in run.err

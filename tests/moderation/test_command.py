"""`moderate` on the command line: lines in, lines out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import moderate as command
from bot.cli.moderate import moderate


def run(text: str | bytes, *arguments: str) -> Result:
    return CliRunner().invoke(moderate, list(arguments), input=text)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_answer_a_line_in_the_same_order() -> None:
    lines = [{"id": n, "text": f"ring 07700 90012{n}"} for n in range(5)]
    result = run("\n".join(map(json.dumps, lines)))
    assert result.exit_code == 0
    assert [row["id"] for row in answers(result)] == [0, 1, 2, 3, 4]
    assert {row["redacted"] for row in answers(result)} == {"ring [phone]"}


def test_an_answer_has_the_promised_shape() -> None:
    (row,) = answers(run('{"id": "a", "text": "my dad hits me"}'))
    assert row == {
        "id": "a",
        "redacted": "my dad hits me",
        "labels": ["abuse_home"],
        "urgent": True,
        "route": "escalate",
        "spans": [{"start": 0, "end": 14, "kind": "abuse_home", "why": row["spans"][0]["why"]}],
    }


def test_spans_count_characters_of_the_text() -> None:
    text = "\U0001f600 \u00e9t\u00e9 kms"
    (row,) = answers(run(json.dumps({"id": 1, "text": text})))
    (span,) = row["spans"]
    assert text[span["start"] : span["end"]] == "kms"


@pytest.mark.parametrize(
    ("extra", "route"),
    [
        ({}, "publish"),
        ({"lang": "cy"}, "hold"),
        ({"lang": ""}, "publish"),
        ({"question": "Do you feel safe at home?"}, "hold"),
        ({"question": "", "lang": "en-GB", "more": 1}, "publish"),
    ],
)
def test_language_and_question_count(extra: dict[str, object], route: str) -> None:
    (row,) = answers(run(json.dumps({"id": 1, "text": "no", **extra})))
    assert row["route"] == route


@pytest.mark.parametrize(
    "line",
    [
        "SECRET",
        "[]",
        '"SECRET"',
        '{"id": 1}',
        '{"text": "SECRET"}',
        '{"id": 1, "text": 5}',
        '{"id": null, "text": "SECRET"}',
        '{"id": {}, "text": "SECRET"}',
        '{"id": 1, "text": "SECRET", "lang": 3}',
        '{"id": 1, "text": "SECRET", "question": null}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_named_without_its_words_and_the_others_are_answered(line: str) -> None:
    result = run(f'{{"id": 1, "text": "hi"}}\n{line}\n\n{{"id": 2, "text": "ho"}}\n')
    assert result.exit_code == 2
    assert [row["id"] for row in answers(result)] == [1, 2]
    assert result.stderr.startswith("line 2: ")
    assert result.stderr.count("\n") == 1
    assert "SECRET" not in result.stderr


def test_bytes_that_are_no_text_are_named() -> None:
    result = run(b'{"id": 1, "text": "\xff\xfe"}\n')
    assert (result.exit_code, result.stdout) == (2, "")
    assert "UTF-8" in result.stderr


def test_a_line_beyond_the_ceiling_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "LONGEST_LINE", 40)
    long = json.dumps({"id": 1, "text": "x" * 200})
    result = run(f'{long}\n{{"id": 2, "text": "hi"}}\n{long}')
    assert result.exit_code == 2
    assert [row["id"] for row in answers(result)] == [2]
    assert "line 1: longer than 40 bytes" in result.stderr
    assert "line 3: longer than 40 bytes" in result.stderr


def test_half_a_character_comes_out_as_a_mark() -> None:
    (row,) = answers(run('{"id": 1, "text": "a\\ud800b"}'))
    assert row["redacted"] == "a\ufffdb"


def test_a_file_is_read_by_name(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('\ufeff{"id": 1, "text": "hi"}\n', "utf-8")
    assert answers(run("", str(path)))[0]["id"] == 1
    assert run("", str(tmp_path / "none.jsonl")).exit_code == 2


def test_an_answer_comes_before_the_next_line_is_sent() -> None:
    code = "from bot.cli.moderate import moderate; moderate()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        for number in (1, 2):
            process.stdin.write(f'{{"id": {number}, "text": "hi"}}\n')
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(120) == 0

"""Paper forms: every row accounted for, all or nothing, exactly once."""

from pathlib import Path

import openpyxl
import pytest

from tests.bot.cli.shell import Shell

URGENT = "i am going to kill myself tonight"
PERSONAL = "Ring me on 07700 900123"


def write(shell: Shell, text: str, name: str = "forms.csv") -> Path:
    path = shell.folder / name
    path.write_text(text, "utf-8")
    return path


def finished(shell: Shell, code: str) -> int:
    shell.done("wave", "close", code, "--yes")
    return shell.responses(code)


def test_good_rows_are_stored(shell: Shell, open_wave: str) -> None:
    file = write(shell, "rating,good,locality\n5,Kind staff,harbour\n3,,Riverside\n")
    ran = shell.done("import-answers", open_wave, file, "--json")
    assert ran.json == {
        "rows": 2, "stored": 2, "held": 0, "urgent": 0, "already_there": 0, "refused": [],
    }  # fmt: skip
    assert finished(shell, open_wave) == 2


def test_one_bad_row_and_nothing_is_stored(shell: Shell, open_wave: str) -> None:
    file = write(shell, "rating,locality\n5,harbour\n9,harbour\n4,Atlantis\n")
    ran = shell("import-answers", open_wave, file)
    assert ran.status == 2
    assert "row 3: rating: not one of 5" in ran.err
    assert "row 4: locality: not one of harbour" in ran.err
    assert "Nothing was stored. 3 rows: 1 good, 2 bad." in ran.out
    assert "--skip-bad" in ran.out
    assert finished(shell, open_wave) == 0


def test_good_rows_are_stored_beside_bad_ones_only_when_asked(shell: Shell, open_wave: str) -> None:
    file = write(shell, "rating\n5\n9\n4\n")
    ran = shell.done("import-answers", open_wave, file, "--skip-bad", "--json")
    assert (ran.json["stored"], [bad["row"] for bad in ran.json["refused"]]) == (2, [3])
    assert finished(shell, open_wave) == 2


def test_the_same_file_again_doubles_nothing(shell: Shell, open_wave: str) -> None:
    file = write(shell, "rating\n5\n5\n5\n")
    shell.done("import-answers", open_wave, file)
    ran = shell.done("import-answers", open_wave, file, "--json")
    assert (ran.json["stored"], ran.json["already_there"]) == (0, 3)
    assert finished(shell, open_wave) == 3


def test_another_file_with_equal_rows_is_other_people(shell: Shell, open_wave: str) -> None:
    shell.done("import-answers", open_wave, write(shell, "rating\n5\n5\n"))
    shell.done("import-answers", open_wave, write(shell, "rating\n5\n5\n5\n", "more.csv"))
    assert finished(shell, open_wave) == 5


def test_urgent_and_personal_words_take_the_same_road(shell: Shell, open_wave: str) -> None:
    file = write(shell, f"rating,good,better\n5,{PERSONAL},\n1,,{URGENT}\n")
    ran = shell.done("import-answers", open_wave, file, "--json")
    assert (ran.json["stored"], ran.json["urgent"]) == (2, 1)
    shell.done("wave", "close", open_wave, "--yes")
    for path in (*shell.folder.glob("test.db*"), *shell.folder.rglob("*.keys")):
        content = path.read_bytes()
        assert b"07700" not in content
        assert b"kill myself" not in content


def test_no_words_of_anybody_are_shown(shell: Shell, open_wave: str) -> None:
    file = write(shell, f"rating,good\n{PERSONAL},{URGENT}\n")
    ran = shell("import-answers", open_wave, file)
    assert ran.status == 2
    assert "07700" not in ran.out + ran.err
    assert "kill" not in ran.out + ran.err


def test_a_dry_run_stores_nothing(shell: Shell, open_wave: str) -> None:
    ran = shell.done("import-answers", open_wave, write(shell, "rating\n5\n"), "--dry-run")
    assert "Nothing was stored. 1 rows: 1 good, 0 bad." in ran.out
    assert "--skip-bad" not in ran.out
    assert finished(shell, open_wave) == 0


def test_columns_are_mapped(shell: Shell, open_wave: str) -> None:
    file = write(shell, "No,Marks,Where\n1,5,harbour\n")
    ran = shell("import-answers", open_wave, file)
    assert ran.status == 2
    for header in ("'No'", "'Marks'", "'Where'"):
        assert f"column {header} answers no question" in ran.err
    columns = ("--column", "rating=Marks", "--column", "locality=Where", "--ignore", "No")
    assert shell.done("import-answers", open_wave, file, *columns, "--json").json["stored"] == 1


def test_a_map_file_translates_columns_and_values(shell: Shell, open_wave: str) -> None:
    file = write(shell, "No,Mood\n1,sunny\n2,rain\n")
    table = (
        'ignore = ["No"]\n[columns]\nrating = "Mood"\n[values.rating]\nsunny = "5"\nrain = "1"\n'
    )
    mapped = write(shell, table, "map.toml")
    ran = shell.done("import-answers", open_wave, file, "--map", mapped, "--json")
    assert ran.json["stored"] == 2


def test_a_workbook_is_read_by_sheet(shell: Shell, open_wave: str) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Notes", 0).append(["nothing here"])
    sheet = book.create_sheet("Forms")
    sheet.append(["rating", "good"])
    sheet.append([5, "Fine"])
    sheet.append([3.0, None])
    path = shell.folder / "forms.xlsx"
    book.save(path)
    assert shell("import-answers", open_wave, path).status == 2
    ran = shell.done("import-answers", open_wave, path, "--sheet", "Forms", "--json")
    assert ran.json["stored"] == 2


@pytest.mark.parametrize("opened", [True, False])
def test_only_an_open_wave_takes_forms(shell: Shell, *, opened: bool) -> None:
    shell.lead()
    code = shell.wave(opened=opened)
    if opened:
        shell.done("wave", "close", code, "--yes")
    ran = shell("import-answers", code, write(shell, "rating\n5\n"))
    assert ran.status == 2
    assert ran.out == ""


def test_a_language_the_survey_does_not_have_is_refused(shell: Shell, open_wave: str) -> None:
    ran = shell("import-answers", open_wave, write(shell, "rating\n5\n"), "--language", "xx")
    assert ran.status == 2
    assert "en, cy" in ran.err


def test_paper_forms_come_into_a_wave_with_codes_too(shell: Shell) -> None:
    shell.lead()
    made = shell.done(
        "wave", "create", "service-feedback", "--name", "S", "--entry", "codes", "--json"
    )
    shell.done("wave", "open", made.json["code"])
    file = write(shell, "rating\n5\n")
    assert shell.done("import-answers", made.json["code"], file, "--json").json["stored"] == 1

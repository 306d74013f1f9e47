"""The doctor finds what is wrong, says what to do, and changes nothing."""

from pathlib import Path

import pytest

from surveys.anonymity.keyring import FileKeyring
from tests.bot.cli.shell import Shell


def problems(shell: Shell) -> dict[str, str]:
    return {line["what"]: line["todo"] for line in shell("doctor", "--json").json if line["todo"]}


def test_a_healthy_installation_is_all_ok(reached: Shell, open_wave: str) -> None:
    reached.done("officer", "list")
    ran = reached("doctor")
    assert ran.status == 0, ran.out
    assert "problem" not in ran.out
    assert open_wave


def test_a_mail_server_that_takes_no_alert_is_found_before_there_is_one(
    reached: Shell, open_wave: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAIDANDDONE_SMTP_URL", "smtp://lamp:river%20seven@127.0.0.1:1")
    ran = reached("doctor")
    assert ran.status == 1
    assert "the mail server does not let us in" in ran.out
    assert "river" not in ran.out + ran.err
    assert open_wave


def test_a_lead_whom_telegram_does_not_reach_is_found_before_there_is_something_urgent(
    reached: Shell, open_wave: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAIDANDDONE_DEPUTY_TELEGRAM", "7000000009")
    ran = reached("doctor")
    assert ran.status == 1
    assert "number 1 in SAIDANDDONE_DEPUTY_TELEGRAM cannot be reached" in ran.out
    assert "7000000009" not in ran.out
    assert open_wave


def test_a_fresh_one_says_what_is_missing(shell: Shell) -> None:
    found = problems(shell)
    assert shell("doctor").status == 1
    assert "officer add NAME --role lead" in found["0 can read urgent words"]


def test_no_database_yet(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAIDANDDONE_DATABASE_URL", f"sqlite:///{shell.folder}/none.db")
    assert "saidanddone serve" in problems(shell)["there is none yet"]
    assert not (shell.folder / "none.db").exists()


def test_a_database_that_does_not_answer(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAIDANDDONE_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:1/x")
    ran = shell("doctor")
    assert ran.status == 1
    assert "SAIDANDDONE_DATABASE_URL" in ran.out
    assert "hunter2" not in ran.out + ran.err


def test_a_missing_or_open_keyring_is_told_and_left_as_it_is(shell: Shell, open_wave: str) -> None:
    keyring = shell.folder / "data-keyring"
    keyring.chmod(0o755)
    assert f"run: chmod 700 {keyring}" in problems(shell).values()
    assert keyring.stat().st_mode & 0o777 == 0o755
    moved = keyring.rename(shell.folder / "elsewhere")
    for _ in range(2):
        found = problems(shell)
        assert f"there is no folder {keyring}" in found
        assert f"wave {open_wave} has no key" in found
    assert not keyring.exists()
    assert moved.exists()


def test_a_missing_key_is_found(shell: Shell, open_wave: str) -> None:
    for key in (shell.folder / "data-keyring").glob("*.keys"):
        key.unlink()
    assert "its own backup" in problems(shell)[f"wave {open_wave} has no key"]


def test_a_key_that_root_has_made_is_not_told_as_lost(
    shell: Shell, open_wave: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileKeyring, "has", lambda *_: False)  # as for any user but root
    found = problems(shell)
    assert "chown -R USER" in found[f"wave {open_wave} has a key that may not be read"]
    assert f"wave {open_wave} has no key" not in found


def test_a_key_that_outlived_its_wave_is_found(shell: Shell, open_wave: str) -> None:
    (key,) = (shell.folder / "data-keyring").glob("*.keys")
    content = key.read_bytes()
    shell.done("wave", "close", open_wave, "--yes")
    key.write_bytes(content)
    assert (
        f"wave close {open_wave}"
        in problems(shell)[f"wave {open_wave} is closed and still has a key"]
    )


def test_a_stray_key_is_found(shell: Shell, open_wave: str) -> None:
    (shell.folder / "data-keyring" / "abc.keys").write_text("{}")
    assert any("abc.keys belongs to no wave" in what for what in problems(shell))
    assert open_wave


@pytest.mark.parametrize("name", ["subscriptions", "telegramrooms"])
def test_a_key_that_belongs_to_no_wave_by_design_is_no_stray(
    shell: Shell, open_wave: str, name: str
) -> None:
    (shell.folder / "data-keyring" / f"{name}.keys").write_text("{}")
    assert not any("belongs to no wave" in what for what in problems(shell))
    assert open_wave


def test_a_keyring_others_may_read_is_found(shell: Shell, open_wave: str) -> None:
    (shell.folder / "data-keyring").chmod(0o755)
    assert "chmod 700" in problems(shell)["others may look into the folder"]
    assert open_wave


def test_a_keyring_inside_the_data_folder_is_found(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = shell.folder / "data" / "keys"
    inside.mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("SAIDANDDONE_KEYRING", str(inside))
    assert "no backup holds both" in problems(shell)["it lies inside the data folder"]


def test_a_misspelt_setting_is_found(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAIDANDDONE_PROT", "8080")
    assert "SAIDANDDONE_PROT is not a setting" in problems(shell)


def test_a_survey_that_cannot_be_read_is_found(shell: Shell) -> None:
    own = Path(shell.folder / "data" / "surveys")
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("key = 1")
    assert "broken.toml" in problems(shell)["broken cannot be used"]


def test_an_old_help_number_is_found(shell: Shell) -> None:
    own = Path(shell.folder / "data" / "surveys")
    own.mkdir(parents=True)
    (own / "signposts.toml").write_text(
        """
[[post]]
name = "Old Line"
contact = "0800 000 0000"
link = "tel:08000000000"
text.en = "Someone to talk to."
source = "their site"
checked = 2001-01-01
"""
    )
    assert any("Old Line" in what for what in problems(shell))


def test_a_step_of_the_escalation_that_reaches_nobody_is_a_problem(
    reached: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAIDANDDONE_DEPUTY_TELEGRAM")
    found = problems(reached)
    assert "SAIDANDDONE_DEPUTY_MAIL" in found["deputy: no addresses"]
    assert "out-of-hours contact: no addresses" not in found


def test_a_damaged_database_is_told_from_one_that_is_away(shell: Shell, open_wave: str) -> None:
    for file in shell.folder.rglob("*.db*"):
        file.write_bytes(b"no database" * 999)
    found = problems(shell)
    assert open_wave
    assert "restore the backup" in found["it cannot be used (DatabaseDamaged)"]

"""`kill -9` while a paper is made: whatever left stands in the ledger, and leaves so again."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bot.cli.shell import Shell

ROOT = Path(__file__).parents[3]
CUTS = ((), ("--join", "locality=harbour+millfields"))
KILLS = 24


def start(code: str, file: Path, *cut: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    command = (sys.executable, "-m", "bot", "export", code, "--out", str(file), "--force", *cut)
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet)


def made(shell: Shell, code: str, *cut: str) -> bytes:
    file = shell.folder / "whole.json"
    shell.done("export", code, "--out", file, "--force", *cut)
    return file.read_bytes()


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_what_left_before_a_kill_leaves_the_same_way_again(shell: Shell, open_wave: str) -> None:
    """First as the groups are, then joined: two releases, however often each was asked for."""
    forms, chance = shell.folder / "forms.csv", random.Random(5)
    places = ("harbour", "millfields", "northgate")
    rows = "".join(f"{1 + n % 5},,,{places[n % 3]}\n" for n in range(90))
    forms.write_text("rating,good,better,locality\n" + rows)
    shell.done("import-answers", open_wave, forms)
    shell.done("wave", "close", open_wave, "--yes")
    began, whole = time.monotonic(), start(open_wave, shell.folder / "first.csv")
    assert whole.wait() == 0  # the first release, whose ledger all others stand beside
    took, stopped, left = time.monotonic() - began, 0, 0
    for number in range(KILLS):
        cut, file = CUTS[number >= KILLS // 2], shell.folder / f"{number}.json"
        process = start(open_wave, file, *cut)
        try:
            process.wait(chance.uniform(0.3, 1.1) * took)
        except subprocess.TimeoutExpired:
            process.kill()
            stopped += process.wait() != 0
        releases = shell.done("audit", "releases", "--json").json
        assert releases["first_broken"] is None
        if file.exists():
            left += 1
            assert file.read_bytes() == made(shell, open_wave, *cut)
    made(shell, open_wave, *CUTS[1])
    releases = shell.done("audit", "releases", "--json").json["releases"]
    assert len({each["name"] for each in releases}) == len(releases) == len(CUTS)
    assert stopped >= KILLS // 4
    assert left

"""The command line as an operator meets it: arguments in; status, stdout and stderr out."""

import asyncio
import io
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app import build
from bot.cli.main import run
from bot.settings import Settings

PASSWORD = "correct horse battery"
PASSPHRASE = "another staple phrase"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """One operator with one data folder."""

    folder: Path
    with_lead: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    @property
    def database(self) -> Path:
        return self.folder / "test.db"

    def __call__(self, *arguments: str | Path, stdin: str = "") -> Ran:
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        self.capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        said = self.capsys.readouterr()
        return Ran(status, said.out, said.err)

    def done(self, *arguments: str | Path, stdin: str = "") -> Ran:
        """Must succeed."""
        ran = self(*arguments, stdin=stdin)
        assert ran.status == 0, ran.err
        return ran

    def lead(self) -> None:
        """A lead called Kim. Made once for all tests, since making one is slow on purpose."""
        shutil.copy(self.with_lead, self.database)

    def wave(self, survey: str = "service-feedback", *, opened: bool = True) -> str:
        """The code of a new wave."""
        made = self.done("wave", "create", survey, "--name", "Autumn 2026", "--json")
        code = str(made.json["code"])
        if opened:
            self.done("wave", "open", code)
        return code

    def responses(self, code: str) -> int:
        """How many a closed wave holds, exactly, as no command tells."""
        return asyncio.run(self._responses(code))

    async def _responses(self, code: str) -> int:
        env = {
            "SAIDANDDONE_DATABASE_URL": f"sqlite:///{self.database}",
            "SAIDANDDONE_DATA_DIR": str(self.folder / "data"),
        }
        async with build(Settings.from_env(env)) as parts:
            wave = await parts.waves.one(code)
            return len(await parts.store.responses(wave.id))

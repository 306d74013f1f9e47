"""The folder the demo lives in: everything in it, nothing outside, never somebody else's."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.errors import Refused
from bot.files import write_whole
from bot.settings import Settings

FORM = 1
"""Raised when an older demo folder can no longer be used and must be made anew."""

MARK = "This folder belongs to `saidanddone demo`. It is made anew when needed.\n"
ORGANISATION = "Anytown Safeguarding Partnership"


@dataclass(frozen=True, slots=True)
class Login:
    """A throw-away login: worth nothing, so it may lie in a file and on the screen."""

    name: str
    password: str = field(repr=False)
    secret: str = field(repr=False)
    uri: str = field(repr=False)
    passphrase: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Stage:
    """What stands ready once the demo is set up."""

    past: str
    open: str
    officer: Login
    lead: Login


@dataclass(frozen=True, slots=True)
class Ground:
    """The folder and the places in it."""

    folder: Path

    @property
    def paper(self) -> Path:
        return self.folder / "board-paper.docx"

    @property
    def mark(self) -> Path:
        return self.folder / ".saidanddone-demo"

    @property
    def ready(self) -> Path:
        return self.folder / "ready.json"

    def settings(self, port: int) -> Settings:
        """As for a real server, on this machine only."""
        return Settings.from_env(
            {
                "SAIDANDDONE_DATA_DIR": str(self.folder / "data"),
                "SAIDANDDONE_KEYRING": str(self.folder / "keyring"),
                "SAIDANDDONE_PORT": str(port),
                "SAIDANDDONE_ORGANISATION": ORGANISATION,
                "SAIDANDDONE_LOG_LEVEL": "error",
            }
        )

    def clear(self) -> None:
        """An empty folder that is marked as ours. Raises Refused if it is not."""
        if self.folder.exists() and any(self.folder.iterdir()) and not self.mark.exists():
            raise Refused(f"{self.folder} is not empty and no demo. Choose another with --folder.")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.mark.write_text(MARK, "utf-8")
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path != self.mark:
                path.unlink()

    def stage(self) -> Stage | None:
        """What an earlier run finished; None if there was none or it stopped half-way."""
        try:
            return _read(json.loads(self.ready.read_text("utf-8")))
        except (OSError, ValueError):
            return None

    def keep(self, stage: Stage) -> None:
        """Last of all, and whole: from now on a run starts in seconds."""
        content = json.dumps({"form": FORM, **asdict(stage)}, indent=2)
        write_whole(self.ready, content.encode(), force=True)


def _read(raw: object) -> Stage | None:
    match raw:
        case {"form": 1, "past": str(past), "open": str(open_), "officer": o, "lead": lead}:
            return Stage(past, open_, _login(o), _login(lead))
        case _:
            return None


def _login(raw: Mapping[str, str]) -> Login:
    try:
        return Login(**raw)
    except TypeError as error:
        raise ValueError("not a login") from error

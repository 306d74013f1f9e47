"""What a page posted, turned into what a person did. Translates; decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from bot.bodies import in_time
from bot.web.people import Carried, known
from surveys.messages import (
    AskedHelp,
    Came,
    ChangedLanguage,
    Chose,
    Looked,
    PassedOn,
    Started,
    Stopped,
    WentBack,
    Wrote,
)
from surveys.records import NoAnswer

URLENCODED = "application/x-www-form-urlencoded"
MOST_FIELDS = 100
LONGEST_TURN = 9

PRESSED: Mapping[str, Came] = {
    "look": Looked(),
    "start": Started(),
    "back": WentBack(),
    "stop": Stopped(),
    "help": AskedHelp(),
}
FIELDS = frozenset(
    {"id", "entry", "slip", "code", "lang", "turn", "pick", "text", "do", "pass", "speak"}
    | {"receipt", "quiet", "how", "called", "safe"}
    | {"table", "key", "who", "lane", "note", "vote"}
    | {"issue", "suggestion", "question"}
)

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one post that we know, in their order."""

    fields: Fields

    def one(self, name: str) -> str:
        """The last value of that name, else empty."""
        return next((value for key, value in reversed(self.fields) if key == name), "")

    def every(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.fields if key == name)

    @property
    def carried(self) -> Carried:
        return known(self.one("id"), self.one("slip").strip() or self.one("entry"))

    @property
    def turn(self) -> int | None:
        raw = self.one("turn")
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= LONGEST_TURN else None

    @property
    def text(self) -> str:
        """What was typed, with the line ends of everybody else."""
        return self.one("text").replace("\r\n", "\n").replace("\r", "\n")

    def came(self) -> Came:
        """What the person did. Raises HTTPBadRequest for what no page of ours posts."""
        if language := self.one("speak"):
            return ChangedLanguage(language)
        if why := self.one("pass"):
            return PassedOn(_why(why))
        do = self.one("do")
        if do == "next":
            return self._answer()
        if not do and (picks := self.every("pick")):
            return Chose(picks)
        if came := PRESSED.get(do or "look"):
            return came
        raise web.HTTPBadRequest

    def _answer(self) -> Came:
        wrote = any(name == "text" for name, _ in self.fields)
        return Wrote(self.text) if wrote else Chose(self.every("pick"))


async def read_form(request: web.Request) -> Form:
    """The posted form. Raises the matching HTTP error for one too large, too slow, of another kind.

    Files are refused: the server would put them, with what was typed, on disk.
    """
    if request.content_type != URLENCODED:
        raise web.HTTPUnsupportedMediaType
    body = await in_time(request.read())
    return Form(_fields(body))


def _fields(body: bytes) -> Fields:
    raw = body.decode("utf-8", "replace")
    try:
        pairs: Sequence[tuple[str, str]] = parse_qsl(
            raw, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace"
        )
    except ValueError:
        raise web.HTTPBadRequest from None
    return tuple((name, value) for name, value in pairs if name in FIELDS)


def _why(raw: str) -> NoAnswer:
    try:
        return NoAnswer(raw)
    except ValueError:
        raise web.HTTPBadRequest from None

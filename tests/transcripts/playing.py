"""What a transcript's lines after `>` do.

`look`, `tap LABEL` (an option, several joined by ` + `, a way of not answering, Start, Back,
Stop, Help or a language), `write WORDS` (`x*1200` for very many), `send that again` (the same
message a second time, as a phone does when the reply was lost), `wait MINUTES`.
"""

from dataclasses import dataclass, field

from surveys.messages import (
    Ask,
    AskedHelp,
    Came,
    ChangedLanguage,
    Chose,
    Looked,
    PassedOn,
    Reply,
    Started,
    Stopped,
    WentBack,
    Wrote,
)
from surveys.records import NoAnswer, Wave
from surveys.wording import LANGUAGES
from tests.house import House

WHO = "web:a4Bd0WqXy7nLk2Rt"
CONTROLS: dict[str, Came] = {
    "Start": Started(),
    "Back": WentBack(),
    "Stop": Stopped(),
    "Help": AskedHelp(),
    **{name: ChangedLanguage(code) for code, name in LANGUAGES.items()},
}


@dataclass
class Player:
    """One person in one wave, on a phone that shows the latest question."""

    house: House
    wave: Wave
    language: str
    ask: Ask | None = None
    last: tuple[Came, int | None] = field(default=(Looked(), None))

    async def play(self, line: str) -> tuple[Reply, ...]:
        verb, _, words = line.partition(" ")
        if verb == "wait":
            self.house.clock.pass_(minutes=int(words))
            return ()
        if line != "send that again":
            self.last = (self._came(verb, words), self.ask.turn if self.ask else None)
        came, turn = self.last
        replies = await self.house.says(self.wave, WHO, came, turn, self.language)
        self.ask = next((reply for reply in replies if isinstance(reply, Ask)), None)
        return replies

    def _came(self, verb: str, words: str) -> Came:
        match verb:
            case "look":
                return Looked()
            case "write":
                return Wrote(_many(words))
            case "tap" if words in CONTROLS:
                return CONTROLS[words]
            case "tap":
                return self._picked(words)
            case _:
                raise ValueError(f"'{verb}' is nothing a person does")

    def _picked(self, words: str) -> Came:
        assert self.ask, f"there is nothing to tap '{words}' on"
        passes = {option.text: option.key for option in self.ask.passes}
        if words in passes:
            return PassedOn(NoAnswer(passes[words]))
        labels = {option.text: option.key for option in self.ask.options}
        return Chose(tuple(labels[label] for label in words.split(" + ")))


def _many(words: str) -> str:
    letter, star, times = words.partition("*")
    return letter * int(times) if star else words

"""The same conversations on Telegram: what the phone shows, and that the words are the web's.

Each file here is played from the web transcript of the same name: same person, same taps. What
the intake said must be what stands in that transcript, and the phone must show every sentence of
it. `pytest --update` writes what the phone shows anew: review the difference.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from bot.telegram import words
from bot.telegram.keyboards import NO_TICK
from surveys.messages import Ask, Forgotten, Help, Incoming, Problem, Reply, Say, Thank, Welcome
from surveys.records import Wave
from surveys.talk.replies import web_promise
from surveys.wording import wording
from tests.fake_telegram.api import Shown, fake_telegram
from tests.fake_telegram.person import Person, read
from tests.fake_telegram.running import World, world
from tests.transcripts.drawing import draw

HERE = Path(__file__).parent
PLAYED = sorted(
    path
    for pattern in ("*.calm.txt", "*.hurt.txt", "*.call-me.txt")
    for path in HERE.parent.glob(pattern)
)
WEB = {path.stem: path.read_text("utf-8") for path in PLAYED}


@pytest.fixture
async def live(tmp_path: Path, sqlite_url: str, noon: datetime) -> AsyncIterator[World]:
    async with (
        fake_telegram() as fake,
        world(fake, tmp_path, sqlite_url, "webhook", lambda: noon) as running,
    ):
        yield running


@dataclass
class Phone:
    """Plays the steps of a web transcript, and notes what is seen and what the intake said."""

    live: World
    wave: Wave
    person: Person
    said: list[tuple[Reply, ...]] = field(default_factory=list)
    known: dict[int, str] = field(default_factory=dict)

    async def play(self, step: str) -> str:
        """What is new or changed on the phone."""
        verb, _, what = step.partition(" ")
        if verb == "look" or not self.known:
            await self.opens()
        match verb:
            case "look":
                pass
            case "write":
                await self.person.says(what)
            case "tap":
                await self.tap(what)
            case _:
                await self.person.again()
        await self.live.quiet()
        return self.changes()

    async def opens(self) -> None:
        await self.person.says(f"/start {self.wave.code}")
        await self.live.quiet()
        if self.wave.survey.audience == "young people":
            await self.person.presses(words.age_labels(self.person.language)[0])
            await self.live.quiet()

    async def tap(self, labels: str) -> None:
        """Where several go, Next follows."""
        say = wording(self.person.language).say
        shown, following = self.person.with_buttons()[-1].labels, say("Next")
        for label in labels.split(" + "):
            await self.person.presses(say(label))
            await self.live.quiet()
        first = labels.partition(" + ")[0]
        if any(each.startswith(NO_TICK) and first in each for each in shown):
            await self.person.presses(following)

    def changes(self) -> str:
        shown = {n: s for n, s in sorted(self.live.fake.chats[self.person.id].items()) if s.text}
        now = {number: self._drawn(each) for number, each in shown.items()}
        new = [
            text if number not in self.known else f"~ {text}"
            for number, text in now.items()
            if self.known.get(number) != text
        ]
        self.known = now
        return "\n\n".join(new)

    def _drawn(self, shown: Shown) -> str:
        rows = ["".join(f"[{button['text']}]" for button in row) for row in shown.keyboard]
        text = "\n".join([read(shown.text), *rows])
        text = text.replace(self.live.parts.settings.public_url, "https://safe.example.org")
        return self._without_receipt(text.replace(self.wave.code, "<code>"))

    def _without_receipt(self, text: str) -> str:
        thanks = [reply for said in self.said for reply in said if isinstance(reply, Thank)]
        return text.replace(thanks[-1].receipt, "<the words of the receipt>") if thanks else text


def sentences(replies: Sequence[Reply], language: str) -> Iterator[str]:
    """All that a person must be able to read."""
    for reply in replies:
        match reply:
            case Welcome(title, lines) | Thank(title, lines) | Forgotten(title, lines):
                yield from (title, *(line for line in lines if line != web_promise(language)))
            case Say(text) | Problem(text):
                yield text
            case Ask():
                yield from (reply.text, reply.hint)
                yield from (option.text for option in (*reply.options, *reply.passes))
            case Help(intro, posts, after=after):
                yield from (intro, after)
                yield from (part for post in posts for part in (post.name, post.contact, post.text))


async def joined(live: World, survey: str, language: str, patch: pytest.MonkeyPatch) -> Phone:
    wave = await live.wave(survey)
    phone = Phone(live, wave, live.person(language))
    receive = live.parts.intake.receive

    async def heard(code: str, incoming: Incoming) -> tuple[Reply, ...]:
        phone.said.append(await receive(code, incoming))
        return phone.said[-1]

    patch.setattr(live.parts.intake, "receive", heard)
    return phone


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: path.stem)
async def test_telegram_says_what_the_web_chat_says(
    path: Path, live: World, monkeypatch: pytest.MonkeyPatch, *, updating: bool
) -> None:
    head, *steps = [part.strip() for part in WEB[path.stem].split("\n> ")]
    survey, language = (line.partition(": ")[2] for line in head.splitlines()[-2:])
    phone = await joined(live, survey, language, monkeypatch)
    parts = [head]
    for step in steps:
        did, _, web = step.partition("\n")
        before = len(phone.said)
        shown = await phone.play(did)
        parts.append(f"> {did}\n{shown}".rstrip())
        for replies in phone.said[before:][-1:]:
            assert draw(replies) == web.partition("\n\n(")[0].rstrip()
            missing = [each for each in sentences(replies, language) if each not in shown]
            assert missing == []
    golden, written = HERE / path.name, "\n\n".join(parts) + "\n"
    if updating:
        await asyncio.to_thread(golden.write_text, written, "utf-8")
    assert written == await asyncio.to_thread(golden.read_text, "utf-8")

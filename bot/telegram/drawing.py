"""Replies as messages: few, short, and the one with the buttons last.

Everything said at once goes into one message where it fits, so that help and the next question
arrive together or not at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import assert_never

from bot.telegram import keyboards, words
from bot.telegram.calls import Keyboard
from surveys.messages import (
    Ask,
    AskKind,
    Forgotten,
    Help,
    Problem,
    Reply,
    Say,
    SignPost,
    Thank,
    Welcome,
)
from surveys.talk.replies import web_promise
from surveys.urgent.asking_contact import offered
from surveys.wording import wording

LONGEST = 4000
"""Characters of one message; Telegram takes 4096 after its own reading of the markup."""

MOST_DRAWN = 512
"""Questions kept as they were drawn: those that nobody has answered before."""

RULE = "———"
QUESTION = "▫️ "
ANSWER = "✓ "
ABOVE = "⬆️ "


@dataclass(frozen=True, slots=True)
class Message:
    """`turn` is that of the question in it."""

    text: str
    keyboard: Keyboard = ()
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak in this chat: survey, language, the other languages, the web chat's address.

    `contact`: the page where somebody asks to be contacted; it stands under all help.
    """

    code: str
    language: str
    others: Sequence[str] = ()
    web: str = ""
    contact: str = ""
    page: int = 0


def draw(replies: Sequence[Reply], manner: Manner) -> list[Message]:
    match replies:
        case (Ask(answered=()) as ask,):
            return list(_asked(ask, manner.code, manner.language, manner.page))
        case _:
            return _drawn(replies, manner)


@lru_cache(MOST_DRAWN)
def _asked(ask: Ask, code: str, language: str, page: int) -> tuple[Message, ...]:
    """Nearly all that is ever said is a question by itself, and many people are asked it."""
    return tuple(_drawn((ask,), Manner(code, language, page=page)))


def _drawn(replies: Sequence[Reply], manner: Manner) -> list[Message]:
    parts = [part for reply in replies for part in _parts(reply, manner)]
    if parts and parts[-1] == RULE:
        parts.pop()
    texts = _joined([*parts, *_reminder(replies, manner.language)])
    ends = [_ending(reply, manner) for reply in replies]
    keyboard = next((end for end in reversed(ends) if end), ())
    asks = [reply.turn for reply in replies if isinstance(reply, Ask)]
    last = [Message(texts[-1], keyboard, asks[-1] if asks else None)] if texts else []
    return [*map(Message, texts[:-1]), *last]


def _reminder(replies: Sequence[Reply], language: str) -> Iterator[str]:
    """A phone shows the end of a long message: there, too, who is in danger must read 999."""
    is_urgent = any(isinstance(reply, Help) and reply.urgent for reply in replies)
    if is_urgent and isinstance(replies[-1], Ask):
        yield f"{ABOVE}{bold(words.help_above(language))}"


def _joined(parts: Sequence[str]) -> list[str]:
    """As few texts as hold all parts."""
    texts: list[str] = []
    for part in (piece for whole in parts for piece in _pieces(whole)):
        if texts and len(texts[-1]) + len(part) + 2 <= LONGEST:
            texts[-1] = f"{texts[-1]}\n\n{part}"
        else:
            texts.append(part)
    return [text for text in texts if text != RULE]


def _pieces(part: str) -> list[str]:
    """A part that is too long on its own, cut between lines."""
    if len(part) <= LONGEST:
        return [part]
    pieces = [""]
    for line in part.splitlines():
        if len(pieces[-1]) + len(line) + 1 > LONGEST:
            pieces.append("")
        pieces[-1] += f"{line[:LONGEST]}\n"
    return [piece.rstrip("\n") for piece in pieces]


# ---------------------------------------------------------------- one reply
def _parts(reply: Reply, manner: Manner) -> Iterator[str]:
    match reply:
        case Welcome(title, lines):
            yield bold(title)
            yield from _bullets(_for_telegram(lines, manner))
        case Say(text) | Problem(text):
            yield escape(text, quote=False)
        case Ask():
            yield question(reply, manner.language)
        case Help():
            yield from _help(reply, manner)
            yield RULE
        case Thank(title, lines, receipt):
            yield bold(title)
            yield from _bullets((*lines, words.take_back(manner.language)))
            yield f"<code>{escape(receipt, quote=False)}</code>"
        case Forgotten(title, lines):
            yield bold(title)
            yield from _bullets((*lines, words.still_here(manner.language)))
        case _:
            assert_never(reply)


def _help(shown: Help, manner: Manner) -> Iterator[str]:
    yield escape(shown.intro, quote=False)
    if shown.posts:
        yield "\n\n".join(map(_post, shown.posts))
    if shown.after:
        yield escape(shown.after, quote=False)
    if manner.contact:
        yield escape(offered(manner.language, manner.contact), quote=False)


def _for_telegram(lines: Sequence[str], manner: Manner) -> Iterator[str]:
    """The web chat's promise is not true here; what is true stands in its place."""
    promise = web_promise(manner.language)
    for line in lines:
        if line == promise:
            yield from words.promise(manner.language, manner.web)
        else:
            yield line


def _ending(reply: Reply, manner: Manner) -> Keyboard:
    match reply:
        case Ask():
            return keyboards.question(reply, manner.code, manner.language, manner.page)
        case Welcome(start=start):
            return keyboards.welcome(start, manner.code, manner.others, manner.language)
        case Forgotten():
            return keyboards.again(manner.code, manner.language)
        case Say() | Help() | Thank() | Problem():
            return ()
        case _:
            assert_never(reply)


def question(ask: Ask, language: str) -> str:
    say = wording(language).say
    progress = say("Question {number} of about {of}", number=ask.number, of=ask.of)
    lines = [f"{QUESTION}{progress}", bold(" ".join(ask.text.split()))]
    if ask.hint:
        lines.append(f"<i>{escape(ask.hint, quote=False)}</i>")
    lines += [f"<i>{escape(each, quote=False)}</i>" for each in _ways(ask, language)]
    if keyboards.are_written_out(ask):
        lines += [
            f"{number}. {escape(option.text, quote=False)}"
            for number, option in enumerate(ask.options, start=1)
        ]
    return "\n".join(lines)


def _ways(ask: Ask, language: str) -> Iterator[str]:
    """How to answer, where the buttons do not say it."""
    say = wording(language).say
    if ask.kind is AskKind.TEXT:
        yield say("Up to {most} characters", most=ask.cap)
    if ask.at_most:
        yield say("Pick up to {most}.", most=ask.at_most)
    elif ask.kind is AskKind.SEVERAL and not ask.hint:
        yield say("Pick as many as you like.")


def _post(post: SignPost) -> str:
    """Telegram makes a number one can tap; a web address stands beside it."""
    web = f"\n{post.link}" if post.link.startswith("https:") else ""
    text = escape(f"{post.contact}{web}\n{post.text}", quote=False)
    return f"{bold(post.name)}\n{text}"


def _bullets(lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    return (f"• {escape(line, quote=False)}" for line in lines)


def bold(text: str) -> str:
    return f"<b>{escape(text, quote=False)}</b>"


# ---------------------------------------------------------------- an answered question
def answered(shown: str, labels: Sequence[str]) -> str:
    """The question as it stays in the chat: with its answer, and the help that came with it."""
    before, _, block = shown.rpartition(QUESTION)
    first, *others = block.splitlines() or [""]
    asked = others[0] if others else first
    kept, rule, _ = before.rpartition(RULE)
    head = f"{escape(kept.rstrip(), quote=False)}\n\n{RULE}\n\n" if rule else ""
    label = escape(", ".join(labels), quote=False)
    return f"{head}{bold(asked)}\n{ANSWER}{label}"

"""Replies as a reader sees them on paper."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import assert_never

from surveys.definitions.definition import Option
from surveys.messages import Ask, AskKind, Forgotten, Help, Problem, Reply, Say, Thank, Welcome

WIDTH = 96


def draw(replies: Sequence[Reply]) -> str:
    return "\n".join("\n".join(_lines(reply)) for reply in replies)


def _lines(reply: Reply) -> Iterator[str]:
    match reply:
        case Welcome(title, lines, start):
            yield title.upper()
            yield from _paragraphs(lines)
            yield f"  [{start}]"
        case Say(text):
            yield from _wrapped(text)
        case Problem(text):
            yield from _wrapped(f"! {text}")
        case Ask():
            yield from _question(reply)
        case Help():
            yield from _help(reply)
        case Thank(title, lines):
            yield title.upper()
            yield from _paragraphs((*lines, "<the words of the receipt>"))
        case Forgotten(title, lines):
            yield title.upper()
            yield from _paragraphs(lines)
        case _:
            assert_never(reply)


def _question(ask: Ask) -> Iterator[str]:
    back = "< " if ask.can_go_back else ""
    yield f"{back}({ask.number} of about {ask.of}) {ask.text}"
    if ask.hint:
        yield from _wrapped(ask.hint, "  ")
    for option in ask.options:
        yield f"  {_box(ask, option)} {option.text} {option.symbol}".rstrip()
    if ask.kind is AskKind.TEXT:
        yield f"  [.......... up to {ask.cap} characters]"
    yield "  " + "".join(f"[{option.text}]" for option in ask.passes)


def _box(ask: Ask, option: Option) -> str:
    if ask.kind is AskKind.TEXT:
        return "->"
    mark = "x" if option.key in ask.answered else " "
    return f"[{mark}]" if ask.kind is AskKind.SEVERAL else f"({mark})"


def _help(shown: Help) -> Iterator[str]:
    yield "+ HELP, URGENT" if shown.urgent else "+ HELP"
    for line in shown.intro.splitlines():
        yield from _wrapped(line, "| ")
    for post in shown.posts:
        yield f"|   {post.name}: {post.contact}"
        yield from _wrapped(post.text, "|     ")
    yield from _wrapped(shown.after, "| ")


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield from _wrapped(line, "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)

"""Texts, one a page: why each is held, words to take out, and a decision.

One that was let through can be looked at again: words taken out of it, or all of it kept out.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType

from aiohttp import web

from bot.console.problems import Problem
from bot.console.review import marking, queues
from bot.console.urgent.passing_on import Unread, pass_on
from bot.console.visit import Visit
from bot.console.waves.answered import with_answers
from bot.console.words import KEEP_OUT_REASONS, RELEASE_REASONS
from surveys.errors import TextChanged, UnknownText
from surveys.officers.audit import Act
from surveys.records import ReviewText, TextState, Wave
from surveys.review.readable import READABLE
from surveys.review.review import WAITING, NeedsAnother

LET_THROUGH = "let through"
"""What the form of a text says that others may read already: nobody decides that unaware."""


async def next_(visit: Visit) -> web.StreamResponse:
    """The next text that waits; the end of the queue says so."""
    wave = await with_answers(visit)
    held = await visit.parts.review.held(wave.code)
    if not held:
        return await done(visit, wave)
    return visit.go(f"/waves/{wave.code}/review/{held[0].id}")


async def done(visit: Visit, wave: Wave) -> web.Response:
    """Nothing waits in this wave: on to the next in which something does."""
    return visit.draw("review_done", wave=wave, onward=await queues.after(visit, wave))


async def later(visit: Visit) -> web.StreamResponse:
    """The one after this, undecided; after the last comes the first."""
    wave = await with_answers(visit)
    held = [text.id for text in await visit.parts.review.held(wave.code)]
    after = held.index(visit.part("text")) + 1 if visit.part("text") in held else 0
    there = held[after % len(held)] if held else ""
    return visit.go(f"/waves/{wave.code}/review/{there}".rstrip("/"))


async def show(visit: Visit) -> web.StreamResponse:
    return await _decided(visit, let_through=True) or await _draw(visit)


async def decide(visit: Visit) -> web.StreamResponse:
    """What the pressed button says; an unknown one does nothing."""
    if told := await _decided(visit, let_through=visit.form.one("stood") == LET_THROUGH):
        return told
    act = ACTS.get(visit.form.one("act"))
    text = await _text(visit, await with_answers(visit))
    if act is None or (act is _release and text.state not in WAITING):
        return await _draw(visit, [Problem("Choose what to do with this text", "release")])
    if visit.form.one("print") != marking.print_of(text.redacted):
        return await _draw(visit, [Problem(str(TextChanged()))])
    try:
        return await act(visit, text)
    except (TextChanged, NeedsAnother, Unread) as error:
        return await _draw(visit, [Problem(str(error))])


async def _remove(visit: Visit, text: ReviewText) -> web.StreamResponse:
    spans = marking.spans(text.redacted, visit.form.every("word"))
    if not spans:
        return await _draw(visit, [Problem("Mark the words to remove first", "words")])
    async with visit.along(Act.TEXT_REDACTED, _subject(visit, text)):
        await visit.parts.review.redact(text.id, spans, visit.officer.name, seen=text.redacted)
    return visit.go(f"/waves/{visit.part('code')}/review/{text.id}")


async def _release(visit: Visit, text: ReviewText) -> web.StreamResponse:
    if marking.spans(text.redacted, visit.form.every("word")):
        marked = "You have marked words. Remove them first, or unmark them, then release"
        return await _draw(visit, [Problem(marked, "words")])
    asked = visit.form.one("release_reason")
    reason = asked if asked in RELEASE_REASONS else RELEASE_REASONS[0]
    await release(visit, text, reason)
    return visit.go(f"/waves/{visit.part('code')}/review")


async def release(visit: Visit, text: ReviewText, reason: str) -> None:
    """With its line in the trail. Raises TextChanged, NeedsAnother."""
    by, review = visit.officer.name, visit.parts.review
    after = await review.release(text.id, by, reason, seen=text.redacted)
    act = Act.TEXT_RELEASED if after.state is TextState.RELEASED else Act.TEXT_PROPOSED
    await visit.record(act, _subject(visit, text))


async def _keep_out(visit: Visit, text: ReviewText) -> web.StreamResponse:
    reason = visit.form.one("reason")
    if reason not in KEEP_OUT_REASONS:
        return await _draw(visit, [Problem("Choose why it is kept out", "reason-1")])
    await keep_out(visit, text, reason)
    onward = "review" if text.state in WAITING else "comments"
    return visit.go(f"/waves/{visit.part('code')}/{onward}")


async def keep_out(visit: Visit, text: ReviewText, reason: str) -> None:
    async with visit.along(Act.TEXT_KEPT_OUT, _subject(visit, text)):
        await visit.parts.review.keep_out(text.id, visit.officer.name, reason, seen=text.redacted)


async def _pass_on(visit: Visit, text: ReviewText) -> web.StreamResponse:
    await pass_on(visit, text)
    return visit.go(f"/waves/{visit.part('code')}/passed-on")


async def comments(visit: Visit) -> web.StreamResponse:
    """What may be read, by question."""
    wave = await with_answers(visit)
    readable = await visit.parts.review.readable(wave.code)
    asked = [q for q in wave.survey.questions if any(t.question == q.key for t in readable)]
    grouped = [(q, [t for t in readable if t.question == q.key]) for q in asked]
    return visit.draw("comments", wave=wave, grouped=grouped)


async def _decided(visit: Visit, *, let_through: bool) -> web.Response | None:
    """Who comes back, or has it open in another window, is told what became of it and led on."""
    wave = await with_answers(visit)
    text = await visit.parts.store.text(visit.part("text"))
    history = await visit.parts.review.history(text.id)
    open_ = WAITING | READABLE if let_through else WAITING
    if text.wave_id != wave.id or text.state in open_ or not history:
        return None
    return visit.draw("review_decided", status=404, wave=wave, text=text, last=history[-1])


async def _draw(visit: Visit, problems: Sequence[Problem] = ()) -> web.Response:
    wave = await with_answers(visit)
    text = await _text(visit, wave)
    held = await visit.parts.review.held(wave.code)
    return visit.draw(
        "review",
        problems,
        wave=wave,
        text=text,
        question=wave.survey.question(text.question),
        words=marking.words(text.redacted),
        print=marking.print_of(text.redacted),
        waiting=len(held),
        let_through=text.state not in WAITING and LET_THROUGH,
        proposed=await visit.parts.review.proposed_by(text),
        history=await visit.parts.review.history(text.id),
    )


async def _text(visit: Visit, wave: Wave) -> ReviewText:
    """A text of this wave that waits, or was let through. Raises UnknownText."""
    text = await visit.parts.store.text(visit.part("text"))
    if text.wave_id != wave.id or text.state not in WAITING | READABLE:
        raise UnknownText
    return text


def _subject(visit: Visit, text: ReviewText) -> str:
    return f"{visit.part('code')}, text {text.id[:8]}"


ACTS: Mapping[str, Callable[[Visit, ReviewText], Awaitable[web.StreamResponse]]] = MappingProxyType(
    {"remove": _remove, "release": _release, "keep_out": _keep_out, "pass_on": _pass_on}
)

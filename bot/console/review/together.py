"""Held texts that are alike, decided together: the ticked ones, and only as they were read."""

from collections.abc import Sequence

from aiohttp import web

from bot.console.problems import Problem
from bot.console.review import marking, review
from bot.console.visit import Visit
from bot.console.waves.answered import with_answers
from bot.console.words import KEEP_OUT_REASONS, RELEASE_REASONS
from surveys.errors import SurveyError
from surveys.records import ReviewText
from surveys.review.triage import alike

MOST = 50
"""Texts in one group on the page, and so in one decision."""


async def show(visit: Visit) -> web.StreamResponse:
    return await _draw(visit)


async def decide(visit: Visit) -> web.StreamResponse:
    """One reason for all. A text that somebody else changed meanwhile is left and said."""
    wave = await visit.parts.waves.one(visit.part("code"))
    act, reason = visit.form.one("act"), visit.form.one("reason")
    chosen = await _chosen(visit, wave.code)
    if not chosen:
        return await _draw(visit, [Problem("Tick the texts you have read", "groups")])
    if reason not in {"release": RELEASE_REASONS, "keep_out": KEEP_OUT_REASONS}.get(act, ()):
        return await _draw(visit, [Problem("Choose a reason that fits the button", "groups")])
    left = sum([await _left(visit, text, act, reason) for text in chosen])
    if left:
        said = "could not be decided: changed meanwhile, or a second officer has to do it"
        return await _draw(visit, [Problem(f"{left} of {len(chosen)} {said}", "groups")])
    return visit.go(f"/waves/{wave.code}/together")


async def _left(visit: Visit, text: ReviewText, act: str, reason: str) -> int:
    """1 if it stays as it is."""
    try:
        await (review.release if act == "release" else review.keep_out)(visit, text, reason)
    except SurveyError:
        return 1
    return 0


async def _chosen(visit: Visit, code: str) -> list[ReviewText]:
    """The ticked ones that still read as they were shown."""
    held = {_name(text): text for text in await visit.parts.review.held(code)}
    ticked = dict.fromkeys(visit.form.every("text"))
    return [held[name] for name in ticked if name in held][:MOST]


def _name(text: ReviewText) -> str:
    return f"{text.id}.{marking.print_of(text.redacted)}"


async def _draw(visit: Visit, problems: Sequence[Problem] = ()) -> web.Response:
    wave = await with_answers(visit)
    held = await visit.parts.review.held(wave.code)
    if not held:
        return await review.done(visit, wave)
    groups = [
        (each[0].labels, [(_name(text), text) for text in each[:MOST]], len(each))
        for each in alike(held)
    ]
    asked = {question.key: question.text for question in wave.survey.questions}
    return visit.draw("together", problems, wave=wave, groups=groups, asked=asked)

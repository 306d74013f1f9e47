"""Telling people what changed: every update, one to check and publish, how far it went."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from aiohttp import web

from bot.console.problems import Problem, of
from bot.console.themes.unanswered import unanswered
from bot.console.updates import second_look
from bot.console.updates.forms import NAMES, PARTS
from bot.console.updates.start import surveys
from bot.console.visit import Visit
from bot.console.waves.wave import NO_LEAD
from bot.felt import felt
from exports.pdf.poster import qr_code
from surveys.errors import NoLead, SurveyError
from surveys.officers.audit import Act
from surveys.telling import proof
from surveys.telling.proof import Spotted
from surveys.telling.updates import UncheckedUpdate, Update, UpdateState
from surveys.wording import LANGUAGES

Part = tuple[str, list[tuple[str, bool]]]


async def show(visit: Visit) -> web.StreamResponse:
    """Every update and how far its messages are; then what nobody has done anything about."""
    updates = visit.parts.telling.updates
    lines = [(each, await updates.progress(each.id)) for each in await updates.all()]
    actions = await visit.parts.office.actions.all()
    told = {each.roots.action for each, _ in lines}
    return visit.draw(
        "updates",
        lines=lines,
        surveys=await surveys(visit),
        untold=[each for each in actions if each.thing.status.closed and each.id not in told],
        open_themes=await unanswered(visit, actions),
    )


async def one(visit: Visit) -> web.StreamResponse:
    """A draft as people will see it, to be checked; or a published one and its progress."""
    return await _one(visit, await _update(visit))


async def publish(visit: Visit) -> web.StreamResponse:
    update = await _update(visit)
    second = await second_look.reading(visit, update)
    try:
        subject = update.id + second_look.told(second)
        along = partial(visit.along, Act.UPDATE_PUBLISHED, subject)
        await visit.parts.telling.updates.publish(update.id, second, along)
    except SurveyError as error:
        return await _one(visit, await _update(visit), _problem(error))
    return visit.go(f"/updates/{update.id}")


def _problem(error: SurveyError) -> Problem:
    match error:
        case NoLead():
            return Problem(NO_LEAD)
        case UncheckedUpdate():
            return of(error, "confirmed")
        case _:
            return of(error)


async def discard(visit: Visit) -> web.StreamResponse:
    update = await _update(visit)
    async with visit.along(Act.UPDATE_DISCARDED, update.id):
        await visit.parts.telling.updates.discard(update.id)
    return visit.go("/updates")


async def _update(visit: Visit) -> Update:
    return await visit.parts.telling.updates.one(visit.part("update"))


# ---------------------------------------------------------------- drawing
async def _one(visit: Visit, update: Update, problem: Problem | None = None) -> web.Response:
    telling, found = visit.parts.telling, proof.spotted(update.words)
    public = f"{visit.parts.settings.public_url}/did/{update.survey}"
    about = f"{public}/{update.roots.wave}" if update.roots.wave else public
    others = await second_look.others(visit)
    own = update.needs_another(visit.officer.name)
    return visit.draw(
        "update",
        [problem] if problem else (),
        update=update,
        written=_written(update, found),
        found=found,
        names=NAMES,
        edition=proof.edition(update.words),
        languages={code: LANGUAGES[code] for code in update.words},
        progress=await telling.updates.progress(update.id),
        followers=await telling.subscriptions.count(update.survey),
        asks=await telling.updates.asks(update),
        felt=await _felt(visit, update),
        public=public,
        about=about,
        picture=qr_code(about),
        others=others,
        waits=own and bool(others),
        alone=own and not others,
        sends=visit.parts.settings.telegram is not None,
    )


async def _felt(visit: Visit, update: Update) -> str:
    """What people answered; looking at it is a release, as any look at numbers."""
    if update.state is UpdateState.DRAFT:
        return ""
    return await felt(visit.parts, update, "en", visit.officer.name)


def _written(update: Update, found: Sequence[Spotted]) -> Mapping[str, list[Part]]:
    """By language: each part's name and its words, in pieces that are marked or not."""
    return {
        code: [
            (NAMES[part], list(_pieces(getattr(words, part), _of(found, code, part))))
            for part in PARTS
        ]
        for code, words in update.words.items()
    }


def _of(found: Sequence[Spotted], code: str, part: str) -> list[Spotted]:
    return [each for each in found if (each.language, each.part) == (code, part)]


def _pieces(text: str, found: Sequence[Spotted]) -> Iterator[tuple[str, bool]]:
    at = 0
    for each in found:
        yield text[at : each.start], False
        yield text[each.start : each.end], True
        at = each.end
    yield text[at:], False

"""A text in which somebody may be at risk goes to the safeguarding leads, and they are told."""

from aiohttp import web

from bot.console.visit import Visit
from surveys.errors import NoLead, SurveyError
from surveys.officers.audit import Act
from surveys.records import ReviewText
from surveys.urgent import passing_on


class Unread(SurveyError):
    """No safeguarding lead has a key, so nobody could open it here.

    The text still waits. Follow your safeguarding procedure now, and ask an admin to add a lead.
    """


async def pass_on(visit: Visit, text: ReviewText) -> None:
    """With its line in the trail. Raises UnknownText, TextChanged, Unread."""
    parts, by = visit.parts, visit.officer.name
    wave = await parts.waves.one(visit.part("code"))
    try:
        async with visit.along(Act.TEXT_PASSED_ON, f"{wave.code}, text {text.id[:8]}"):
            await passing_on.pass_on(parts.store, parts.review, text, by, visit.today)
    except NoLead:
        raise Unread from None
    await parts.alarm.ring(wave.name)


async def done(visit: Visit) -> web.StreamResponse:
    """What has become of it, and what to do besides."""
    wave = await visit.parts.waves.one(visit.part("code"))
    leads = [lead.name for lead in await visit.parts.store.readers()]
    alerts = visit.parts.settings.alerts
    return visit.draw("passed_on", wave=wave, leads=leads, told=bool(alerts.mail or alerts.chats))

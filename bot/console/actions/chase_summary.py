"""Who has said how far their actions are: on a page, and by e-mail to the officer who asked."""

import hashlib
from dataclasses import dataclass

from aiohttp import web

from bot.console.meetings.meetings import find
from bot.console.visit import Visit
from bot.inviting import can_mail
from bot.mail import MailFailed, Server, letter, send
from surveys.office.chase import Fate, KeptRound, Stage
from surveys.office.chase_answers import Answered, Summary, answered
from surveys.office.meetings import KeptMeeting
from surveys.officers.audit import Act


@dataclass(frozen=True, slots=True)
class _Shown:
    """The summary as it is now, in the words of the letter."""

    first: KeptRound
    answers: tuple[Answered, ...]
    text: str


async def show(visit: Visit) -> web.StreamResponse:
    return await _page(visit, await find(visit))


async def send_to_me(visit: Visit) -> web.StreamResponse:
    """The letter that is on the page. The same words go once."""
    meeting = await find(visit)
    done = await send_once(visit, meeting)
    return await _page(visit, meeting, WORDS[done])


WORDS = {
    None: "It has gone to you already, and nothing has changed since.",
    Fate.SENT: "It is on its way to you.",
    Fate.FAILED: "The mail server did not take it. Try again later.",
    Fate.WAITING: "There is nowhere to send it: your account has no e-mail address, or no mail "
    "server is set.",
}


async def send_once(visit: Visit, meeting: KeptMeeting) -> Fate | None:
    """To who is logged in. None: these very words have gone already."""
    mail, shown = visit.officer.mail, await _summary(visit, meeting)
    if not (mail and shown and can_mail(visit.parts.settings)):
        return Fate.WAITING
    digest = hashlib.blake2b(f"{visit.officer.name} {shown.text}".encode(), digest_size=8)
    summaries = visit.parts.office.summaries
    kept = await summaries.take(meeting.id, Summary(visit.officer.name, digest.hexdigest()))
    if kept is None:
        return None
    fate = await _sent(visit, meeting, mail, shown.text, kept.id)
    await summaries.ended(kept, fate)
    await visit.record(Act.CHASE_SUMMED_UP, meeting.id)
    return fate


async def _sent(visit: Visit, meeting: KeptMeeting, mail: str, text: str, mark: str) -> Fate:
    alerts = visit.parts.settings.alerts
    name, day = meeting.thing.name, meeting.thing.day
    subject = f"What the leads said: {name}, {day.day} {day:%B %Y}"
    made = letter(alerts.mail_from, mail, subject, mark)
    made.set_content(text)
    try:
        await send(Server.at(alerts.mail_server.reveal()), made)
    except MailFailed:
        return Fate.FAILED
    return Fate.SENT


async def _summary(visit: Visit, meeting: KeptMeeting) -> _Shown | None:
    """None before anybody was asked."""
    office = visit.parts.office
    first = await office.chase.find(meeting.id, Stage.FIRST)
    if first is None:
        return None
    actions = await office.actions.all()
    answers = answered(first, await office.chase.since(first), actions)
    page = visit.desk.pages.get_template("console/letters/chase_summary.txt")
    words = {"meeting": meeting.thing, "round": first.thing, "answers": answers}
    path = visit.url(f"/meetings/{meeting.id}/chase/summary")
    address = f"{visit.parts.settings.public_url}{path}"
    text = page.render({**words, "today": visit.today, "address": address})
    return _Shown(first, answers, text)


async def _page(visit: Visit, meeting: KeptMeeting, done: str = "") -> web.Response:
    shown = await _summary(visit, meeting)
    if shown is None:
        raise web.HTTPNotFound
    last = await visit.parts.office.summaries.last(meeting.id, visit.officer.name)
    can = can_mail(visit.parts.settings) and bool(visit.officer.mail)
    return visit.draw(
        "chase_summary", meeting=meeting, shown=shown, last=last, can_send=can, done=done
    )

"""The quarterly chase on screen: look at every letter, send them once, see what came of it."""

from dataclasses import dataclass
from datetime import date

from aiohttp import web

from bot.console.actions import chase_summary
from bot.console.meetings.meetings import find
from bot.console.visit import Visit
from bot.inviting import can_mail
from bot.mail import MailFailed, Server, letter, send
from exports.workbook import action_log
from surveys.office.action_rows import row_of
from surveys.office.actions import KeptAction
from surveys.office.chase import Fate, KeptRound, Letter, Round, Stage, prepared, unanswered
from surveys.office.meetings import REMINDER, KeptMeeting
from surveys.officers.audit import Act
from surveys.register import Overtaken

LINK_LATER = "[here the letter has a link of their own]"
MEDIA = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter with its words and the actions it is about."""

    letter: Letter
    text: str
    actions: tuple[KeptAction, ...]


async def show(visit: Visit) -> web.StreamResponse:
    """The letters before they go; afterwards what became of each."""
    meeting, stage = await find(visit), _stage(visit)
    kept = await visit.parts.office.chase.find(meeting.id, stage)
    wanted = kept.thing if kept else await _prepared(visit, meeting, stage)
    return visit.draw(
        "chase",
        meeting=meeting,
        stage=stage,
        kept=kept,
        round=wanted,
        letters=[await _shown(visit, meeting, stage, each) for each in wanted.letters],
        running=visit.desk.errands.running(_errand(meeting, stage)),
        can_send=can_mail(visit.parts.settings),
        undone=wanted.count(Fate.FAILED, Fate.UNSURE),
        asked=await visit.parts.office.chase.find(meeting.id, Stage.FIRST),
    )


async def start(visit: Visit) -> web.StreamResponse:
    """Send what waits. Pressing it again sends nothing twice."""
    meeting, stage = await find(visit), _stage(visit)
    wanted = await _prepared(visit, meeting, stage)
    kept = await visit.parts.office.chase.start(wanted, visit.officer.name)
    if kept.number == 1:
        await visit.record(Act.CHASE_STARTED, kept.id)
    return _send(visit, meeting, kept)


async def again(visit: Visit) -> web.StreamResponse:
    """What failed or was cut off goes once more."""
    meeting, stage = await find(visit), _stage(visit)
    chase = visit.parts.office.chase
    kept = await chase.find(meeting.id, stage)
    if kept is None:
        raise web.HTTPNotFound
    if not visit.desk.errands.running(_errand(meeting, stage)):
        kept = await chase.again(kept, visit.officer.name)
    return _send(visit, meeting, kept)


async def sheet(visit: Visit) -> web.StreamResponse:
    """One lead's sheet, to look at or to send by hand."""
    meeting, stage = await find(visit), _stage(visit)
    kept = await visit.parts.office.chase.find(meeting.id, stage)
    wanted = kept.thing if kept else await _prepared(visit, meeting, stage)
    by_place = {str(place): letter for place, letter in enumerate(wanted.letters)}
    if visit.part("letter") not in by_place:
        raise web.HTTPNotFound
    shown = await _shown(visit, meeting, stage, by_place[visit.part("letter")])
    return visit.file(await _sheet(visit, shown), "actions.xlsx", "/".join(MEDIA))


# ---------------------------------------------------------------- letters
async def _prepared(visit: Visit, meeting: KeptMeeting, stage: Stage) -> Round:
    office = visit.parts.office
    actions = await office.actions.all()
    if stage is Stage.REMINDER:
        first = await office.chase.find(meeting.id, Stage.FIRST)
        if first:
            actions = unanswered(first, await office.chase.since(first), actions)
    return prepared(meeting.id, stage, actions, await visit.parts.officers.all())


async def _shown(
    visit: Visit, meeting: KeptMeeting, stage: Stage, one: Letter, link: str = ""
) -> Shown:
    """Without a link the letter says where it will stand: it is made when the letter goes."""
    log = visit.parts.office.actions
    actions = tuple([await log.one(number) for number in one.actions])
    page = visit.desk.pages.get_template("console/letters/chase.txt")
    words = {
        "meeting": meeting.thing,
        "actions": actions,
        "today": visit.today,
        "reminder": stage is Stage.REMINDER,
        "address": f"{visit.parts.settings.public_url}{visit.url('/actions')}",
        "link": link or LINK_LATER,
        "until": _until(visit, meeting),
    }
    return Shown(one, page.render(words), actions)


async def _link(visit: Visit, meeting: KeptMeeting, one: Letter) -> str:
    """A new one for each letter that goes: no earlier one can be read here."""
    until, by = _until(visit, meeting), visit.officer.name
    passes = visit.parts.office.passes
    token = await passes.make(one.lead, one.actions, until, by, within=meeting.id)
    return f"{visit.parts.settings.public_url}{visit.url('/mine/')}{token}"


def _until(visit: Visit, meeting: KeptMeeting) -> date:
    """The day of the meeting; where that is near or past, two weeks from now."""
    return max(meeting.thing.day, visit.today + REMINDER)


async def _sheet(visit: Visit, shown: Shown) -> bytes:
    rows = [row_of(each) for each in shown.actions]
    title = f"Your actions, {visit.parts.settings.organisation}"
    return await visit.desk.make(lambda: action_log.workbook(rows, title, visit.today))


# ---------------------------------------------------------------- sending
def _send(visit: Visit, meeting: KeptMeeting, kept: KeptRound) -> web.Response:
    stage = kept.thing.stage
    if can_mail(visit.parts.settings):
        visit.desk.errands.start(_errand(meeting, stage), _post(visit, meeting, kept))
    return visit.go(f"/meetings/{meeting.id}/chase/{stage}")


async def _post(visit: Visit, meeting: KeptMeeting, kept: KeptRound) -> None:
    """One letter after another, each marked before it goes. Another process at it ends this one."""
    chase, by = visit.parts.office.chase, visit.officer.name
    try:
        for one in kept.thing.letters:
            if one.fate is Fate.WAITING:
                kept = await chase.take(kept, one.lead, by)
                fate = await _sent(visit, meeting, kept, one)
                kept = await chase.ended(kept, one.lead, fate, by)
        await chase_summary.send_once(visit, meeting)
    except Overtaken:
        return


async def _sent(visit: Visit, meeting: KeptMeeting, kept: KeptRound, one: Letter) -> Fate:
    settings, stage = visit.parts.settings.alerts, kept.thing.stage
    link = await _link(visit, meeting, one)
    shown = await _shown(visit, meeting, stage, one, link)
    mark = f"{kept.id}-{kept.thing.letters.index(_named(kept, one))}"
    made = letter(settings.mail_from, one.mail, _subject(meeting, stage), mark)
    made.set_content(shown.text)
    content = await _sheet(visit, shown)
    made.add_attachment(content, maintype=MEDIA[0], subtype=MEDIA[1], filename="actions.xlsx")
    try:
        await send(Server.at(settings.mail_server.reveal()), made)
    except MailFailed:
        return Fate.FAILED
    return Fate.SENT


def _named(kept: KeptRound, one: Letter) -> Letter:
    return next(each for each in kept.thing.letters if each.lead == one.lead)


def _subject(meeting: KeptMeeting, stage: Stage) -> str:
    words = "Reminder: your actions" if stage is Stage.REMINDER else "Your actions"
    return f"{words} for {meeting.thing.name}, {meeting.thing.day.day} {meeting.thing.day:%B %Y}"


def _errand(meeting: KeptMeeting, stage: Stage) -> str:
    return f"chase {meeting.id} {stage}"


def _stage(visit: Visit) -> Stage:
    if visit.part("stage") not in set(Stage):
        raise web.HTTPNotFound
    return Stage(visit.part("stage"))

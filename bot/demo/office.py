"""The officers' side of the demo: actions in each state, a meeting to come, an event."""

import secrets
from dataclasses import replace
from datetime import date, timedelta

from bot.parts import Parts
from bot.releasing import release
from surveys.messages import PersonId
from surveys.office.actions import Action, Source, Status
from surveys.office.events import EventState, Seat
from surveys.office.meetings import Meeting
from surveys.office.notes import Lane, NoteState
from surveys.officers.accounts import COMMAND_LINE, Officer, Role
from surveys.telling import difference
from surveys.telling.proof import edition
from surveys.telling.updates import Roots, Second, Update, Words
from surveys.waves.closing import close

LEADS = (("Ada Cole", "Highways"), ("Ben Hill", "Youth Service"), ("Cy Marsh", "Education"))
TABLES = tuple(f"Table {number}" for number in range(1, 5))
SAID = (
    (Lane.ISSUE, "We wait six weeks until a referral is read"),
    (Lane.SUGGESTION, "One phone number for advice, for all agencies"),
    (Lane.QUESTION, "Who pays for an interpreter at short notice?"),
    (Lane.ISSUE, "The same forms ask for the same thing three times"),
    (Lane.SUGGESTION, "Share the rota of duty social workers"),
    (Lane.ISSUE, "Referrals take weeks before anybody looks at them"),
)
UPDATE = {
    "en": Words(
        "What worries you online?",
        "Many of you wrote that you did not know how to report abuse online.",
        "Every year 7 class in all nine schools has now had a lesson on how to report it.",
    ),
    "cy": Words(
        "Beth sy'n eich poeni ar-lein?",
        "Ysgrifennodd llawer ohonoch nad oeddech yn gwybod sut i roi gwybod am gam-drin ar-lein.",
        "Mae pob dosbarth blwyddyn 7 yn y naw ysgol wedi cael gwers ar sut i wneud hynny.",
    ),
}
FELT = {"yes": 31, "a_bit": 17, "no": 12, "not_me": 14}
"""How many simulated people answered what, when asked whether it made a difference."""

SHOWN = 4
"""Notes that are released; the others wait for whoever tries the demo."""


async def furnish(parts: Parts, wave: str, by: str, password: str) -> None:
    """`wave` is the code of the closed wave that the actions answer."""
    today = parts.clock().date()
    for name, agency in LEADS:
        mail = f"{name.lower().replace(' ', '.')}@example.org"
        wanted = Officer(name, frozenset({Role.AGENCY}), agency=agency, mail=mail)
        await parts.officers.open(wanted, password, by)
    await _actions(parts, wave, by, today)
    board = Meeting("Safeguarding partnership board", today + timedelta(days=32))
    await parts.office.meetings.plan(board, by)
    await _feel(parts, await _told(parts, wave, by, today), today)
    await _event(parts, by, today)


def agreed(wave: str, today: date) -> tuple[Action, ...]:
    """Late, in time, and done: what the log looks like in use."""
    lamps, workers, lessons = (
        Action(what, today - timedelta(days=70), theme, Source.THEME, wave, name, agency)
        for (name, agency), what, theme in zip(
            LEADS,
            (
                "Light the path behind the bus station",
                "Two more youth workers on Friday nights",
                "Teach every year 7 how to report abuse online",
            ),
            ("Lighting and places", "Someone to talk to", "Online"),
            strict=True,
        )
    )
    return (
        replace(
            lamps,
            due=today - timedelta(days=9),
            measure="Fewer young people say they avoid the path after dark",
        ),
        replace(
            workers,
            due=today + timedelta(days=5),
            measure="More say that there is somebody to talk to",
        ),
        replace(
            lessons,
            due=today - timedelta(days=20),
            measure="Every school has taught it once",
        ),
    )


async def _actions(parts: Parts, wave: str, by: str, today: date) -> None:
    log = parts.office.actions
    lamps, workers, lessons = [await log.raise_(each, by) for each in agreed(wave, today)]
    going = replace(lamps.thing, status=Status.UNDER_WAY, note="Eight lamps are ordered.")
    await log.change(lamps, going, lamps.thing.lead)
    staffed = replace(workers.thing, status=Status.UNDER_WAY, note="One of the two has begun.")
    await log.change(workers, staffed, workers.thing.lead)
    outcome = "Taught in all nine schools; reports of abuse online have doubled, as hoped."
    done = replace(lessons.thing, status=Status.DONE, outcome=outcome)
    await log.change(lessons, done, lessons.thing.lead)


async def _told(parts: Parts, wave: str, by: str, today: date) -> Update:
    """What came of the lessons, for everybody to read; the demo has no second officer."""
    (lessons,) = [each for each in await parts.office.actions.all() if each.thing.status.closed]
    survey = (await parts.waves.one(wave)).survey
    roots = Roots(wave, lessons.thing.theme, lessons.id)
    day = today - timedelta(days=20)
    updates = parts.telling.updates
    draft = await updates.write(survey, UPDATE, day, by, roots)
    await updates.publish(draft.id, Second(by, edition(draft.words), alone=True))
    return await updates.one(draft.id)


async def _feel(parts: Parts, update: Update, today: date) -> None:
    """Simulated people say whether it made a difference; then nobody is asked any more."""
    for answer, count in FELT.items():
        for _ in range(count):
            somebody = PersonId(f"web:{secrets.token_hex(16)}")
            await difference.answer(parts.intake, update.wave, somebody, answer, "en")
    await close(parts.store, parts.keyring, update.wave, today)
    await release(parts, COMMAND_LINE, [await parts.waves.one(update.wave)])


async def _event(parts: Parts, by: str, today: date) -> None:
    events, notes = parts.office.events, parts.office.notes
    event = await events.plan(f"Frontline event {today.year}", today, TABLES, by)
    event = await events.move(event, EventState.OPEN, by)
    for number, (lane, words) in enumerate(SAID):
        seat = Seat(event, event.thing.tables[number % len(TABLES)])
        await notes.take(seat, f"demo-{number}", lane, words, "en")
    clean = [each for each in await notes.of(event) if each.thing.state is NoteState.NEW]
    await notes.move(clean[:SHOWN], NoteState.RELEASED, by)

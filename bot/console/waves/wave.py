"""One wave: what it is, what comes next, the printed things it needs."""

from aiohttp import web

from bot.console.home import about
from bot.console.problems import Problem, of
from bot.console.review.queues import held
from bot.console.themes.left import unread
from bot.console.visit import Visit
from bot.telegram import username
from exports.pdf.codes import code_sheet
from exports.pdf.poster import qr_code, survey_poster
from surveys.errors import NoLead, StaleSignPosts, SurveyError, WrongState
from surveys.officers.audit import Act
from surveys.records import Wave
from surveys.waves.key_lost import SEALED

MOST_CODES = 1000
LONGEST_LABEL = 60

NO_LEAD = (
    "No safeguarding lead has a key yet, so urgent words could be read by nobody. "
    "Ask an admin to add a lead under Accounts, then open the wave."
)


async def show(visit: Visit) -> web.StreamResponse:
    wave = await _wave(visit)
    web, telegram = address(visit, wave), username.address(visit.parts.settings, wave.code)
    ways = {"Web chat": web} | ({"Telegram": telegram} if telegram else {})
    return visit.draw(
        "wave",
        wave=wave,
        address=web,
        telegram=telegram,
        pictures={name: qr_code(url) for name, url in ways.items()},
        about=await about(visit, wave),
        held=await held(visit, wave),
        unread=await unread(visit, wave),
        running=visit.desk.closings.running(wave.id),
        keyless=wave.state in SEALED and not visit.parts.keyring.has(wave.id),
    )


async def ask_open(visit: Visit) -> web.StreamResponse:
    wave = await _wave(visit)
    return visit.draw("wave_open", wave=wave, address=address(visit, wave))


async def open_(visit: Visit) -> web.StreamResponse:
    wave = await _wave(visit)
    try:
        async with visit.along(Act.WAVE_OPENED, wave.code):
            await visit.parts.waves.open(wave.code)
    except SurveyError as error:
        problem = Problem(_why_not(error))
        return visit.draw("wave_open", [problem], wave=wave, address=address(visit, wave))
    return visit.go(f"/waves/{wave.code}")


async def discard(visit: Visit) -> web.StreamResponse:
    wave = await _wave(visit)
    try:
        async with visit.along(Act.WAVE_DISCARDED, f"{wave.code}, {wave.name}"):
            await visit.parts.waves.discard(wave.code)
    except WrongState:  # opened meanwhile; its page says so
        return visit.go(f"/waves/{wave.code}")
    return visit.go("/")


def _why_not(error: SurveyError) -> str:
    match error:
        case NoLead():
            return NO_LEAD
        case StaleSignPosts():
            return f"{of(error).text} Ask who looks after the server."
        case _:
            return of(error).text


# ---------------------------------------------------------------- printed things
async def ask_codes(visit: Visit) -> web.StreamResponse:
    return visit.draw("wave_codes", wave=await _wave(visit), most=MOST_CODES)


async def make_codes(visit: Visit) -> web.StreamResponse:
    """The sheet itself is the answer: the codes are shown this once and cannot be had again."""
    wave = await _wave(visit)
    if problems := _code_problems(visit):
        return visit.draw("wave_codes", problems, wave=wave, most=MOST_CODES)
    number, label = int(visit.form.one("number")), visit.form.one("label")
    subject = f"{wave.code}, {number} for {label or 'anyone'}"
    async with visit.along(Act.CODES_MADE, subject):
        codes = await visit.parts.waves.make_codes(wave.code, number)
    title = f"{wave.survey.title}: {label}" if label else wave.survey.title
    sheet = await visit.desk.make(lambda: code_sheet(title, address(visit, wave), codes))
    return visit.file(sheet, f"{wave.code}-codes.pdf", "application/pdf")


def _code_problems(visit: Visit) -> list[Problem]:
    found = []
    number, label = visit.form.one("number"), visit.form.one("label")
    counted = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0  # noqa: PLR2004 - far above the most
    if not 0 < counted <= MOST_CODES:
        found.append(Problem(f"Enter a number from 1 to {MOST_CODES}", "number"))
    if len(label) > LONGEST_LABEL or not label.isprintable():
        found.append(Problem(f"Use at most {LONGEST_LABEL} letters and signs", "label"))
    return found


async def print_poster(visit: Visit) -> web.StreamResponse:
    wave = await _wave(visit)
    url, telegram = address(visit, wave), username.address(visit.parts.settings, wave.code)
    made = await visit.desk.make(lambda: survey_poster(wave.survey, url, telegram))
    await visit.record(Act.POSTER_MADE, wave.code)
    return visit.file(made, f"{wave.code}-poster.pdf", "application/pdf")


def address(visit: Visit, wave: Wave) -> str:
    return f"{visit.parts.settings.public_url}/s/{wave.code}"


async def _wave(visit: Visit) -> Wave:
    return await visit.parts.waves.one(visit.part("code"))

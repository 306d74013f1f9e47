"""Rounds of priorities: started, moved on, decided, with a plan for each priority chosen."""

from collections.abc import Callable

from aiohttp import web

from bot.console.problems import Problem, of
from bot.console.visit import Visit
from exports.pdf.priorities import Chosen, House, leaflet, poster
from exports.speech import languages
from surveys.errors import SurveyError
from surveys.office.rounds import YEARS, KeptRound, Pitch, Plan, RoundState, Score
from surveys.officers.audit import Act
from surveys.register import Overtaken
from surveys.telling import proof
from surveys.wording import LANGUAGES

LONGEST_YEAR = 4
HARM = (
    "This reads as if somebody may be in danger. If so, do not write it here: tell your "
    "safeguarding lead now, or call 999. If it is about no single person, tick the box"
)


class NothingChosen(SurveyError):
    """No priority is chosen yet. Choose one first."""


async def show(visit: Visit) -> web.StreamResponse:
    return visit.draw("priorities", rounds=await visit.parts.office.priorities.all())


async def ask_new(visit: Visit) -> web.StreamResponse:
    return visit.draw("priorities_start", name="", year=visit.today.year + 1)


async def start(visit: Visit) -> web.StreamResponse:
    name, year = visit.form.one("name"), visit.form.one("year")
    number = int(year) if year.isascii() and year.isdigit() and len(year) == LONGEST_YEAR else 0
    try:
        kept = await visit.parts.office.priorities.start(name, number, visit.officer.name)
    except SurveyError as error:
        return visit.draw("priorities_start", [of(error, "name")], name=name, year=year)
    await visit.record(Act.PRIORITIES_STARTED, kept.id)
    return visit.go(f"/priorities/{kept.id}")


async def one(visit: Visit) -> web.StreamResponse:
    return await draw_one(visit, await find(visit))


async def move(visit: Visit) -> web.StreamResponse:
    """On to the next step: the one that the page showed."""
    round_ = await find(visit)
    if visit.form.one("version") != str(round_.number):
        return await draw_one(visit, round_, of(Overtaken()))
    try:
        async with visit.along(Act.PRIORITIES_MOVED, round_.id):
            await visit.parts.office.priorities.go_on(round_, visit.officer.name)
    except SurveyError as error:
        return await draw_one(visit, await find(visit), of(error))
    return visit.go(f"/priorities/{round_.id}")


async def choose(visit: Visit) -> web.StreamResponse:
    """A priority with its objectives and a measure for each year, or not chosen after all."""
    round_, form = await find(visit), visit.form
    priorities = visit.parts.office.priorities
    proposal = await priorities.proposal(round_, visit.part("proposal"))
    measures = tuple(form.one(f"measure-{place}") for place in range(YEARS))
    plan = Plan(form.one("objectives").replace("\r\n", "\n"), measures)
    words = {"en": Pitch(plan.objectives, "\n".join(measures))}
    chosen = None if form.one("do") == "drop" else plan
    try:
        if form.one("version") != str(proposal.number):
            raise Overtaken
        if chosen and (problem := doubt(visit, words)):
            return await draw_one(visit, round_, problem, asked=proposal.id, words=words)
        async with visit.along(Act.PRIORITY_CHOSEN, f"{round_.id}/{proposal.id}"):
            await priorities.choose(round_, proposal, chosen, visit.officer.name)
    except SurveyError as error:
        return await draw_one(visit, round_, of(error), asked=proposal.id)
    return visit.go(f"/priorities/{round_.id}#p{proposal.id}")


async def print_poster(visit: Visit) -> web.StreamResponse:
    return await _print(visit, "poster", poster)


async def print_leaflet(visit: Visit) -> web.StreamResponse:
    return await _print(visit, "leaflet", leaflet)


async def _print(visit: Visit, name: str, drawn: Callable[..., bytes]) -> web.StreamResponse:
    round_ = await find(visit)
    scores = await visit.parts.office.priorities.scores(round_)
    chosen = [_chosen(each, round_) for each in scores if each.proposal.thing.plan]
    if not chosen:
        raise NothingChosen
    rated = len(await visit.parts.office.priorities.ratings(round_))
    house, it = visit.parts.settings, round_.thing
    asked = visit.request.query.get("language", "en")
    language = asked if asked in languages() else "en"
    whose = House(house.organisation, house.look, language)
    made = await visit.desk.make(lambda: drawn(whose, it.years, chosen, rated))
    await visit.record(Act.POSTER_MADE, round_.id)
    named = name if language == "en" else f"{name}-{language}"
    return visit.file(made, f"priorities-{it.year}-{named}.pdf", "application/pdf")


def _chosen(score: Score, round_: KeptRound) -> Chosen:
    it = score.proposal.thing
    plan = it.plan or Plan()
    lines = [line.strip() for line in plan.objectives.splitlines() if line.strip()]
    measures = zip(round_.thing.years, plan.measures, strict=False)
    return Chosen(it.title, it.why, tuple(lines), tuple((y, m) for y, m in measures if m))


# ---------------------------------------------------------------- shared
async def find(visit: Visit) -> KeptRound:
    """The round of the address. Raises UnknownRound."""
    return await visit.parts.office.priorities.one(visit.part("round"))


def doubt(visit: Visit, words: dict[str, Pitch]) -> Problem | None:
    """Words that tell of somebody wait until whoever wrote them has looked at just these again."""
    if visit.form.one("confirmed") == proof.edition(words):
        return None
    if proof.tells_of_harm(words):
        return Problem(HARM, "confirmed")
    found = proof.spotted(words)
    if not found:
        return None
    said = ", ".join(dict.fromkeys(f"“{each.words}”" for each in found))
    return Problem(
        f"This may tell who somebody is: {said}. Change it, or tick the box", "confirmed"
    )


async def draw_one(
    visit: Visit,
    round_: KeptRound,
    *problems: Problem,
    asked: str = "",
    words: dict[str, Pitch] | None = None,
) -> web.Response:
    """The round at its step. Scores are read only once the rating is closed."""
    priorities, me = visit.parts.office.priorities, visit.officer.name.casefold()
    every, picks = await priorities.proposals(round_), await priorities.picks(round_)
    ratings = await priorities.ratings(round_)
    decided = round_.thing.state is RoundState.DECIDED
    return visit.draw(
        "priorities_round",
        problems,
        round=round_,
        standing=[each for each in every if each.thing.stands],
        merged={e.id: [o for o in every if o.thing.into == e.id] for e in every},
        mine=[each for each in every if each.thing.who.casefold() == me],
        picks=picks,
        my_picks=next((e for e in picks if not e.group and e.who.casefold() == me), None),
        counts=await priorities.counts(round_),
        picked=await priorities.picked(round_),
        rated=len(ratings),
        my_marks=next((e.marks for e in ratings if e.who.casefold() == me), {}),
        languages={each: LANGUAGES[each] for each in languages() if each != "en"},
        scores=await priorities.scores(round_) if decided else (),
        actions=await _actions(visit, round_),
        asked=asked,
        edition=proof.edition(words) if words else "",
    )


async def _actions(visit: Visit, round_: KeptRound) -> dict[str, list[str]]:
    """Numbers of the actions that were raised from each priority."""
    found: dict[str, list[str]] = {}
    for action in await visit.parts.office.actions.all():
        place, _, proposal = action.thing.origin.partition("/")
        if place == round_.id:
            found.setdefault(proposal, []).append(action.id)
    return found

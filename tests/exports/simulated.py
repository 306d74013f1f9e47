"""Made-up surveys, people and waves for the tests of exports."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from moderation.verdict import Route
from surveys.definitions.definition import (
    AgeBand,
    Condition,
    FreeText,
    Locality,
    OneChoice,
    Option,
    Question,
    Scale,
    Several,
    Statement,
    Survey,
)
from surveys.records import (
    Answer,
    Entry,
    HeldBack,
    NoAnswer,
    Passed,
    Picked,
    Response,
    Screened,
    Wave,
    WaveState,
    Withheld,
)

TODAY = date(2026, 3, 20)
BOARD = "Harbour Safeguarding Children Partnership"
POINTS = tuple(
    Option(key, text)
    for key, text in (
        ("5", "Very safe"),
        ("4", "Quite safe"),
        ("3", "In between"),
        ("2", "Quite unsafe"),
        ("1", "Very unsafe"),
    )
)
AREAS = ("Harbour", "Old Town", "Northgate", "Millfield", "Eastbrook", "Hillside")
NEIGHBOURS = {"a0": "a1", "a1": "a0", "a2": "a3", "a3": "a2", "a4": "a5", "a5": "a4"}


def options(*texts: str, prefix: str = "o") -> tuple[Option, ...]:
    return tuple(Option(f"{prefix}{n}", text) for n, text in enumerate(texts))


def scale(key: str, text: str) -> Scale:
    return Scale(key=key, text=text, options=POINTS)


def pulse(areas: Sequence[str] = AREAS, title: str = "How safe do you feel?") -> Survey:
    """Every kind of question, a branch, two breakdowns."""
    questions: tuple[Question, ...] = (
        Statement(key="hello", text="Thank you for taking part."),
        scale("home", "How safe do you feel at home?"),
        scale("dark", "How safe do you feel in your area after dark?"),
        scale("online", "How safe do you feel online?"),
        OneChoice(key="told", text="Have you told anyone?", options=options("Yes", "No")),
        Several(
            key="who",
            text="Who did you tell?",
            options=options("A friend", "A parent or carer", "A teacher"),
            ask_if=Condition("told", frozenset({"o0"})),
        ),
        Several(
            key="better",
            text="What would make you feel safer?",
            options=options("Lighting", "Police nearby", "More to do", "Later buses"),
        ),
        FreeText(key="words", text="What else should we know?", cap=500),
        Locality(key="area", text="Where do you live?", options=options(*areas, prefix="a")),
        AgeBand(key="age", text="How old are you?", options=options("11-13", "14-15", "16-18")),
    )
    return Survey(
        key="pulse",
        title=title,
        audience="young people",
        intro="",
        questions=questions,
        breakdowns=("area", "age"),
        merges={
            "area": {k: v for k, v in NEIGHBOURS.items() if int(k[1:]) < len(areas)},
            "age": {"o0": "o1", "o1": "o2", "o2": "o1"},
        },
    )


def closed(survey: Survey, entry: Entry = Entry.LINK, **changes: Any) -> Wave:
    facts: dict[str, Any] = {
        "id": "w1",
        "code": "spring",
        "name": "Spring 2026",
        "survey": survey,
        "state": WaveState.CLOSED,
        "entry": entry,
        "public_key": b"",
        "sealed_size": 4096,
        "opened_on": date(2026, 3, 2),
        "closed_on": date(2026, 3, 13),
    }
    return Wave(**(facts | changes))


def people(survey: Survey, number: int, seed: int = 1) -> list[Response]:
    """So many who answered, some of them leaning, most of them in the first areas."""
    deal = random.Random(seed)
    return [one(survey, deal) for _ in range(number)]


def one(survey: Survey, deal: random.Random) -> Response:
    answers: dict[str, Answer] = {}
    lean = deal.random()
    for question in survey.questions:
        if not isinstance(question, Statement) and asked(question, answers):
            answers[question.key] = answer(question, deal, lean)
    return Response(answers)


def asked(question: Question, answers: Mapping[str, Answer]) -> bool:
    if question.ask_if is None:
        return True
    match answers.get(question.ask_if.question):
        case Picked(keys):
            return bool(question.ask_if.answers & set(keys))
        case _:
            return False


def answer(question: Question, deal: random.Random, lean: float) -> Answer:
    if deal.random() < 0.06:
        return Passed(deal.choice(list(NoAnswer)))
    match question:
        case Scale(options=points):
            weights = [1 + 6 * lean, 4, 3, 2, 1.2 - lean]
            return Picked((deal.choices(points, weights)[0].key,))
        case Several(options=some):
            return Picked(tuple(o.key for o in some if deal.random() < 0.4) or (some[0].key,))
        case FreeText():
            texts: list[Answer] = [Screened("Words.", Route.PUBLISH), HeldBack(), Withheld()]
            return deal.choices(texts, [80, 15, 5])[0]
        case OneChoice(options=some) | Locality(options=some) | AgeBand(options=some):
            weights = [1 / (n + 2) for n in range(len(some))]
            return Picked((deal.choices(some, weights)[0].key,))
        case _:
            raise AssertionError(question)

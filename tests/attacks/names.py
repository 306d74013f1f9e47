"""What an attacker calls each count of a wave, and what each of them truly is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from surveys.definitions.definition import Picking, Question, Scale, Survey
from surveys.records import HeldBack, Passed, Picked, Response, Screened
from tests.exports.attacker import PASSES, UNSAID

ASKED, PEOPLE = "(asked)", "(people)"
Name = tuple[str, ...]
Sum = dict[Name, int]
WORDS = {
    Screened: "Wrote something that can be read",
    HeldBack: "Wrote something that waits for an officer to read it",
}
LEADS = "Wrote something that went to the safeguarding leads"
PASSED = {why: label for label, why in PASSES.items()}
NOT_SAID = {by: label for label, by in UNSAID.items()}


def ends(question: Scale) -> dict[str, tuple[str, str]]:
    said = [option.text for option in question.options]
    pairs = ((said[0], said[1]), (said[3], said[4]))
    return {f"“{a}” or “{b}”": (a, b) for a, b in pairs}


def rows_of(question: Question) -> list[str]:
    """All answers to a question that are counted."""
    texts = [*WORDS.values(), LEADS, "Wrote something that an officer kept out"]
    own = [o.text for o in question.options] if isinstance(question, Picking) else texts
    return [*own, *PASSES]


def split(label: str) -> list[str]:
    """The groups that are counted as one under such a name."""
    return [label] if label in UNSAID else label.replace(" and ", ", ").split(", ")


def labels(question: Question, answer: object) -> list[str]:
    match answer:
        case None:
            return []
        case Passed(why):
            return [PASSED[why]]
        case Picked(keys) if isinstance(question, Picking):
            return [option.text for option in question.options if option.key in keys]
        case Screened() | HeldBack():
            return [WORDS[type(answer)]]
        case _:
            return [LEADS]


def truth(survey: Survey, wave: str, responses: Sequence[Response]) -> Counter[Name]:
    """Every count of a wave, from the answers; of scales their two ends as well."""
    found: Counter[Name] = Counter({(wave, PEOPLE): len(responses)})
    places = {by: [_place(survey, by, each) for each in responses] for by in survey.breakdowns}
    for by, lived in places.items():
        found.update({(wave, by, place): number for place, number in Counter(lived).items()})
    for question in survey.questions:
        if question.key not in survey.breakdowns:
            said = [each.answers.get(question.key) for each in responses]
            found.update(dict(_of_question(wave, question, said, places)))
    return +found


def _place(survey: Survey, by: str, response: Response) -> str:
    given = response.answers.get(by)
    known = labels(survey.question(by), given) if isinstance(given, Picked) else []
    return known[0] if known else NOT_SAID[by]


def _of_question(
    wave: str, question: Question, said: Sequence[object], places: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Name, int]]:
    """Each different answer is looked at once, whoever gave it; one that was not asked is None."""
    numbers: dict[object, int] = {}
    answers = [numbers.setdefault(answer, len(numbers)) for answer in said]
    meant = [_meant(question, answer) for answer in numbers]
    yield (wave, question.text, ASKED), sum(answer is not None for answer in said)
    yield from _added((wave, question.text), meant, Counter((n, "") for n in answers))
    for by, lived in places.items():
        yield from _added(
            (wave, question.text), meant, Counter(zip(answers, lived, strict=True)), by
        )


def _added(
    name: Name, meant: Sequence[Sequence[str]], counts: Mapping[tuple[int, str], int], by: str = ""
) -> Iterator[tuple[Name, int]]:
    found: Counter[Name] = Counter()
    for (answer, place), number in counts.items():
        where = (by, place) if by else ()
        for each in meant[answer]:
            found[*name, each, *where] += number
    yield from found.items()


def _meant(question: Question, answer: object) -> list[str]:
    said = labels(question, answer)
    if not isinstance(question, Scale):
        return said
    return said + [end for end, both in ends(question).items() if {*said} & {*both}]

"""Someone who holds the answers, the report and the rules, and looks for what should not be there.

Everything is counted again from the responses, in the plainest way, with none of the program's own
counting. `faults` names each number that breaks a rule; `told` each hidden one that a single sum
on the page gives away.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports.report import Report, SafeTable, Shown
from exports.tables.lines import EVERYONE, Line, lines
from surveys.definitions.definition import FreeText, Picking, Question, Scale, Several, Survey
from surveys.records import (
    Answer,
    HeldBack,
    NoAnswer,
    Passed,
    Picked,
    Response,
    Screened,
    Withheld,
)

PASSES = {
    "Skipped it": NoAnswer.SKIPPED,
    "“I don’t know”": NoAnswer.DONT_KNOW,
    "“I’d rather not say”": NoAnswer.RATHER_NOT,
}
TEXTS: dict[str, type | tuple[type, ...]] = {
    "Wrote something that can be read": Screened,
    "Wrote something that waits for an officer to read it": HeldBack,
    "Wrote something that went to the safeguarding leads": Withheld,
    "Wrote something that an officer kept out": (),
}
UNSAID = {"Area not given": "area", "Age not given": "age"}


@dataclass(frozen=True)
class Exact:
    """One line of the report and the truth behind it. `overall` is the measure in all groups."""

    line: Line
    count: int
    base: int
    overall: int


def exact(survey: Survey, responses: Sequence[Response], report: Report) -> list[Exact]:
    """Of every line, and of those that the report names because it has no number of them."""
    every = (*lines(report), *_left_out(survey, report))
    return [_exact(survey, responses, line) for line in every]


def _left_out(survey: Survey, report: Report) -> Iterator[Line]:
    """The groups of a breakdown that have no line, and the answers that have no column."""
    for section, table in report.tables():
        if not table.is_breakdown:
            continue
        gone = [name for name in table.left_out if _is_group(survey, name)]
        columns = [(column.question, column.answer) for column in table.columns]
        others = [_column(survey, table, name) for name in table.left_out if name not in gone]
        bases = {row.label: row.base for row in table.rows}
        lost = [(group, *column) for group in gone for column in (*columns, *others)]
        lost += [(group, *column) for group in bases for column in others]
        for group, question, answer in lost:
            base = bases.get(group)
            of = base.count if isinstance(base, Shown) else None
            yield Line(section, question, answer, group, None, None, of, "left out")


def _is_group(survey: Survey, name: str) -> bool:
    first = name.replace(" and ", ", ").split(", ")[0]
    return name in UNSAID or any(first in _options(survey.question(b)) for b in survey.breakdowns)


def _column(survey: Survey, table: SafeTable, name: str) -> tuple[str, str]:
    """The question and the answer of a column: an option, or a scale under its short name."""
    first = table.columns[0]
    if " or " not in first.answer:
        return first.question, name
    scales = (q.text for q in survey.questions if isinstance(q, Scale))
    return next(text for text in scales if name.lower() in text.lower()), first.answer


def _exact(survey: Survey, responses: Sequence[Response], line: Line) -> Exact:
    everyone = len(responses)
    question = next((q for q in survey.questions if q.text == line.question), None)
    if question is None:
        return Exact(line, everyone, everyone, everyone)
    if question.key in survey.breakdowns:
        size = sum(_belongs(survey, line.answer, response) for response in responses)
        return Exact(line, size, everyone, size)
    asked = [r for r in responses if question.key in r.answers]
    said = [_said(question, line.answer, r.answers[question.key]) for r in asked]
    inside = [line.group == EVERYONE or _belongs(survey, line.group, r) for r in asked]
    both = sum(a and b for a, b in zip(said, inside, strict=True))
    return Exact(line, both, sum(inside), sum(said))


def _belongs(survey: Survey, label: str, response: Response) -> bool:
    """Whether someone is in the group of that name: "Hillside", "Eastbrook and Hillside"."""
    if label in UNSAID:
        return not isinstance(response.answers.get(UNSAID[label]), Picked)
    names = set(label.replace(" and ", ", ").split(", "))
    return any(
        _names(survey.question(by), response.answers.get(by)) & names for by in survey.breakdowns
    )


def _names(question: Question, given: Answer | None) -> set[str]:
    if not isinstance(question, Picking) or not isinstance(given, Picked):
        return set()
    return {option.text for option in question.options if option.key in given.keys}


def _said(question: Question, answer: str, given: Answer) -> bool:
    if answer in PASSES:
        return given == Passed(PASSES[answer])
    if isinstance(question, FreeText):
        return isinstance(given, TEXTS[answer])
    named = answer.strip("“”").split("” or “")
    return bool(_names(question, given) & set(named))


# ---------------------------------------------------------------- rules broken by one number
def faults(truths: Sequence[Exact]) -> list[str]:
    """Each number that should not be as it is, with the rule it breaks."""
    return [f"{rule}: {truth}" for truth in truths for rule in _broken(truth)]


def _broken(truth: Exact) -> Iterator[str]:
    line, base = truth.line, truth.base
    if line.base is not None and line.base != nearest_five(base):
        yield "R6 base not rounded"
    if line.group != EVERYONE and line.base is not None and base < 10:
        yield "R2 small group"
    if line.count is not None:
        yield from _bad_count(truth)
    if line.percent is not None:
        yield from _bad_percent(line, base)


def _bad_count(truth: Exact) -> Iterator[str]:
    line, count = truth.line, truth.count
    if count <= 7:
        yield "R3 small number"
    if truth.base - count <= 7 and line.question != "People who took part":
        yield "R4 all but a small number"
    if line.count != nearest_five(count):
        yield "R3 not rounded"
    if line.group not in {EVERYONE, ""} and truth.overall < 20:
        yield "R5 measure of few divided"


def _bad_percent(line: Line, base: int) -> Iterator[str]:
    if base < 30:
        yield "R2 percentage of a small base"
    if line.base is None or line.count is None or line.percent is None:
        yield "R6 percentage of nothing"
    elif line.percent != int(100 * line.count / line.base + 0.5) or line.percent > 100:
        yield "R6 percentage of other numbers"


def nearest_five(number: int) -> int:
    return 5 * int((number + 2.5) // 5)


# ---------------------------------------------------------------- hidden numbers worked out
@dataclass(frozen=True)
class Total:
    """What the page says of a sum: the interval of all its parts, and how many each can be.

    `most` stands in the order of `parts`.
    """

    low: int
    high: int
    parts: Sequence[Exact]
    most: Sequence[int]


def told(survey: Survey, truths: Sequence[Exact]) -> list[str]:
    """Small hidden numbers that one sum gives away.

    The sums: answers of a question over everyone; groups of a breakdown over a measure. A hidden
    number must still be able to be nought and to be at least five values, for a reader who knows
    the rules and how large each base can be. Why a number is hidden nobody knows: it may be
    small, nearly its whole base, or there to cover another.
    """
    return [problem for total in _sums(survey, truths) for problem in _solved(total)]


def _sums(survey: Survey, truths: Sequence[Exact]) -> Iterator[Total]:
    whole: dict[str, list[Exact]] = defaultdict(list)
    sizes: dict[str, list[Exact]] = defaultdict(list)
    divided: dict[tuple[str, str, str], list[Exact]] = defaultdict(list)
    for truth in truths:
        if truth.line.group == EVERYONE:
            whole[truth.line.question].append(truth)
        elif not truth.line.group:
            sizes[truth.line.question].append(truth)
        else:
            by = _breakdown(survey, truth.line.group)
            divided[truth.line.question, truth.line.answer, by].append(truth)
    several = {q.text for q in survey.questions if isinstance(q, Several)}
    for question, parts in whole.items():
        if question not in {*several, "People who took part"} and parts[0].line.base is not None:
            yield _of_base(behind(parts[0].line.base, 10), parts)
    groups: dict[str, int] = {}
    everyone = 0
    for parts in sizes.values():
        total = _of_base(behind(nearest_five(parts[0].base), 10), parts)
        yield total
        everyone = max(everyone, total.high)
        groups |= {part.line.answer: n for part, n in zip(parts, total.most, strict=True)}
    for (question, _, _), parts in divided.items():
        low, high = _total(survey, whole[question], parts[0].line, everyone)
        yield Total(low, high, parts, [_most(part, groups) for part in parts])


def _of_base(total: tuple[int, int], parts: Sequence[Exact]) -> Total:
    """Parts of which none is more than what the shown ones leave of the whole."""
    left = total[1] - sum(_known(part)[0] for part in parts if part.line.count is not None)
    return Total(*total, parts, [left if p.line.count is None else _known(p)[1] for p in parts])


def _most(part: Exact, groups: Mapping[str, int]) -> int:
    """Nobody says more than there are people in the group."""
    return int(min(groups[part.line.group], _base(part)))


def _breakdown(survey: Survey, label: str) -> str:
    first = label.replace(" and ", ", ").split(", ")[0]
    owners = (by for by in survey.breakdowns if first in _options(survey.question(by)))
    return UNSAID.get(label) or next(owners)


def _options(question: Question) -> set[str]:
    return {o.text for o in question.options} if isinstance(question, Picking) else set()


def _total(survey: Survey, rows: Sequence[Exact], line: Line, everyone: int) -> tuple[int, int]:
    """What the page tells of a measure over everyone: a row, or two points of a scale.

    Where it has no such row, it may be true of nobody and of everyone.
    """
    scale = any(isinstance(q, Scale) for q in survey.questions if q.text == line.question)
    named = line.answer.strip("“”").split("” or “") if scale else [line.answer]
    known = [_known(row) for row in rows if row.line.answer in named]
    if len(known) < len(named):
        return 0, everyone
    return sum(low for low, _ in known), sum(high for _, high in known)


def _known(truth: Exact) -> tuple[int, int]:
    if truth.line.count is not None:
        return behind(truth.line.count, 8)
    return 0, truth.base + 10 if truth.line.base is None else behind(truth.line.base, 10)[1]


def behind(shown: int, least: int) -> tuple[int, int]:
    return max(shown - 2, least), shown + 2


def _solved(total: Total) -> Iterator[str]:
    """What is left for each hidden part, the others being as many, or as few, as they can be."""
    shown = [_known(part) for part in total.parts if part.line.count is not None]
    hidden = [
        (part, most)
        for part, most in zip(total.parts, total.most, strict=True)
        if part.line.count is None
    ]
    high = total.high - sum(low for low, _ in shown)
    low = total.low - sum(high for _, high in shown)
    room = sum(most for _, most in hidden)
    for part, most in hidden:
        yield from _given_away(part, max(low - (room - most), 0), min(most, high))


def _base(part: Exact) -> float:
    """So many there are at most of whom it may be true."""
    return float("inf") if part.line.base is None else behind(part.line.base, 10)[1]


def _given_away(part: Exact, least: int, most: int) -> Iterator[str]:
    if part.count <= 7 and least > 0:
        yield f"told not to be nought: {part}"
    if part.count <= 7 and most - least < 4:
        yield f"told to within {most - least + 1} values: {part}"
    if part.base - part.count <= 7 < part.count and _base(part) - least <= 7:
        yield f"told to be nearly everyone: {part}"

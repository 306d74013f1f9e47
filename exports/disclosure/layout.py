"""The numbers of a report laid out with the sums that tie them, and decided on, one by one.

R2-R5 decide what each number may do by itself; `settling` then hides more until nothing hidden can
be worked out (R8). The sums: answers of a question to its base, groups to the whole, points of a
scale to its ends, those a branch led on to those who chose it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from exports.disclosure.aggregate import Band, Counts, Mention, Said, Tally, Words, may_divide
from exports.disclosure.bounds import Page
from exports.disclosure.figures import Figure
from exports.disclosure.groups import Group, divide
from exports.disclosure.keys import REST, THEMES, Key, named
from exports.disclosure.policy import Policy
from exports.disclosure.settling import hide
from surveys.definitions.definition import (
    AgeBand,
    FreeText,
    Locality,
    Picking,
    Question,
    Scale,
    Several,
    Survey,
)
from surveys.records import NoAnswer

FEWEST_GROUPS = 2
"""With one group there is nothing to compare, and the rest of the wave would be the other."""


@dataclass(frozen=True, slots=True)
class Member:
    """A group and its size on the page."""

    group: Group
    size: Figure


@dataclass(frozen=True, slots=True)
class Answers:
    """One question: those asked, and how many each row is true of."""

    base: Figure
    rows: Mapping[Mention, Figure]


Division = Mapping[Mention, tuple[Figure, ...]]
"""One question divided: for each measure a figure for each member, in their order."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Every number of the page, decided on."""

    people: Figure
    members: Mapping[str, tuple[Member, ...]]
    answers: Mapping[str, Answers]
    divisions: Mapping[tuple[str, str], Division]


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that might be shown, with the lines along which groups are compared."""

    page: Page
    layout: Layout

    @property
    def lines(self) -> list[tuple[Figure, ...]]:
        return [cells for each in self.layout.divisions.values() for cells in each.values()]

    def shown(self) -> frozenset[Key]:
        return frozenset(f.key for f in self.page.figures if f.shown and f.key is not None)


Joins = Mapping[str, Sequence[tuple[str, str]]]
"""By breakdown, neighbours that an officer has put together, both by option key."""

NO_JOINS: Joins = MappingProxyType({})


def draft(survey: Survey, counts: Counts, page: Page, joins: Joins = NO_JOINS) -> Draft:
    """Lay one wave out on an empty page: what each number may do by itself (R2-R5)."""
    people = page.whole_wave(counts.people)
    members = {
        by: _members(page, people, survey, counts, by, joins.get(by, ()))
        for by in survey.breakdowns
    }
    answers = _all_answers(page, people, survey, counts)
    divisions = {
        (by, key): _division(page, survey, counts, answers[key], by, key, members[by])
        for by in members
        for key in answers
        if may_divide(survey, key) and (page.ghost or _comparable(members[by]))
    }
    return Draft(page, Layout(people, members, answers, divisions))


# ---------------------------------------------------------------- groups
def _members(  # noqa: PLR0913, PLR0917  # as _division
    page: Page,
    people: Figure,
    survey: Survey,
    counts: Counts,
    by: str,
    joined: Sequence[tuple[str, str]],
) -> tuple[Member, ...]:
    """The groups of a breakdown. One that must hide alone takes its smallest neighbour along."""
    question = survey.question(by)
    options = question.options if isinstance(question, Picking) else ()
    merges, sizes = survey.merges.get(by, {}), counts.sizes[by]
    groups = divide(options, merges, sizes, page.policy, _unsaid(question), joined)
    own = Page(page.policy, [people], again=page.again, ghost=page.ghost)
    members = tuple(
        Member(g, own.figure(g.size, people, Key(by=by, groups=g.keys), is_base=True))
        for g in groups
    )
    own.tie(people, (member.size for member in members), whole=True)
    _hide_with_a_neighbour([member.size for member in members[:-1]], page.policy)
    own.protect()
    if not _comparable(members):
        for member in members:
            member.size.hide()
    page.figures.extend(own.figures[1:])
    page.sums.extend(own.sums)
    for member in members:
        member.size.fixed = True
    return members


def _unsaid(question: Question) -> str:
    match question:
        case Locality():
            return "Area not given"
        case AgeBand():
            return "Age not given"
        case _:
            return "Not given"


def _hide_with_a_neighbour(sizes: Sequence[Figure], policy: Policy) -> None:
    hidden = [size for size in sizes if not size.shown]
    shown = [size for size in sizes if size.shown]
    if len(hidden) == 1 and shown:
        min(shown, key=lambda size: policy.round(size.value)).hide()


def _comparable(members: Sequence[Member]) -> bool:
    return sum(member.size.shown for member in members) >= FEWEST_GROUPS


# ---------------------------------------------------------------- whole questions
def _all_answers(page: Page, people: Figure, survey: Survey, counts: Counts) -> dict[str, Answers]:
    answers: dict[str, Answers] = {}
    for question in survey.questions:
        if question.key in counts.questions and question.key not in survey.breakdowns:
            tally = counts.questions[question.key]
            answers[question.key] = _answers(page, people, question, tally)
            _tie_branch(page, question, answers)
    _tie_themes(page, survey, answers)
    return answers


def _answers(page: Page, people: Figure, question: Question, tally: Tally) -> Answers:
    base = page.same(tally.asked, people, Key(question.key))
    rows = {
        row: page.figure(tally.counts[row], base, Key(question.key, named(row)))
        for row in rows_of(question)
    }
    if not base.shown:
        hide(rows.values())
    if not isinstance(question, Several):
        page.tie(base, rows.values(), whole=True)
        _hide_with_a_neighbour(list(rows.values()), page.policy)
    else:
        _order(page, base, rows)
    return Answers(base, rows)


def _order(page: Page, base: Figure, rows: Mapping[Mention, Figure]) -> None:
    """Who did not answer chose nothing, and everybody else chose something."""
    passed = [figure for row, figure in rows.items() if isinstance(row, NoAnswer)]
    chosen = [figure for row, figure in rows.items() if not isinstance(row, NoAnswer)]
    for figure in chosen:
        page.order([base], [figure, *passed])
    page.order([*chosen, *passed], [base])


def _tie_themes(page: Page, survey: Survey, answers: Mapping[str, Answers]) -> None:
    """Only who wrote something that can be read wrote about a theme."""
    if (themes := answers.get(THEMES)) is None:
        return
    asked = (q.key for q in survey.questions if isinstance(q, FreeText) and q.key in answers)
    readable = [answers[key].rows[Words.READABLE] for key in asked]
    passed = [figure for row, figure in themes.rows.items() if isinstance(row, NoAnswer)]
    page.order([*readable, *passed], [themes.base])


def _tie_branch(page: Page, question: Question, answers: Mapping[str, Answers]) -> None:
    """Those asked are those who chose what leads here, and that is on the page as well."""
    if question.ask_if is None or question.ask_if.question not in answers:
        return
    rows = answers[question.ask_if.question].rows
    chosen = [rows[Said(key)] for key in sorted(question.ask_if.answers) if Said(key) in rows]
    base = answers[question.key].base
    if chosen and base.value == sum(figure.value for figure in chosen):
        page.tie(base, chosen)


def rows_of(question: Question) -> tuple[Mention, ...]:
    """What is counted for a question, in the order of the page."""
    if isinstance(question, FreeText):
        return (*Words, *NoAnswer)
    return (*_options(question), *NoAnswer)


def _options(question: Question) -> tuple[Said, ...]:
    options = question.options if isinstance(question, Picking) else ()
    return tuple(Said(option.key) for option in options)


# ---------------------------------------------------------------- questions by group
def measures_of(question: Question) -> tuple[Mention, ...]:
    """What is compared between groups: the two ends of a scale, or each option."""
    return tuple(Band) if isinstance(question, Scale) else _options(question)


def _division(  # noqa: PLR0913, PLR0917  # one cell needs its question, its group and both totals
    page: Page,
    survey: Survey,
    counts: Counts,
    answers: Answers,
    by: str,
    key: str,
    members: Sequence[Member],
) -> Division:
    question, tally = survey.question(key), counts.questions[key]
    found = [_together(counts.groups[by], member.group, key) for member in members]
    division = {
        measure: tuple(
            _cell(page, counted[measure], member, Key(key, name, by, member.group.keys))
            for counted, member in zip(found, members, strict=True)
        )
        for measure in measures_of(question)
        for name in (named(measure),)
    }
    for measure, cells in division.items():
        overall = _overall(page, question, answers, measure, tally)
        if overall.value < page.policy.breakdown_from:
            hide(cells)
        page.tie(overall, cells, least=page.policy.breakdown_from)
    if not isinstance(question, Several):
        _tie_groups(page, members, division, Key(key, REST, by))
    return division


def _together(
    groups: Mapping[str, Mapping[str, Tally]], group: Group, key: str
) -> Counter[Mention]:
    found = [groups[name][key].counts for name in group.keys if key in groups.get(name, {})]
    return found[0] if len(found) == 1 else sum(found, Counter[Mention]())


def _cell(page: Page, value: int, member: Member, key: Key) -> Figure:
    """In a hidden group every cell is hidden."""
    figure = page.figure(value, member.size, key)
    if not member.size.shown:
        figure.hide()
    return figure


def _overall(
    page: Page, question: Question, answers: Answers, measure: Mention, tally: Tally
) -> Figure:
    """The whole of a measure: a row of the question, or two points of a scale added."""
    if measure in answers.rows or not isinstance(question, Scale):
        return answers.rows[measure]
    points = question.options[:2] if measure is Band.BEST else question.options[-2:]
    key = Key(question.key, named(measure))
    ends = page.unprinted(tally.counts[measure], answers.base, key)
    page.tie(ends, [answers.rows[Said(point.key)] for point in points])
    return ends


def _tie_groups(page: Page, members: Sequence[Member], division: Division, key: Key) -> None:
    """In each group the measures and the rest, which is nowhere printed, make up its size."""
    for place, member in enumerate(members):
        cells = [figures[place] for figures in division.values()]
        value = member.size.value - sum(cell.value for cell in cells)
        rest = page.unprinted(value, member.size, key._replace(groups=member.group.keys))
        page.tie(member.size, (*cells, rest), whole=True)

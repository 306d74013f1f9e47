"""The board paper, piece by piece: what is decided first, what it rests on, tables behind.

Word, PDF and the web page draw these pieces, so that none can say what another does not.
"""

from collections.abc import Callable, Iterator, Sequence

from exports.labels import sentence
from exports.paper import found, grids, promised
from exports.paper.blocks import Block, Facts, Grid, Letters, Picture, Quoted, Said, Section
from exports.report import (
    MARK,
    Breakdown,
    Report,
    SafeTable,
    Theme,
)
from exports.undertaken import Action, Standing

MOST_UNMET = 5
MOST_THEMES = 4
"""So many themes are told in words, twelve in the chart above them; all are in the appendix."""


def blocks(report: Report) -> Iterator[Block]:
    """The whole paper in its order, pictures counted."""
    drawn = 0
    for block in _all(report):
        if isinstance(block, Picture):
            drawn += 1
            yield Picture(drawn, block.chart)
        else:
            yield block


def numbered(report: Report) -> Iterator[tuple[str, Block]]:
    """The same with the numbers that Word counts by itself: 2. for a section, 2.1 under it."""
    section = paragraph = 0
    for block in blocks(report):
        match block:
            case Section():
                section, paragraph = section + 1, 0
                yield f"{section}.", block
            case Said():
                paragraph += 1
                yield f"{section}.{paragraph}", block
            case _:
                yield "", block


def _all(report: Report) -> Iterator[Block]:
    yield Facts(tuple(facts(report)))
    if report.small:
        yield from _section(report.say("What can be reported"), (report.small,))
        yield from _asks(report)
    for part in STANDING_ALONE if report.small else PARTS:
        yield from part(report)


def facts(report: Report) -> Iterator[tuple[str, str]]:
    """The title block. What nobody gave is to be filled in by hand; it says so in brackets."""
    block, say = report.block, report.say
    yield say("Report to"), block.meeting or block.organisation
    if block.meeting_on:
        yield say("Meeting"), report.day(block.meeting_on)
    yield say("Date of report"), report.day(block.made_on)
    yield say("Report of"), block.report_of or say("[name and post of the author]")
    yield say("Contact"), block.contact or say("[name, telephone and e-mail]")
    yield say("Area"), block.area or say("All areas")
    yield say("Purpose"), say(PURPOSES[block.purpose])
    yield say("Survey open"), block.period
    yield say("Status"), block.status
    yield say("Reference"), say("{id}, wave {code}", id=report.id, code=block.reference)


PURPOSES = {"decision": "For decision", "discussion": "For discussion", "noting": "For noting"}


# ---------------------------------------------------------------- what is asked of the board
def _front(report: Report) -> Iterator[Block]:
    say = report.say
    yield from _section(say("Purpose"), report.purpose)
    yield from _asks(report)
    yield from _section(say("Summary"), report.summary[:1])
    if report.summary[1:]:
        yield Letters(report.summary[1:])


def _asks(report: Report) -> Iterator[Block]:
    say = report.say
    yield from _section(say("Recommendations"), (say("The Board is asked to:"),))
    yield Letters(report.recommendations)


def _background(report: Report) -> Iterator[Block]:
    yield from _section(report.say("Background"), (*report.background, *report.answered))
    for part in report.who:
        yield Said(part.says, sentence(part.heading))


# ---------------------------------------------------------------- what was found
def _themes(report: Report) -> Iterator[Block]:
    more = report.more
    if not more.themes:
        return
    yield Section(report.say("What {people} wrote about"))
    for part in more.theme_tables:
        if part.chart and part.chart.compares:
            yield Said(sentence(part.chart.heading))
        yield from found.comparing(report, part.chart)
    for theme in more.themes[:MOST_THEMES]:
        yield from _theme(theme)
    if left := len(more.themes[MOST_THEMES:]):
        yield Said(report.say("Other themes, in the appendix: {number}.", number=left))


def _theme(theme: Theme) -> Iterator[Block]:
    says = " ".join(part for part in (theme.says, theme.where, theme.trend) if part)
    yield Said(says, sentence(theme.heading))
    for quote in theme.quotes:
        yield Quoted(quote.text, quote.by, quote.language)


def _compared(report: Report) -> Iterator[Block]:
    if report.breakdowns:
        yield Section(report.say("Differences between groups"))
    for part in (each for each in report.breakdowns if each.clear):
        yield Said(part.says, sentence(part.finding))
        yield from found.picture(report, part.chart)
    unclear: dict[str, list[str]] = {}
    for part in (each for each in report.breakdowns if not each.clear):
        unclear.setdefault(part.says, []).append(part.heading)
    for says, headings in unclear.items():
        yield Said(says, sentence("; ".join(headings)))
    if report.more.changes:
        yield Section(report.say("Changes since earlier waves"))
    for part in report.more.changes:
        if part.clear or part is report.more.over_time:
            yield Said(part.says, sentence(part.heading))
            yield from found.picture(report, part.chart)
    yield from _unchanged(report)


def _unchanged(report: Report) -> Iterator[Block]:
    """The questions whose answers stand as they stood, in one paragraph."""
    still = [part for part in report.more.trends if not part.clear]
    if len(still) == 1:
        yield Said(still[0].says, sentence(still[0].heading))
    elif still:
        told = report.say(
            "Since {wave} no answer shown has changed by more than chance may explain, for these "
            "questions: {questions}",
            wave=still[0].table.rows[0].label,
            questions="; ".join(f"“{_short(report, part)}”" for part in still),
        )
        yield Said(sentence(told), sentence(report.say("No clear change")))


def _short(report: Report, part: Breakdown) -> str:
    """As its line is called in the picture of all scales, where it stands in that."""
    drawn = report.more.over_time
    names = {each.question: each.label for each in drawn.table.columns} if drawn else {}
    return names.get(part.heading, part.heading)


# ---------------------------------------------------------------- what is being done
def _done(report: Report) -> Iterator[Block]:
    say = report.say
    if report.more.done or report.more.unmet:
        yield Section(say("You said, we did"))
    told = promised.in_brief(report.more.done)
    for promise in told:
        said = say("You said: {said}", said=sentence(promise.said))
        asked = say("We asked: {asked}", asked=sentence(promise.asked)) if promise.asked else ""
        did = say("We did ({day}): {did}", day=report.day(promise.on), did=sentence(promise.did))
        yield Said(f"{did} {promise.says}".strip(), f"{asked} {said}".strip())
    if told != report.more.done:
        number = len(report.more.done)
        yield Said(say("All {number} updates stand in full in the appendix.", number=number))
    if report.more.unmet:
        yield Said(_unmet(report))


def _unmet(report: Report) -> str:
    """The themes nobody has an action for, those most people wrote about first."""
    named, say = report.more.unmet[:MOST_UNMET], report.say
    told = say("No action yet on: {themes}.", themes="; ".join(named))
    if left := len(report.more.unmet) - len(named):
        told += " " + say("Other themes without an action: {number}.", number=left)
    return told


def _target(report: Report) -> Iterator[Block]:
    """What an evaluation aims for, with the line in its chart."""
    target = report.more.target
    if target is None:
        return
    yield Section(report.say("Against the target"))
    yield Said(target.says, sentence(target.question))
    yield from found.picture(report, target.chart)


def _years(report: Report) -> Iterator[Block]:
    if report.more.years:
        yield Section(report.say("Section by section, over the years"))
    for part in report.more.years:
        yield Said(part.says, sentence(part.heading))
        yield from found.picture(report, part.chart)


def _decided(report: Report) -> Iterator[Block]:
    """What the board decided last, and what became of it."""
    before, say = report.more.decided, report.say
    if before is None:
        return
    yield Section(say("What became of the last decisions"))
    caption = say("Decided by {meeting}, {day}.", meeting=before.meeting, day=report.day(before.on))
    columns = (say("Lead"), say("Status"), say("What became of it"))
    lines = tuple((e.what, e.lead or "–", e.standing, e.outcome or "–") for e in before.lines)
    yield Grid(caption, say("Decision"), columns, lines, 9)


def _measures(report: Report) -> Iterator[Block]:
    """How much, how well, is anyone better off: one paragraph each."""
    if report.more.measures:
        yield Section(report.say("Three measures"))
    for measure in report.more.measures:
        yield Said(" ".join(measure.says), measure.question)


def _actions(report: Report) -> Iterator[Block]:
    open_ones = [each for each in report.more.actions if each.standing is not Standing.DONE]
    if not open_ones:
        return
    say = report.say
    yield Section(say("Outstanding actions"))
    columns = (say("Lead"), say("Due"), say("Status"))
    lines = tuple(_action(report, each) for each in open_ones)
    yield Grid(say("Actions that are not closed yet."), say("Action"), columns, lines, 9)


def _action(report: Report, action: Action) -> tuple[str, ...]:
    due = report.day(action.due) if action.due else report.say("no date")
    return action.what, action.lead, due, report.say(STANDINGS[action.standing])


STANDINGS = {Standing.OVERDUE: "overdue", Standing.OPEN: "open", Standing.DONE: "done"}


# ---------------------------------------------------------------- what it rests on
def _limits(report: Report) -> Iterator[Block]:
    say = report.say
    if report.implications:
        yield Section(say("Implications"))
    for name, text in report.implications:
        yield Said(text, sentence(name) if name != say("Implications") else "")
    yield from _section(say("What small numbers hide, and why"), report.hidden)


def _method(report: Report) -> Iterator[Block]:
    """Behind the paper, before its tables, and on one page: the page before it is never short."""
    say = report.say
    yield Section(say("How this was done"))
    yield from (Said(paragraph, bound=True) for paragraph in report.method)
    printed = say(
        "Every format of this report is drawn from one frozen snapshot: {id}, {digest}.",
        id=report.id,
        digest=report.digest,
    )
    yield Said(printed)


def _appendix(report: Report) -> Iterator[Block]:
    say = report.say
    yield Section(say("Appendix: all numbers"))
    asked = tuple((str(q.number), q.text, q.how) for q in report.asked)
    columns = (say("Question"), say("Answered with"))
    yield Grid(say("The questions as they were worded."), say("No."), columns, asked, 9)
    for part in report.who:
        yield from _shown(report, part.table)
    for grid in grids.compact(report, report.findings):
        yield from _grid(report, grid)
    for part in _behind(report):
        yield from _shown(report, part.table)
    yield from promised.in_full(report)
    yield from _votes(report)


def _votes(report: Report) -> Iterator[Block]:
    for promise in report.more.done:
        if promise.difference:
            yield from _shown(report, promise.difference)


def _reading(report: Report) -> Iterator[Block]:
    """How to read the votes, where the paper has no section on small numbers."""
    if any(promise.difference for promise in report.more.done):
        mark = report.say(
            "{mark} hides a small number, so that nobody can be picked out.", mark=MARK
        )
        rounded = report.say("All other numbers are rounded, so they may not add up.")
        yield Said(f"{mark} {rounded}")


def _behind(report: Report) -> Sequence[Breakdown]:
    more = report.more
    return (*more.years, *more.theme_tables, *more.changes, *report.breakdowns, *report.appendix)


PARTS: tuple[Callable[[Report], Iterator[Block]], ...] = (
    _front,
    _background,
    found.findings,
    _target,
    _years,
    _themes,
    _compared,
    _done,
    _decided,
    _actions,
    _measures,
    _limits,
    _method,
    _appendix,
)
STANDING_ALONE = (_done, promised.in_full, _votes, _reading, _decided, _actions)
"""What is not about this wave, and is told although too few took part in it."""


# ---------------------------------------------------------------- pieces
def _section(heading: str, paragraphs: Sequence[str]) -> Iterator[Block]:
    yield Section(heading)
    yield from (Said(paragraph) for paragraph in paragraphs)


def _shown(report: Report, table: SafeTable) -> Iterator[Block]:
    """A table by itself; one that shows no number is named where small numbers are told."""
    if table.shows_anything:
        yield from _grid(report, grids.shown(report, table))


def _grid(report: Report, grid: Grid) -> Iterator[Block]:
    yield from grid.parts(report.say("Part {part} of {parts}."))

"""What is being done, as a paper tells it: updates, decisions, actions, and what came of them."""

from collections.abc import Iterator

from exports.labels import sentence
from exports.paper import promised
from exports.paper.blocks import Block, Grid, Said, Section
from exports.report import Report
from exports.undertaken import Action, Standing

MOST_UNMET = 5


def done(report: Report) -> Iterator[Block]:
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


def decided(report: Report) -> Iterator[Block]:
    """What the board decided last, and what became of it."""
    before, say = report.more.decided, report.say
    if before is None:
        return
    yield Section(say("What became of the last decisions"))
    caption = say("Decided by {meeting}, {day}.", meeting=before.meeting, day=report.day(before.on))
    columns = (say("Lead"), say("Status"), say("What became of it"))
    lines = tuple((e.what, e.lead or "–", e.standing, e.outcome or "–") for e in before.lines)
    yield Grid(caption, say("Decision"), columns, lines, 9)


def measures(report: Report) -> Iterator[Block]:
    """How much, how well, is anyone better off: one paragraph each."""
    if report.more.measures:
        yield Section(report.say("Three measures"))
    for measure in report.more.measures:
        yield Said(" ".join(measure.says), measure.question)


def outstanding(report: Report) -> Iterator[Block]:
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

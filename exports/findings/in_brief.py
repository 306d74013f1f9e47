"""The front of a paper: the summary, worst first, and what the board is asked to do about it.

Every line repeats what stands further on in the paper; nothing is told here alone.
"""

from collections.abc import Callable, Iterator, Sequence

from exports.findings import findings
from exports.findings.overview import best, worst
from exports.findings.prose import took_part
from exports.heading import Purpose
from exports.labels import sentence
from exports.report import Breakdown, Cell, Finding, More, Report, RowKind, Shown, as_value
from exports.speech import Say
from exports.undertaken import Standing
from surveys.definitions.definition import FreeText, Survey
from surveys.office.work import Work

MOST_NAMED = 3
MOST_OF_A_KIND = 2
WORTH_ASKING = 20
"""From so many in a hundred who chose the two worst points a board is asked about it by name."""


def summary(say: Say, survey: Survey, report: Report, work: Work) -> tuple[str, ...]:
    """How many took part, then lines that can stand alone: where people feel worst, first."""
    return (
        took_part(say, report.base),
        *_scales(say, report),
        *_questions(survey, report),
        *_hidden(say, report.findings),
        *_themes(say, report.more),
        *_differences(report.breakdowns),
        *_changes(report.more),
        *_work(say, work),
    )


def recommendations(say: Say, asked: Purpose, report: Report) -> tuple[str, ...]:
    """Ours, where the officer gave none: what follows from the figures and the action log."""
    note, more = _noted(say, report), report.more
    if asked is not Purpose.NOTING and report.small:
        return note, _again(say, report), *_follows(say, more)
    match asked:
        case Purpose.DECISION:
            decide = _decide(say, report.findings)
            lead = say(
                "name a lead and a date for each action, and say how those who answered will hear "
                "of it"
            )
            return note, decide, *_follows(say, more), lead
        case Purpose.DISCUSSION:
            follow = say("discuss what follows from it, and what to ask next time")
            return note, follow, *_follows(say, more)
        case Purpose.NOTING:
            return (note,)


def _decide(say: Say, found: Sequence[Finding]) -> str:
    """What is asked of the board is the officer's to write; where most feel worst is named."""
    most = max(map(_worst, found), default=0)
    match [each for each in found if each.is_scale and _worst(each) == most > 0]:
        case [one] if _percent(worst(one)) >= WORTH_ASKING:
            _, bad = findings.ends(say, one.table)
            return say(
                "[add the decision that is asked for] on “{question}”: {told}",
                question=one.short,
                told=bad,
            )
        case _:
            return say("[add the decision that is asked for]")


def _percent(cell: Cell) -> int:
    return (cell.percent or 0) if isinstance(cell, Shown) else 0


def _noted(say: Say, report: Report) -> str:
    if report.lost:
        return say("note that the answers are lost, and see to it that those who gave them know")
    if all(found.is_hidden for found in report.findings):
        return say("note that too few took part for an answer to be shown")
    return say("note what {people} said, and what the numbers cannot tell")


def _again(say: Say, report: Report) -> str:
    if report.lost:
        return say("decide whether to ask again")
    return say("decide whether to ask again, and how to reach more {folk}")


def _follows(say: Say, more: More) -> Iterator[str]:
    if more.unmet:
        named = "; ".join(more.unmet[:MOST_NAMED])
        yield say(
            "decide whether to act on these themes, on which there is no action yet: {themes}",
            themes=named,
        )
    if any(each.standing is Standing.OVERDUE for each in more.actions):
        yield say("ask the leads of overdue actions what stands in the way, and for a new date")


# ---------------------------------------------------------------- what was said
def _scales(say: Say, report: Report) -> Sequence[str]:
    """In one line for each end, where all can be compared; else scale by scale, worst first."""
    shown = [f for f in report.findings if f.is_scale and not f.is_hidden]
    if report.overview:
        return list(filter(None, (_ranked(say, shown, worst), _ranked(say, shown, _best))))
    return [_scale(say, each) for each in sorted(shown, key=_worst, reverse=True)]


def _ranked(say: Say, found: Sequence[Finding], end: Callable[[Finding], Cell]) -> str:
    """Where most chose the worst points, or fewest the best, first."""
    told = [(each, cell) for each in found if isinstance(cell := end(each), Shown)]
    if not told:
        return ""
    told.sort(key=lambda each: each[1].count, reverse=end is worst)
    points = [row.label for row in told[0][0].table.rows if row.kind is RowKind.ANSWER]
    first, second = (f"“{label}”" for label in (points[-2:] if end is worst else points[:2]))
    said = say("Said {words}", words=say("{first} or {second}", first=first, second=second))
    line = f"{said}: {'; '.join(f'{each.short} {as_value(cell)}' for each, cell in told)}."
    if len(told) == len(found):
        return line
    return f"{line} {say('The other numbers are hidden.')}"


def _best(found: Finding) -> Cell:
    return best(found.table)


def _worst(found: Finding) -> int:
    cell = worst(found) if found.is_scale else None
    return cell.count if isinstance(cell, Shown) else 0


def _scale(say: Say, found: Finding) -> str:
    good, bad = findings.ends(say, found.table)
    return sentence(f"{found.heading}; {bad}" if good and bad else found.heading)


def _questions(survey: Survey, report: Report) -> Iterator[str]:
    """Those that show a number. What people wrote, the themes tell, where there are any."""
    for found in report.findings:
        own = isinstance(survey.question(found.key), FreeText)
        if not (found.is_scale or found.is_hidden or found.aside or own):
            told = (sentence(found.question, found.heading), report.asked_of(found.table.base))
            yield " ".join(filter(None, told))


def _hidden(say: Say, found: Sequence[Finding]) -> Iterator[str]:
    """Once, not question by question; of a question or two among others the paper itself tells."""
    gone = [each for each in found if each.is_hidden and not each.aside]
    if gone and len(gone) == len([each for each in found if not each.aside]):
        yield say("No answer can be shown: too few people took part, or nearly all said the same.")
    elif len(gone) > MOST_OF_A_KIND:
        yield say("Questions of which no number can be shown: {number}.", number=len(gone))


def _themes(say: Say, more: More) -> Iterator[str]:
    """Those most people wrote about."""
    if more.themes:
        named = "; ".join(f"{theme.label} ({theme.share})" for theme in more.themes[:MOST_NAMED])
        yield sentence(say("What {people} wrote about most: {themes}", themes=named))


def _differences(parts: Sequence[Breakdown]) -> Iterator[str]:
    """Between groups and between waves, only what is unlikely to be chance."""
    clear = [part for part in parts if part.clear]
    for part in clear[:MOST_OF_A_KIND]:
        yield sentence(part.finding or part.heading, part.says)


def _changes(more: More) -> Iterator[str]:
    """What the picture of all scales tells is not told again question by question."""
    drawn = more.over_time
    told = {each.question for each in drawn.table.columns} if drawn and drawn.clear else set()
    yield from _differences([part for part in more.changes if part.heading not in told])


# ---------------------------------------------------------------- what is done
def _work(say: Say, work: Work) -> Iterator[str]:
    if work.open:
        yield say(
            "Outstanding actions: {open}, of which overdue: {overdue}.",
            open=work.open,
            overdue=work.overdue,
        )

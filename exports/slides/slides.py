"""Slides for the frontline event: what was said, what was done, what to talk about at the tables.

All text is text and all bars are shapes: no picture of words, and no workbook behind a chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.charts.charts import longest
from exports.labels import attributed, sentence
from exports.packing import repacked
from exports.report import MARK, Breakdown, Chart, Report, Theme, as_count
from exports.slides.parts import Deck
from exports.undertaken import Action, Standing

MOST_BARS = 7
MOST_LINES = 6
MOST_ACTIONS = 6


@dataclass(frozen=True, slots=True)
class Slide:
    """A title, one thing to see, and what the speaker says."""

    title: str
    notes: str
    chart: Chart | None = None
    lines: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    big: str = ""


def render(report: Report) -> bytes:
    """The same bytes for the same report."""
    deck = Deck(report)
    block = report.block
    said = report.say("What {people} said: {wave}", wave=block.wave)
    deck.front(block.title, f"{said}\n{block.organisation}", _sources(report))
    for slide in slides(report):
        deck.add(slide.title, slide.notes)
        if slide.big:
            deck.big(slide.big, slide.lines)
        elif slide.chart:
            deck.chart(slide.chart)
        elif slide.table:
            deck.table(slide.table, slide.title)
        else:
            deck.lines(slide.lines)
    return repacked(deck.saved())


def slides(report: Report) -> Iterator[Slide]:
    """All but the first."""
    if report.small:
        yield Slide(report.say("What can be reported"), report.small, lines=(report.small,))
        yield from _done(report)
        yield from _actions(report)
        return
    yield _took_part(report)
    yield from _findings(report)
    yield from _targets(report)
    yield from _themes(report)
    yield from _compared(report)
    yield from _done(report)
    yield from _actions(report)
    yield from _measures(report)
    yield _talk(report)
    yield _reading(report)


# ---------------------------------------------------------------- what was said
def _took_part(report: Report) -> Slide:
    notes = " ".join((*report.background, *report.answered))
    about = report.say("{folk} took part, {period}", period=report.block.period)
    return Slide(
        report.say("Who took part"),
        notes,
        big=report.say("About {number}", number=as_count(report.base)),
        lines=(about, *(sentence(f"{part.heading}: {part.says}") for part in report.who)),
    )


def _findings(report: Report) -> Iterator[Slide]:
    scales = [found for found in report.findings if found.is_scale]
    if report.overview:
        notes = " ".join(sentence(found.heading) for found in scales)
        yield from (_drawn(report, chart.heading, notes, chart) for chart in report.overview)
    for found in report.findings:
        if found.chart and not (found.is_scale and report.overview):
            notes = f"“{found.question}” {found.says}"
            if found.chart.compares:
                yield _drawn(report, found.heading, notes, found.chart)
            else:
                yield Slide(found.heading, notes, lines=(f"“{found.question}”", found.says))


def _targets(report: Report) -> Iterator[Slide]:
    target = report.more.target
    if target and target.chart:
        yield _drawn(report, report.say("Against the target"), target.says, target.chart)
    for part in report.more.years:
        if part.chart:
            yield _drawn(report, part.heading, part.says, part.chart)


def _measures(report: Report) -> Iterator[Slide]:
    """The short form is seen, the whole is in the notes."""
    told = report.more.measures
    if told:
        notes = " ".join(line for measure in told for line in (measure.question, *measure.says))
        lines = tuple(f"{measure.question} {measure.brief}" for measure in told)
        yield Slide(report.say("Three measures"), notes, lines=lines)


def _drawn(report: Report, title: str, notes: str, chart: Chart) -> Slide:
    """The longest bars are seen; the others are in the tables."""
    return Slide(title, notes, longest(report, chart, MOST_BARS))


def _themes(report: Report) -> Iterator[Slide]:
    more = report.more
    for part in more.theme_tables:
        if part.chart and not part.chart.compares:
            lines = tuple(sentence(theme.heading) for theme in more.themes[:MOST_LINES])
            title = part.chart.heading or part.heading
            yield Slide(title, part.says, lines=lines)
        elif part.chart:
            yield _drawn(report, part.chart.heading or part.heading, part.says, part.chart)
    for theme in more.themes:
        if theme.quotes:
            yield _quoted(theme)


def _quoted(theme: Theme) -> Slide:
    notes = " ".join(part for part in (theme.says, theme.where, theme.trend) if part)
    lines = tuple(attributed(quote.text, quote.by) for quote in theme.quotes)
    return Slide(theme.heading, notes, lines=lines)


def _compared(report: Report) -> Iterator[Slide]:
    parts: Sequence[Breakdown] = (*report.breakdowns, *report.more.changes)
    for part in parts:
        if part.chart:
            yield _drawn(report, part.chart.heading or part.heading, part.says, part.chart)


# ---------------------------------------------------------------- what was done, what is next
def _done(report: Report) -> Iterator[Slide]:
    say = report.say
    done = report.more.done
    for number, promise in enumerate(done, start=1):
        lines = (
            *((say("We asked: {asked}", asked=sentence(promise.asked)),) if promise.asked else ()),
            say("You said: {said}", said=sentence(promise.said)),
            say("We did ({day}): {did}", day=report.day(promise.on), did=sentence(promise.did)),
            *((promise.says,) if promise.says else ()),
        )
        title = _counted(report, say("You said, we did"), number, len(done))
        yield Slide(title, " ".join(lines), lines=lines)


def _counted(report: Report, title: str, number: int, of: int) -> str:
    """No two slides bear one title: a screen reader goes by them."""
    if of == 1:
        return title
    return report.say("{title} ({number} of {all})", title=title, number=number, all=of)


def _actions(report: Report) -> Iterator[Slide]:
    say = report.say
    left = [each for each in report.more.actions if each.standing is not Standing.DONE]
    head = (say("Action"), say("Lead"), say("Due"))
    starts = range(0, len(left), MOST_ACTIONS)
    for number, start in enumerate(starts, start=1):
        rows = tuple(_action(report, each) for each in left[start : start + MOST_ACTIONS])
        title = _counted(report, say("Outstanding actions"), number, len(starts))
        yield Slide(title, _read(rows), table=(head, *rows))


def _action(report: Report, action: Action) -> tuple[str, ...]:
    due = report.day(action.due) if action.due else report.say("no date")
    late = f", {report.say('overdue')}" if action.standing is Standing.OVERDUE else ""
    return action.what, action.lead or "–", due + late


def _read(rows: Sequence[Sequence[str]]) -> str:
    return " ".join(sentence(", ".join(row)) for row in rows)


def _talk(report: Report) -> Slide:
    say = report.say
    lines = (
        say("What here do you recognise from your own work?"),
        say("What surprises you, and who is missing?"),
        say("What one thing could we do before the next survey?"),
    )
    return Slide(
        say("To talk about at your table"), say("Ten minutes, then one note each."), lines=lines
    )


def _reading(report: Report) -> Slide:
    say = report.say
    lines = (
        say("{mark} hides a small number, so that nobody can be picked out.", mark=MARK),
        say("All other numbers are rounded, so they may not add up."),
        say("Those who answered chose to: they do not stand for everyone."),
        say("All formats of this report show the same numbers: {id}.", id=report.id),
    )
    notes = " ".join((*report.hidden, _sources(report)))
    return Slide(say("How to read these numbers"), notes, lines=lines)


def _sources(report: Report) -> str:
    return report.say(
        "Every format of this report is drawn from one frozen snapshot: {id}, {digest}.",
        id=report.id,
        digest=report.digest,
    )

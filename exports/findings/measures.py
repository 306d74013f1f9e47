"""Three measures on each report: how much was done, how well, and is anyone better off.

Numbers of people come from the report's own safe cells and sentences; numbers of actions are the
board's own work. What the product has no data for is said, not left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.labels import sentence
from exports.report import Cell, Measure, More, Promise, Shown, Target, as_count, as_value
from exports.speech import Say
from surveys.office.work import Work

OF_TEN = 10
NAMED = 2


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How an event or a training stands against its target, by the survey's title."""

    title: str
    target: Target


def measures(
    say: Say, people: Cell, more: More, work: Work, others: Sequence[Evaluation] = ()
) -> tuple[Measure, ...]:
    """`more` is told already: its votes, its trends and its target are safe."""
    return (
        Measure(
            say("How much did we do?"), tuple(_much(say, people, work)), _much_brief(say, work)
        ),
        Measure(
            say("How well did we do it?"),
            tuple(_well(say, more, work, others)),
            _well_brief(say, work),
        ),
        Measure(say("Is anyone better off?"), tuple(_better(say, more)), _better_brief(say, more)),
    )


# ---------------------------------------------------------------- how much
def _much(say: Say, people: Cell, work: Work) -> Iterator[str]:
    yield say("About {number} {folk} took part.", number=as_count(people))
    if not work.raised:
        yield say("No action is in the action log yet.")
        return
    yield say(
        "Actions in the board’s log: {raised}, of which from this wave: {here}. Done: {done}.",
        raised=work.raised,
        here=work.here,
        done=work.done,
    )
    if work.dropped:
        yield say("Closed without being done: {dropped}.", dropped=work.dropped)
    yield say("Outstanding: {open}.", open=work.open)
    yield say("Updates published for those who answered: {updates}.", updates=work.updates)


def _much_brief(say: Say, work: Work) -> str:
    if not work.raised:
        return say("We have not started on anything yet.")
    return say(
        "Things we said we would do: {raised}. Done so far: {done}.",
        raised=work.raised,
        done=work.done,
    )


# ---------------------------------------------------------------- how well
def _well(say: Say, more: More, work: Work, others: Sequence[Evaluation]) -> Iterator[str]:
    if work.timed:
        yield say(
            "Actions done that had a due date: {timed}, of which in time: {on_time}.",
            timed=work.timed,
            on_time=work.on_time,
        )
    else:
        yield say("No action with a due date is done yet.")
    if work.raised:
        yield say("Outstanding actions past their due date: {overdue}.", overdue=work.overdue)
    told = [sentence(f"{each.title} {each.target.says}") for each in others]
    if more.target:
        told.insert(0, more.target.says)
    yield from told
    if not told:
        yield say("No evaluation of an event or a training has been released yet.")
    yield say("How many were invited is not known, so there is no response rate.")


def _well_brief(say: Say, work: Work) -> str:
    if not work.timed:
        return say("We cannot say yet how well we did it.")
    return say("Done on time: {on_time} of {timed}.", on_time=work.on_time, timed=work.timed)


# ---------------------------------------------------------------- better off
def _better(say: Say, more: More) -> Iterator[str]:
    asked = [promise for promise in more.done if promise.says]
    yield from (_felt(say, promise) for promise in asked)
    if not asked:
        yield say("No answers yet to whether what was done has made a difference.")
    clear = [f"“{part.heading}”" for part in more.trends if part.clear]
    if not clear and more.over_time and more.over_time.clear and more.over_time.chart:
        clear = [more.over_time.chart.heading]
    if not more.changes:
        yield say(
            "No released wave before this one can be set beside it, so no change can be told."
        )
    elif not clear:
        yield say("No answer has changed since the wave before by more than chance may explain.")
    else:
        yield say("Clear changes since the wave before: {questions}.", questions="; ".join(clear))
    yield say(
        "Answers are anonymous: they tell how those who answered feel, not what has become of any "
        "one child."
    )


def _felt(say: Say, promise: Promise) -> str:
    """The first two answers, yes and a bit; all of them stand beside what was done."""
    did = f"“{promise.did.strip()}”"
    rows = promise.difference.rows[:NAMED] if promise.difference else ()
    told = [f"“{r.label}” {as_value(r.cells[0])}" for r in rows if isinstance(r.cells[0], Shown)]
    if not told:
        return f"{did} {promise.says}"
    return say(
        "Asked if this made a difference to them: {did} {told}.", did=did, told=", ".join(told)
    )


def _better_brief(say: Say, more: More) -> str:
    """The newest vote that can be shown."""
    told = (ten for ten in map(_of_ten, more.done) if ten is not None)
    ten = next(told, None)
    if ten is None:
        return say("We do not know yet if things are better. We will ask you.")
    return say("About {ten} out of 10 said that what we did made a difference.", ten=ten)


def _of_ten(promise: Promise) -> int | None:
    """Those who said yes, where that may be shown."""
    if promise.difference is None:
        return None
    base, yes = promise.difference.base, promise.difference.rows[0].cells[0]
    if not isinstance(base, Shown) or not isinstance(yes, Shown):
        return None
    return (2 * OF_TEN * yes.count + base.count) // (2 * base.count)

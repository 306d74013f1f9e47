"""The standing words of a paper: purpose, background, what is hidden and why, method."""

from collections.abc import Iterable, Sequence
from datetime import date

from exports.disclosure.decided import Decided
from exports.disclosure.policy import Policy
from exports.findings.telling import untold
from exports.heading import Purpose
from exports.report import MARK, Breakdown, Cell, Finding, Hidden, SafeTable, as_count
from exports.speech import Say
from surveys.dates import day
from surveys.definitions.definition import (
    AgeBand,
    FreeText,
    Locality,
    OneChoice,
    Question,
    Scale,
    Several,
    Survey,
)
from surveys.records import Entry, Wave

ARTICLE = "The "
ENOUGH_SHOWN = 50
"""Under this share of numbers shown, in per cent, a paper proposes larger groups."""


def too_few(say: Say, policy: Policy) -> str:
    return say(
        "Fewer than {number} {folk} took part, so this report holds no numbers. With so few, any "
        "figure could tell what one of them said. Their answers are kept, and may be counted "
        "together with those of another wave.",
        number=policy.smallest_group,
    )


def lost(say: Say) -> str:
    return say(
        "The answers of this wave are lost: the key that opens them was lost before the wave was "
        "closed. Nobody can read or count them, so this report holds no numbers. It does not mean "
        "that nobody answered."
    )


def period(say: Say, language: str, opened: date | None, closed: date | None) -> str:
    """From when to when the wave was open."""
    days = [day(on, language) for on in dict.fromkeys((opened, closed)) if on is not None]
    match days:
        case [first, last]:
            return say("{first} to {last}", first=first, last=last)
        case [only]:
            return only
        case _:
            return say("Dates not recorded")


# ---------------------------------------------------------------- the front of the paper
def purpose(say: Say, survey: Survey, organisation: str, asked: Purpose) -> tuple[str, ...]:
    told = say(
        "This paper tells {organisation} what {people} said in the survey “{title}”.",
        organisation=_within(organisation),
        title=survey.title,
    )
    match asked:
        case Purpose.DECISION:
            wanted = say("It is for decision: what is to be done, by whom and by when.")
        case Purpose.DISCUSSION:
            wanted = say("It is for discussion: what the answers mean, and what should follow.")
        case Purpose.NOTING:
            wanted = say("It is for noting. No decision is asked for.")
    return (f"{told} {wanted}",)


def _within(name: str) -> str:
    """A name as it stands within a sentence: "the safeguarding partnership"."""
    return f"the {name.removeprefix(ARTICLE)}" if name.startswith(ARTICLE) else name


def took_part(say: Say, people: Cell) -> str:
    return say("About {number} {folk} took part.", number=as_count(people))


def background(say: Say, survey: Survey, wave: Wave, period: str) -> tuple[str, ...]:
    asked = sum(bool(question_kind(say, question)) for question in survey.questions)
    told = say(
        "The survey “{title}” was asked in the wave “{wave}”, {period}.",
        title=survey.title,
        wave=wave.name,
        period=period,
    )
    skipped = say(
        "Every question could be skipped, and to every one people could say that they did not "
        "know or would rather not say."
    )
    return (f"{told} {_questions(say, asked)} {skipped} {_entry(say, wave.entry)}",)


def _questions(say: Say, number: int) -> str:
    if number == 1:
        return say("It has one question.")
    return say("It has {number} questions.", number=number)


def _entry(say: Say, entry: Entry) -> str:
    match entry:
        case Entry.LINK:
            return say("Anyone with the link could take part. Nobody was asked who they are.")
        case Entry.CODES:
            return say(
                "People took part with a printed code that works once. Nobody was asked who they "
                "are, and no list says who was given which code."
            )


def question_kind(say: Say, question: Question) -> str:
    """How a question could be answered, in a few words; none for a statement."""
    match question:
        case Scale():
            return say("one of five points")
        case OneChoice() | Locality() | AgeBand():
            return say("one of several answers")
        case Several(at_most=0):
            return say("any number of answers")
        case Several(at_most=most):
            return say("up to {number} answers", number=most)
        case FreeText():
            return say("own words")
        case _:
            return ""


def answered(say: Say, people: Cell) -> tuple[str, ...]:
    said = say(
        "About {number} {folk} finished the survey. Those who stopped before the end are not "
        "counted: what they had said was forgotten at once.",
        number=as_count(people),
    )
    return (said,)


# ---------------------------------------------------------------- implications
def implications(say: Say, given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What councils ask of every paper. The officer's own words come first."""
    own = tuple((say("Implications"), text) for text in given)
    return (
        *own,
        (
            say("Safeguarding"),
            say(
                "Texts that suggested danger went to the safeguarding leads when they were sent, "
                "not with this paper."
            ),
        ),
        (
            say("Equality"),
            say(
                "Groups too small to show are still heard: their answers count in every total. "
                "Who did not take part cannot be told from these numbers."
            ),
        ),
        (
            say("Data protection"),
            say(
                "The answers are anonymous and this paper holds no personal data. No number in it "
                "can be traced to a person."
            ),
        ),
        *(() if given else ((say("Legal and financial"), say("[to be completed]")),)),
    )


# ---------------------------------------------------------------- small numbers
def hidden(
    say: Say,
    policy: Policy,
    survey: Survey,
    tables: Sequence[SafeTable],
) -> tuple[str, ...]:
    """What small numbers hide, and why, with what that means for this very paper."""
    branched = any(question.ask_if for question in survey.questions) and survey.breakdowns
    parted = say("A question that only some people were asked is not divided among groups.")
    return (
        _mark(say, policy.hide_up_to),
        _rounding(say, policy),
        f"{_grouping(say, policy)} {parted}" if branched else _grouping(say, policy),
        *(_how_much(say, tables) if survey.breakdowns else ()),
    )


def left_out(say: Say, parts: Sequence[Breakdown | Finding]) -> tuple[str, ...]:
    """Tables that would hold nothing but marks."""
    gone = untold([part.table for part in parts])
    if not gone:
        return ()
    if len(gone) == len(parts):
        return (say("There are no tables of answers: none could show a number."),)
    names = "; ".join(gone)
    return (say("Tables left out, because they could show no number: {names}.", names=names),)


def kept(say: Say, survey: Survey, decided: Decided) -> tuple[str, ...]:
    """Why some questions still show what they showed before (R1)."""
    if not decided.kept:
        return ()
    most = decided.policy.smallest_group
    if len(decided.kept) == len(decided.counts.questions):
        return (say(ALL_KEPT, most=most),)
    named = "; ".join(survey.question(key).text for key in decided.kept)
    return (say(KEPT, most=most, questions=named),)


ALL_KEPT = (
    "These are the numbers as they were first released. Since then fewer than {most} people’s "
    "answers have changed, and to show the difference would point at them."
)
KEPT = (
    "Some numbers are still those of the first release: since then fewer than {most} people’s "
    "answers have changed there, and to show the difference would point at them. They are: "
    "{questions}"
)


def _mark(say: Say, most: int) -> str:
    return say(
        "The mark {mark} stands for a hidden number: {most} or fewer, nought included; all but "
        "{most} or fewer of those asked; or one that would give another hidden number away. The "
        "mark does not tell which of these it is, so that nobody can be picked out, not even by "
        "someone who knows them.",
        mark=MARK,
        most=most,
    )


def _rounding(say: Say, policy: Policy) -> str:
    return say(
        "Every other number is rounded to the nearest {step}. Percentages are whole and worked "
        "out from rounded numbers, so they may not add up to 100. There are none where fewer than "
        "{base} people were asked.",
        step=policy.round_to,
        base=policy.percent_base,
    )


def _grouping(say: Say, policy: Policy) -> str:
    return say(
        "A group of fewer than {group} people is counted with a neighbour, and the two then bear "
        "both names, or it is hidden. An answer that fewer than {divided} people gave is not "
        "divided among groups.",
        group=policy.smallest_group,
        divided=policy.breakdown_from,
    )


def _how_much(say: Say, tables: Iterable[SafeTable]) -> tuple[str, ...]:
    cells = [cell for table in tables for _, cell in table.cells()]
    if not cells:
        return (say("Groups could not be compared: too few of them are large enough."),)
    gone = sum(isinstance(cell, Hidden) for cell in cells)
    said = say(
        "In the comparisons between groups {gone} of {all} numbers are hidden.",
        gone=gone,
        all=len(cells),
    )
    if 100 * (len(cells) - gone) >= ENOUGH_SHOWN * len(cells):
        return (said,)
    little = say(
        "That leaves little to see. Fewer and larger groups in the survey’s definition, or two "
        "waves reported together, would show more."
    )
    return (f"{said} {little}",)


# ---------------------------------------------------------------- method
def method(say: Say, wave: Wave) -> tuple[str, ...]:
    """How anonymity works, how words were screened, what the numbers can bear."""
    return (
        say(
            "Each finished response was sealed before it was stored. When the wave was closed, "
            "all of them were opened together, mixed, and written anew without time, order or any "
            "mark of the person; then the keys were destroyed. Since then nobody can tell which "
            "answers are whose."
        ),
        _repeats(say, wave.entry),
        say(
            "Every text was screened by rules on the server before it was kept, and went to no "
            "other service. Names, numbers and addresses that the rules found were taken out. A "
            "text in doubt waits for an officer. A text that suggested danger went to the "
            "safeguarding leads alone, and the person was shown where to get help in the same "
            "moment."
        ),
        say(
            "Those who answered chose to. They do not stand for everyone of their age or area. "
            "The percentages are of all who were asked a question, whether or not they answered "
            "it. A difference is called clear where chance would bring one so wide about in fewer "
            "than one of twenty such comparisons."
        ),
    )


def _repeats(say: Say, entry: Entry) -> str:
    match entry:
        case Entry.LINK:
            return say(
                "Without entry codes the same person can answer more than once. Such repeats "
                "cannot be ruled out, and the numbers should be read with that in mind."
            )
        case Entry.CODES:
            return say(
                "Each entry code was accepted once, so nobody could answer twice with one code."
            )

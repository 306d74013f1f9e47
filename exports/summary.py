"""Two pages for young people: what was asked, what came out in pictures, what happens now.

Plain words and short sentences: a reader of eleven can follow. What is hidden stays hidden here.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from exports.pdf import heads, moment
from exports.report import Bar, Chart, Finding, Hidden, Promise, Report, Shown, as_count, as_value
from exports.scripts import right_to_left
from exports.typesetting import pdf

OF_TEN = 10
MOST_PICTURES = 6
MOST_TOP = 3
MOST_UNMET = 3
MOST_PROMISES = 3
MOST_QUOTES = 2
LONGEST = 160
NOBODY = -1
"""So many of ten where the number is hidden."""


@dataclass(frozen=True, slots=True)
class People:
    """Ten people in a row, some of them dark."""

    words: str
    of_ten: int
    value: str
    alt: str


@dataclass(frozen=True, slots=True)
class Top:
    """A question and the answers given most often."""

    question: str
    answers: tuple[tuple[str, str], ...]


def render(report: Report) -> bytes:
    """A PDF/UA of two pages; the same bytes for the same report."""
    say = report.say
    data = {
        **heads(report),
        "name": say("{title}: what you told us", title=report.block.title),
        "headline": report.block.title,
        "told": say("What you told us"),
        "wave": report.block.wave,
        "small": few(report),
        "big": as_count(report.base) if isinstance(report.base, Shown) else "",
        "about": say("About"),
        "took": say("people took part. Thank you!"),
        "how": [
            say("You did not give us your name. We do not know who said what."),
            say("We mixed all the answers up before anyone read them."),
        ],
        "feel": feel(report),
        "people": [asdict(each) for each in people_of_ten(report)],
        "tops": [asdict(each) for each in _tops(report)],
        "top": say("What else you said"),
        "quotes": list(_quotes(report)),
        "words": say("In your own words"),
        "did": say("You said, we did"),
        "done": [_done(promise) for promise in report.more.done[:MOST_PROMISES]],
        "doing": say("How are we doing?"),
        "measures": [measure.brief for measure in report.more.measures],
        "next": say("What happens now?"),
        "nexts": _next(report),
        "help": say("Need to talk to someone?"),
        "helps": helps(report),
        "read": say("How to read the numbers"),
        "reads": _reads(report),
        "printed": say("Numbers: {id}. {period}.", id=report.id, period=report.block.period),
    }
    return pdf("summary.typ", {"summary": data}, report.look.accent, moment(report))


def helps(report: Report) -> str:
    return report.say(
        "Call Childline: 0800 1111. It is free, day or night. In danger now? Call 999."
    )


def few(report: Report) -> str:
    """What stands in the place of everything where too few took part."""
    if not report.small:
        return ""
    return report.say(
        "Only a few people took part this time. With so few we show no numbers, so that nobody "
        "can guess what you said. We keep your answers safe and will count them with the next ones."
    )


# ---------------------------------------------------------------- pictures of numbers
def feel(report: Report) -> str:
    """What the dark people stand for: the two best answers of a scale."""
    scales = [found for found in report.findings if found.is_scale]
    if not scales:
        return ""
    first, second = (f"“{row.label}”" for row in scales[0].table.rows[:2])
    words = report.say("{first} or {second}", first=first, second=second)
    return report.say("How many out of ten said {words}", words=words)


def people_of_ten(report: Report) -> tuple[People, ...]:
    """One row for each scale."""
    scales = [found for found in report.findings if found.is_scale]
    return tuple(_ten(report, found) for found in scales[:MOST_PICTURES])


def _ten(report: Report, found: Finding) -> People:
    best = [row.cells[0] for row in found.table.rows[:2]]
    base = found.table.base
    counts = [cell.count for cell in best if isinstance(cell, Shown)]
    if len(counts) < len(best) or not isinstance(base, Shown) or sum(counts) + OF_TEN > base.count:
        alt = report.say("{words}: the number is hidden", words=found.short)
        return People(found.short, NOBODY, report.say("hidden"), alt)
    ten = (2 * OF_TEN * sum(counts) + base.count) // (2 * base.count)
    alt = report.say("{words}: about {ten} out of ten", words=found.short, ten=ten)
    return People(found.short, ten, report.say("about {ten} out of 10", ten=ten), alt)


def _tops(report: Report) -> Iterator[Top]:
    """The longest bars of each chart that is not of a scale."""
    for found in report.findings:
        if found.chart and not found.is_scale:
            ranked = sorted(_shown(found.chart), key=_length, reverse=True)[:MOST_TOP]
            yield Top(found.question, tuple((bar.label, as_value(bar.cell)) for bar in ranked))


def _shown(chart: Chart) -> list[Bar]:
    return [bar for bar in chart.bars if not isinstance(bar.cell, Hidden)]


def _length(bar: Bar) -> int:
    return bar.cell.count if isinstance(bar.cell, Shown) else 0


# ---------------------------------------------------------------- words
def _quotes(report: Report) -> Iterator[dict[str, object]]:
    quotes = [quote for theme in report.more.themes for quote in theme.quotes]
    for quote in quotes[:MOST_QUOTES]:
        way = right_to_left(quote.text)
        yield {"text": _cut(quote.text), "language": quote.language, "rtl": way}


def _done(promise: Promise) -> dict[str, str]:
    return {"said": _cut(promise.said), "did": _cut(promise.did)}


def _next(report: Report) -> list[str]:
    """Nothing where no answers can be shown to anybody."""
    say = report.say
    if report.small:
        return []
    return [
        say("We show these answers to the people who run services here."),
        say("They choose what to do, who will do it, and by when."),
        say("Then we tell you what they did."),
        *_unmet(report),
    ]


def _unmet(report: Report) -> list[str]:
    """What nobody has promised to do anything about is said, not passed over."""
    if not report.more.unmet:
        return []
    named = "; ".join(report.more.unmet[:MOST_UNMET])
    return [report.say("Nothing is planned yet about: {themes}.", themes=named)]


def _reads(report: Report) -> list[str]:
    say = report.say
    return [
        say("We round numbers, so they are close but not exact."),
        say("We hide small numbers, so that nobody can work out who said what."),
        say("Not everyone took part. Others may feel different."),
    ]


def _cut(text: str) -> str:
    """Two pages have room for so much; the whole stands in the paper."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

"""Two pages for young people: what was asked, what came out in pictures, what happens now.

Plain words and short sentences: a reader of eleven can follow. What is hidden stays hidden here.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from exports.charts.charts import length, scale
from exports.charts.of_ten import felt, shown
from exports.pdf.help_line import help_line
from exports.pdf.pdf import heads, moment
from exports.pdf.typesetting import pdf
from exports.report import Bar, Chart, Hidden, Promise, Report, Shown, as_count, as_value
from exports.scripts import right_to_left

MOST_TOP = 3
MOST_UNMET = 3
MOST_PROMISES = 3
MOST_QUOTES = 2
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Top:
    """A question and the answers given most often, each with how long its bar is, in per cent.

    `asked`: how many were asked it, where that is not everyone.
    """

    question: str
    answers: tuple[tuple[str, str, int], ...]
    asked: str = ""


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
        "took": say("{folk} took part. Thank you!"),
        "how": [
            say("You did not give us your name. We do not know who said what."),
            say("We mixed all the answers up before anyone read them."),
        ],
        "feels": [asdict(each) for each in shown(felt(report))],
        "hidden": _nothing(report),
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
        "unmet": _unmet(report),
        "help": say("Need to talk to someone?"),
        "helps": help_line(report.say, report.block.audience),
        "read": say("How to read the numbers"),
        "reads": _reads(report),
        "printed": say("Numbers: {id}. {period}.", id=report.id, period=report.block.period),
    }
    return pdf("summary.typ", {"summary": data}, report.look.accent, moment(report))


def few(report: Report) -> str:
    """What stands in the place of everything where too few took part."""
    if not report.small:
        return ""
    if report.lost:
        return report.say(
            "We have lost the key to your answers, so nobody can read them. We are sorry. If you "
            "told us that you are not safe, please tell somebody again now."
        )
    return report.say(
        "Only a few people took part this time. With so few we show no numbers, so that nobody "
        "can guess what you said. We keep your answers safe and will count them with the next ones."
    )


def _nothing(report: Report) -> str:
    """Said once, where no answer can be shown; not row by row."""
    drawn = any(found.chart for found in report.findings)
    if report.small or not report.findings or drawn or shown(felt(report)):
        return ""
    return report.say(
        "Only a few people took part this time. With so few we do not show what you said, so that "
        "nobody can guess. Your answers still count: we will add them to the next ones."
    )


# ---------------------------------------------------------------- what else was said
def _tops(report: Report) -> Iterator[Top]:
    """What most wrote about, then the longest bars of each chart that is not of a scale."""
    charts = [part.chart for part in report.more.theme_tables if part.chart]
    if charts:
        yield Top(report.say("What you wrote about"), _longest(charts[0]))
    for found in report.findings:
        if found.chart and not found.is_scale:
            yield Top(found.question, _longest(found.chart), report.asked_of(found.table.base))


def _longest(chart: Chart) -> tuple[tuple[str, str, int], ...]:
    ranked = sorted(_shown(chart), key=_length, reverse=True)[:MOST_TOP]
    full = scale(chart)
    return tuple((bar.label, as_value(bar.cell), 100 * length(bar.cell) // full) for bar in ranked)


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
    ]


def _unmet(report: Report) -> str:
    """What nobody has promised to do anything about is said, not passed over."""
    if report.small or not report.more.unmet:
        return ""
    named = "; ".join(report.more.unmet[:MOST_UNMET])
    return report.say("Nothing is planned yet about: {themes}.", themes=named)


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

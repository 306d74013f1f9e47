"""A poster of results for a wall: how many took part, what stood out, what was done about it."""

from dataclasses import asdict

from exports.charts.of_ten import telling
from exports.pdf.help_line import help_line
from exports.pdf.pdf import heads, moment
from exports.pdf.summary import few
from exports.pdf.typesetting import pdf
from exports.report import Report, Shown, as_count

MOST_LINES = 3
MOST_PROMISES = 2
LONGEST = 180


def render(report: Report) -> bytes:
    """A PDF/UA of one page; the same bytes for the same report."""
    say = report.say
    data = {
        **heads(report),
        "name": say("{title}: what you told us", title=report.block.title),
        "told": say("What you told us"),
        "headline": f"{report.block.title} · {report.block.wave}",
        "big": as_count(report.base) if isinstance(report.base, Shown) else "",
        "about": say("About"),
        "took": say("{folk} took part. Thank you!"),
        "small": few(report),
        "feels": [asdict(each) for each in telling(report, MOST_LINES)],
        "did": say("You said, we did"),
        "done": [
            {"said": _cut(promise.said), "did": _cut(promise.did)}
            for promise in report.more.done[:MOST_PROMISES]
        ],
        "helps": f"{say('Need to talk to someone?')} {help_line(say, report.block.audience)}",
        "printed": say("Numbers: {id}. {period}.", id=report.id, period=report.block.period),
    }
    return pdf("result_poster.typ", {"poster": data}, report.look.accent, moment(report))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

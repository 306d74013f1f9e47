"""A poster for a wall: the survey's name, a QR code, a link, three true lines, a help line."""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import segno

from exports.pdf.help_line import help_line
from exports.pdf.typesetting import pdf
from exports.speech import speech
from surveys.definitions.definition import Survey
from surveys.help.signposts import YOUNG

LINES = {
    "en": (
        "We do not ask who you are.",
        "You can skip any question, and stop at any time.",
        "Your answers are mixed with everyone’s before any results are read.",
    ),
    "cy": (
        "Nid ydym yn gofyn pwy ydych chi.",
        "Gallwch hepgor unrhyw gwestiwn, a stopio unrhyw bryd.",
        "Mae eich atebion yn cael eu cymysgu ag atebion pawb cyn i neb ddarllen y canlyniadau.",
    ),
}
"""What a poster promises. Each line is true of every wave; see the README on anonymity."""

SCAN = {"en": "Scan the code, or go to", "cy": "Sganiwch y cod, neu ewch i"}
TELEGRAM = {"en": "On Telegram?", "cy": "Ar Telegram?"}
TELEGRAM_YOUNG = {
    "en": "On Telegram, and 16 or over?",
    "cy": "Ar Telegram, ac yn 16 oed neu hŷn?",
}
SEEN = {
    "en": "This code opens the same questions there. Telegram can see that you use it.",
    "cy": "Mae’r cod hwn yn agor yr un cwestiynau yno. "
    "Gall Telegram weld eich bod yn ei ddefnyddio.",
}


@dataclass(frozen=True, slots=True)
class Side:
    """What a poster says in one language."""

    language: str
    title: str
    lines: tuple[str, ...]
    scan: str
    help: str


@dataclass(frozen=True, slots=True)
class Other:
    """A second way in, drawn smaller: a question and what is true of it, language by language."""

    url: str
    asks: tuple[str, ...]
    says: tuple[str, ...]


def poster(  # noqa: PLR0913, PLR0917 - what a poster bears
    title: str,
    lines: Sequence[str],
    url: str,
    language: str = "en",
    also: Sequence[Side] = (),
    other: Other | None = None,
    audience: str = YOUNG,
) -> bytes:
    """A PDF of one page. Without lines of its own it bears ours; `also` adds more languages."""
    sides = (side(title, language, lines, audience), *also)
    data = {
        "sides": [asdict(each) for each in sides],
        "url": url,
        "shown": short(url),
        "qr": qr_code(url),
        "other": {**asdict(other), "qr": qr_code(other.url)} if other else None,
    }
    return pdf("poster.typ", {"poster": data})


def survey_poster(survey: Survey, url: str, telegram: str = "") -> bytes:
    """The poster of a survey in all of its languages that we have words for."""
    known = [language for language in survey.languages if language in LINES] or ["en"]
    sides = [
        side(survey.said(survey.title, each), each, audience=survey.audience) for each in known
    ]
    first, *others = sides
    other = _telegram(survey, telegram, known) if telegram else None
    spoken = first.language
    return poster(first.title, first.lines, url, spoken, others, other, survey.audience)


def _telegram(survey: Survey, url: str, languages: Sequence[str]) -> Other:
    """Telegram asks young people to be 16."""
    asks = TELEGRAM_YOUNG if survey.audience == YOUNG else TELEGRAM
    return Other(
        url, tuple(asks[each] for each in languages), tuple(SEEN[each] for each in languages)
    )


def side(
    title: str, language: str = "en", lines: Sequence[str] = (), audience: str = YOUNG
) -> Side:
    """One language of a poster; in English where we have no words of that language."""
    ours = language if language in LINES else "en"
    say = speech(ours).say
    helps = f"{say('Need to talk to someone?')} {help_line(say, audience)}"
    return Side(language, title, tuple(lines) or LINES[ours], SCAN[ours], helps)


def short(url: str) -> str:
    """The address as people type it: without what the browser adds by itself."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def qr_code(url: str) -> str:
    """The address as an SVG picture, with the quiet edge that readers need."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=3, xmldecl=False, scale=4)
    return out.getvalue().decode()

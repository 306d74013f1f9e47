"""One report from one closed wave."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from exports.addressed import addressed, named
from exports.brief import MARKING, Brief
from exports.disclosure.aggregate import aggregate
from exports.disclosure.decided import Decided, decide_alone
from exports.disclosure.ledger import opened
from exports.disclosure.policy import DEFAULT, Policy
from exports.disclosure.suppress import NO_BASE, SafePage, safe_page
from exports.errors import UnknownLanguage
from exports.findings import findings, groups, in_brief, prose
from exports.findings.changes import Before, both, with_changes
from exports.findings.decisions import Before as MeetingBefore
from exports.findings.decisions import decisions
from exports.findings.evaluations import Evaluated, evaluations
from exports.findings.measures import measures
from exports.findings.over_time import over_time
from exports.findings.overview import ends_shown, overview
from exports.findings.promises import Did, promises
from exports.findings.spoken import spoken
from exports.findings.targets import target_of
from exports.findings.telling import telling
from exports.findings.theme_choice import in_use, quoted, renamed, titled, unmet
from exports.findings.theme_findings import split, themed, without_themes
from exports.findings.years import by_section
from exports.heading import TitleBlock
from exports.labels import shorten
from exports.legible import legible
from exports.report import AskedQuestion, Cell, Finding, More, Report, SafeTable, Shown, Target
from exports.speech import Say, languages, speech, translated
from exports.undertaken import Action
from surveys.dates import months
from surveys.definitions.definition import Scale, Statement, Survey
from surveys.errors import WaveNotClosed
from surveys.office.work import Work
from surveys.records import Response, ReviewText, Wave, WaveState
from surveys.themes.codebook import Codebook
from surveys.themes.records import Quote

PLAIN = Brief()
NOTHING_MORE = More()
NO_WORK = Work()
COMPARED = 4
"""Waves side by side; beside a target they are two events, each asked twice."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a report is made of, and small: it can go to another process. Exact: never shown."""

    wave: Wave
    decided: Decided
    today: date
    organisation: str
    brief: Brief = PLAIN
    done: tuple[Did, ...] = ()
    actions: tuple[Action, ...] = ()
    acted: frozenset[str] = frozenset()
    book: Codebook | None = None
    quotes: tuple[Quote, ...] = ()
    before: Before | None = None
    earlier: tuple[Before, ...] = ()
    work: Work = NO_WORK
    evaluations: tuple[Evaluated, ...] = ()
    meeting_before: MeetingBefore | None = None


def make_report(  # noqa: PLR0913, PLR0917  # agreed with the callers
    wave: Wave,
    responses: Sequence[Response],
    texts: Sequence[ReviewText],
    today: date,
    organisation: str,
    policy: Policy = DEFAULT,
    brief: Brief = PLAIN,
) -> Report:
    """Count, decide, make safe, put into words: a wave of which nothing has left yet.

    The order of the responses makes no difference.

    `texts` are all texts of the wave: those kept out are told from those that wait by them.
    """
    decided = decide_alone(wave.survey, aggregate(wave.survey, responses, texts), policy)
    return snapshot(Material(wave, decided, today, organisation, brief))


def snapshot(made_of: Material) -> Report:
    """The one frozen value every format is drawn from. Raises WaveNotClosed, UnknownLanguage."""
    made_of = _legible(made_of)
    wave, brief = made_of.wave, made_of.brief
    if wave.state is not WaveState.CLOSED:
        raise WaveNotClosed
    if brief.language not in languages():
        raise UnknownLanguage(f"papers can be made in: {', '.join(languages())}")
    said = speech(brief.language)
    say = addressed(said.say, wave.survey.audience)
    wave = replace(wave, survey=translated(wave.survey, brief.language))
    block = _block(wave, made_of, say)
    decided = made_of.decided
    if wave.answers_lost:
        report = Report(block=block, base=NO_BASE, small=prose.lost(say), lost=True)
    elif decided.too_few:
        report = Report(block=block, base=NO_BASE, small=prose.too_few(say, decided.policy))
    else:
        report = _whole(wave, block, made_of, say)
    more = replace(
        report.more,
        done=promises(said.say, brief.language, made_of.done),
        actions=made_of.actions,
        decided=decisions(say, made_of.meeting_before, made_of.today),
        unmet=unmet(report.more, made_of.book, made_of.acted) if made_of.book else (),
    )
    if not report.small:
        told = evaluations(said.say, brief.language, made_of.evaluations)
        more = replace(more, measures=measures(say, report.base, more, made_of.work, told))
    report = replace(report, more=more, look=brief.look, words=said.texts)
    folk = named(said.say, wave.survey.audience)
    report = replace(report, names=folk, months=months(brief.language))
    return _named(_fronted(report, wave.survey, made_of, say))


def _legible(made_of: Material) -> Material:
    """What people and officers typed, without what a file cannot hold."""
    return replace(
        made_of,
        done=legible(made_of.done),
        actions=legible(made_of.actions),
        quotes=legible(made_of.quotes),
        meeting_before=legible(made_of.meeting_before),
    )


def _block(wave: Wave, made_of: Material, say: Say) -> TitleBlock:
    brief = made_of.brief
    return TitleBlock(
        organisation=made_of.organisation,
        title=wave.survey.title,
        wave=wave.name,
        reference=wave.code,
        period=prose.period(say, brief.language, wave.opened_on, wave.closed_on),
        made_on=made_of.today,
        status=say(brief.status),
        marking=brief.marking or MARKING,
        opened_on=wave.opened_on,
        closed_on=wave.closed_on,
        meeting=brief.meeting,
        meeting_on=brief.meeting_on,
        report_of=brief.report_of,
        contact=brief.contact,
        area=brief.area,
        purpose=brief.purpose,
        language=brief.language,
        audience=wave.survey.audience,
    )


def _whole(wave: Wave, block: TitleBlock, made_of: Material, say: Say) -> Report:
    decided, book = made_of.decided, made_of.book
    asked = renamed(wave.survey, book, block.language) if book else wave.survey
    whole = spoken(safe_page(asked, decided), asked, say)
    page, themes, by_theme = split(whole)
    survey = without_themes(asked)
    more = titled(say, survey, _more(made_of, themes, by_theme, say))
    pages = _pages(say, asked, made_of, block.wave, whole)
    if made_of.before:
        more = with_changes(say, more, both(say, asked, whole, block.wave, made_of.before))
    more = _beside(say, survey, pages, more)
    found = _findings(survey, page, say)
    parts = {
        by: [groups.divided(say, survey.question(by), t) for t in ts]
        for by, ts in page.divided.items()
    }
    every = [part for by in survey.breakdowns for part in parts[by]]
    behind = [part for part in every if not _is_main(part.table)]
    who = tuple(groups.who(say, survey.question(by), page.who[by]) for by in survey.breakdowns)
    return Report(
        block=block,
        base=page.people,
        small="",
        purpose=prose.purpose(say, survey, block.organisation, block.purpose),
        background=prose.background(say, survey, wave, block.period),
        asked=_asked(survey, say),
        answered=prose.answered(say, page.people),
        who=who,
        findings=found,
        overview=overview(say, [each for each in found if each.is_scale]),
        breakdowns=tuple(part for part in every if _is_main(part.table)),
        appendix=tuple(telling(behind)),
        hidden=(
            *prose.hidden(say, decided.policy, survey, [p.table for p in every]),
            *prose.left_out(say, [*who, *found, *more.theme_tables, *every]),
            *prose.kept(say, asked, decided),
        ),
        method=prose.method(say, wave),
        more=replace(more, theme_tables=tuple(telling(more.theme_tables))),
    )


def _pages(
    say: Say, asked: Survey, made_of: Material, name: str, whole: SafePage
) -> Sequence[tuple[str, SafePage]]:
    """This wave and those before it that asked the same, oldest first, as each was released."""
    then = [
        (each.name, spoken(safe_page(asked, opened(asked, each.release)), asked, say))
        for each in made_of.earlier
    ]
    return (*then, (name, whole))


def _beside(say: Say, survey: Survey, pages: Sequence[tuple[str, SafePage]], more: More) -> More:
    """What several waves tell together: by section where a survey has them, else by scale."""
    years = by_section(say, survey, pages)
    waves = None if years else over_time(say, survey, pages[-COMPARED:])
    return replace(more, years=years, over_time=waves, target=_target(say, survey, pages))


def _target(say: Say, survey: Survey, pages: Sequence[tuple[str, SafePage]]) -> Target | None:
    """Beside the wave before: at the end of a day, and three months later."""
    key = survey.target.question if survey.target else ""
    told = [(name, page.questions[key]) for name, page in pages if key in page.questions]
    return target_of(say, survey, told[-COMPARED:])


def _more(
    made_of: Material, themes: SafeTable | None, by_theme: Sequence[SafeTable], say: Say
) -> More:
    """What people wrote about, under the themes of today, with quotes."""
    book, language = made_of.book, made_of.brief.language
    if themes is None or book is None:
        return themed(NOTHING_MORE, say, themes, by_theme) if themes else NOTHING_MORE
    whole, *divided = (in_use(table, book, language) for table in (themes, *by_theme))
    return quoted(themed(NOTHING_MORE, say, whole, divided), made_of.quotes, book, made_of.decided)


def _fronted(report: Report, survey: Survey, made_of: Material, say: Say) -> Report:
    """What the officer wrote, and what stands where nothing was written; the summary."""
    brief = made_of.brief
    asked = brief.recommendations or in_brief.recommendations(say, brief.purpose, report)
    if report.small:
        return replace(report, recommendations=asked)
    return replace(
        report,
        summary=in_brief.summary(say, survey, report, made_of.work),
        recommendations=asked,
        implications=prose.implications(say, brief.implications),
    )


def _is_main(table: SafeTable) -> bool:
    """Scales side by side belong in the paper itself; the rest of the comparisons behind it."""
    return table.key.startswith(("best.", "worst."))


def _numbered(survey: Survey) -> dict[str, int]:
    asked = [q.key for q in survey.questions if not isinstance(q, Statement)]
    return {key: number for number, key in enumerate(asked, start=1)}


def _asked(survey: Survey, say: Say) -> tuple[AskedQuestion, ...]:
    numbered = [(survey.question(key), number) for key, number in _numbered(survey).items()]
    return tuple(
        AskedQuestion(number, question.text, prose.question_kind(say, question))
        for question, number in numbered
    )


def _findings(survey: Survey, page: SafePage, say: Say) -> tuple[Finding, ...]:
    numbers, short = _numbered(survey), _short(survey)
    return tuple(
        _marked(
            survey,
            findings.finding(say, numbers[key], survey.question(key), table, short.get(key, "")),
        )
        for key, table in page.questions.items()
    )


def _marked(survey: Survey, found: Finding) -> Finding:
    """The permission to quote is a number to know, not a picture to look at."""
    aside = found.key == survey.quote_permission
    chart = None if aside else found.chart
    scale = isinstance(survey.question(found.key), Scale)
    ends = ends_shown(found) if scale else 0
    return replace(found, chart=chart, is_scale=scale, aside=aside, ends=ends)


def _short(survey: Survey) -> dict[str, str]:
    scales = [question for question in survey.questions if isinstance(question, Scale)]
    names = shorten([question.text for question in scales])
    return {question.key: name for question, name in zip(scales, names, strict=True)}


def _named(report: Report) -> Report:
    """The same figures have the same name, in every language and whatever day it is."""
    block, more = report.block, report.more
    tables = [
        (table.key, [(_plain(row.base), [_plain(c) for c in row.cells]) for row in table.rows])
        for _, table in report.tables()
    ]
    quotes = [quote.text for theme in more.themes for quote in theme.quotes]
    told = [block.reference, block.opened_on, block.closed_on, _plain(report.base), tables, quotes]
    digest = hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()
    return replace(report, id=f"R-{digest[:10].upper()}", digest=digest)


def _plain(cell: Cell) -> dict[str, int | None]:
    return {"count": cell.count, "percent": cell.percent} if isinstance(cell, Shown) else {}

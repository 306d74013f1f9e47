"""One report from one closed wave."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from exports import findings, prose
from exports.aggregate import aggregate
from exports.labels import shorten
from exports.policy import DEFAULT, Policy
from exports.report import AskedQuestion, Finding, Report, SafeTable, TitleBlock
from exports.suppress import NO_BASE, SafePage, suppress
from surveys.definition import Scale, Statement, Survey
from surveys.errors import WaveNotClosed
from surveys.records import Response, ReviewText, Wave, WaveState

MARKING = "OFFICIAL"
STATUS = "Draft for checking"


def make_report(  # noqa: PLR0913, PLR0917  # agreed with the callers
    wave: Wave,
    responses: Sequence[Response],
    texts: Sequence[ReviewText],
    today: date,
    organisation: str,
    policy: Policy = DEFAULT,
) -> Report:
    """Count, make safe, put into words. The order of the responses makes no difference.

    `texts` are all texts of the wave: those kept out are told from those that wait by them.
    """
    if wave.state is not WaveState.CLOSED:
        raise WaveNotClosed
    block = _block(wave, today, organisation)
    if len(responses) < policy.smallest_group:
        return _named(_too_few(block, policy))
    page = suppress(wave.survey, aggregate(wave.survey, responses, texts), policy)
    return _named(_whole(wave, block, page, policy))


def _block(wave: Wave, today: date, organisation: str) -> TitleBlock:
    return TitleBlock(
        organisation=organisation,
        title=wave.survey.title,
        wave=wave.name,
        reference=wave.code,
        opened_on=wave.opened_on,
        closed_on=wave.closed_on,
        made_on=today,
        status=STATUS,
        marking=MARKING,
    )


def _too_few(block: TitleBlock, policy: Policy) -> Report:
    return Report(block=block, base=NO_BASE, small=prose.too_few(policy))


def _whole(wave: Wave, block: TitleBlock, page: SafePage, policy: Policy) -> Report:
    survey = wave.survey
    found = _findings(survey, page)
    parts = {
        by: [findings.divided(survey.question(by), t) for t in ts]
        for by, ts in page.divided.items()
    }
    every = [part for by in survey.breakdowns for part in parts[by]]
    tables: list[SafeTable] = [part.table for part in every]
    return Report(
        block=block,
        base=page.people,
        small="",
        summary=_summary(survey, page, found),
        purpose=prose.purpose(survey, block.organisation),
        recommendations=prose.RECOMMENDATIONS,
        background=prose.background(survey, wave, block.period),
        asked=_asked(survey),
        answered=prose.answered(page.people),
        who=tuple(findings.who(survey.question(by), page.who[by]) for by in survey.breakdowns),
        findings=found,
        breakdowns=tuple(part for part in every if _is_main(part.table)),
        appendix=tuple(part for part in every if not _is_main(part.table)),
        hidden=prose.hidden(policy, survey, tables),
        method=prose.method(wave),
    )


def _is_main(table: SafeTable) -> bool:
    """Scales side by side belong in the paper itself; the rest of the comparisons behind it."""
    return table.key.startswith(("best.", "worst."))


def _numbered(survey: Survey) -> dict[str, int]:
    asked = [q.key for q in survey.questions if not isinstance(q, Statement)]
    return {key: number for number, key in enumerate(asked, start=1)}


def _asked(survey: Survey) -> tuple[AskedQuestion, ...]:
    return tuple(
        AskedQuestion(number, survey.question(key).text, prose.question_kind(survey.question(key)))
        for key, number in _numbered(survey).items()
    )


def _findings(survey: Survey, page: SafePage) -> tuple[Finding, ...]:
    numbers, short = _numbered(survey), _short(survey)
    return tuple(
        _undrawn(
            survey, findings.finding(numbers[key], survey.question(key), table, short.get(key, ""))
        )
        for key, table in page.questions.items()
    )


def _undrawn(survey: Survey, found: Finding) -> Finding:
    """The permission to quote is a number to know, not a picture to look at."""
    return replace(found, chart=None) if found.key == survey.quote_permission else found


def _short(survey: Survey) -> dict[str, str]:
    scales = [question for question in survey.questions if isinstance(question, Scale)]
    names = shorten([question.text for question in scales])
    return {question.key: name for question, name in zip(scales, names, strict=True)}


def _summary(survey: Survey, page: SafePage, found: Sequence[Finding]) -> tuple[str, ...]:
    told = [f for f in found if f.key != survey.quote_permission]
    lines = [findings.in_summary(survey.question(f.key), f) for f in told]
    return (prose.took_part(page.people), *lines)


def _named(report: Report) -> Report:
    """The same safe content has the same name, whatever day it was put on paper."""
    content = asdict(replace(report, block=replace(report.block, made_on=date.min)))
    digest = hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()
    return replace(report, id=f"R-{digest[:10].upper()}", digest=digest)

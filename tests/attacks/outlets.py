"""What is passed on beside a paper's own tables, as readers have it: from the real files.

Changes since other waves, results by section, votes on what was done, hotspots, papers in another
language, words in which numbers stand, what joining neighbours would show.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import openpyxl

from exports.disclosure.proposals import Visible
from exports.findings.hotspots import Divided, spreads
from exports.render import Kind, render
from exports.report import Report
from exports.tables.lines import EVERYONE, Line, lines
from exports.workbook.hotspot_sheet import workbook
from surveys.definitions.definition import FreeText, Option, Picking, Scale, Survey
from surveys.releases import Release
from surveys.themes.codebook import Codebook
from tests.attacks.names import NOT_SAID, Sum, ends, rows_of, split
from tests.attacks.opening import texts_within
from tests.attacks.solving import KNOWN, Model, Seen
from tests.documents.reading import csv_lines, json_lines
from tests.exports.simulated import TODAY

WHO = "Who answered"
VOTES = "Difference"
YEARS = "Sections"
TRENDS = "Trends"
ENOUGH_TO_QUOTE = 20


def own(told: Sequence[Line]) -> list[Line]:
    """What a paper tells of its own waves."""
    return [line for line in told if line.section not in {VOTES, YEARS, TRENDS}]


def since(told: Sequence[Line], waves: Mapping[str, Seen]) -> list[Line]:
    """What it tells of waves side by side, as far as the attacker knows which they are."""
    return [line for line in told if line.section == TRENDS and line.group in waves]


def votes(told: Sequence[Line]) -> list[Line]:
    return [line for line in told if line.section == VOTES]


def left_out(survey: Survey, told: Sequence[Line]) -> list[Line]:
    """What would be marks alone is in no table; whatever stands behind it must stay unknown."""
    there = {(line.question, line.answer, line.group) for line in told}
    sizes = [line for line in told if not line.group and line.section == WHO]
    sizes += [_nothing_of(by, group) for by, group in _unnamed(survey, sizes)]
    asked = [q for q in survey.questions if isinstance(q, Picking | FreeText)]
    rows = [
        _nothing_of(question.text, row, EVERYONE)
        for question in asked
        if question.key not in survey.breakdowns
        for row in rows_of(question)
    ]
    cells = [
        replace(_nothing_of(question.text, measure, size.answer), base=size.count)
        for question in asked
        if isinstance(question, Picking) and question.ask_if is None
        if question.key not in survey.breakdowns
        for measure in _measures(question)
        for size in sizes
    ]
    every = [*sizes, *rows, *cells]
    return [line for line in every if (line.question, line.answer, line.group) not in there]


def _nothing_of(question: str, answer: str, group: str = "") -> Line:
    return Line("Left out", question, answer, group, None, None, None, "")


def _unnamed(survey: Survey, sizes: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """The groups of which no line tells how many they are, not even with a neighbour."""
    named = {name for line in sizes for name in (line.answer, *split(line.answer))}
    for by in survey.breakdowns:
        groups = [*(option.text for option in _options(survey, by)), NOT_SAID[by]]
        yield from ((survey.question(by).text, group) for group in groups if group not in named)


def _measures(question: Picking) -> Sequence[str]:
    return (*ends(question),) if isinstance(question, Scale) else [o.text for o in question.options]


# ---------------------------------------------------------------- told elsewhere first
def unreleased(told: Sequence[Line], waves: Mapping[str, Seen]) -> list[str]:
    """Numbers of other waves that none of the papers of those waves has."""
    return [
        f"{line.section}: {line.question}/{line.answer}/{line.group} {line.count}"
        for line in since(told, waves)
        if line.count is not None and not _released(line, waves[line.group])
    ]


def _released(line: Line, seen: Seen) -> bool:
    same = replace(line, section="", group=EVERYONE, note="")
    return any(replace(each, section="", note="") == same for each in seen.lines)


def sections_off(told: Sequence[Line], waves: Mapping[str, Seen]) -> list[str]:
    """Shares of the two best points that are not what both points of that paper add up to."""
    return [
        f"{line.question}/{line.group} {line.count}"
        for line in told
        if line.section == YEARS and line.count is not None and line.group in waves
        if line.count != _added(line.question, waves[line.group])
    ]


def _added(question: str, seen: Seen) -> int | None:
    rows = [x.count for x in seen.lines if (x.question, x.group) == (question, EVERYONE)][:2]
    return None if None in rows else sum(n for n in rows if n is not None)


# ---------------------------------------------------------------- hotspots
def hot(survey: Survey, book: Codebook, releases: Mapping[str, tuple[Release, Seen]]) -> list[str]:
    """Percentages of the workbook that no paper has; `releases` by the name of the wave."""
    found = []
    themes = {theme.key: theme.label for theme in book.in_use}
    for by in survey.breakdowns:
        names = {option.key: option.text for option in _options(survey, by)}
        every = [release for release, _ in releases.values()]
        made = spreads(every, themes, Divided(by, names))
        body = workbook(made, list(releases), "Hotspots", TODAY)
        found += [f"hotspots: {told}" for told in _unprinted(body, releases)]
    return found


def _options(survey: Survey, key: str) -> Sequence[Option]:
    question = survey.question(key)
    return question.options if isinstance(question, Picking) else ()


def _unprinted(
    body: bytes, releases: Mapping[str, tuple[Release, Seen]]
) -> Iterator[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    top = next(n for n, row in enumerate(rows) if row[0] == "Theme")
    for theme, place, *percents in rows[top + 1 :]:
        group = EVERYONE if place == "Everyone" else place
        for (_, seen), percent in zip(releases.values(), percents, strict=False):
            printed = {x.percent for x in seen.lines if (x.answer, x.group) == (theme, group)}
            if isinstance(percent, int) and percent not in printed:
                yield theme, place, percent


# ---------------------------------------------------------------- words
def otherwise(report: Report, other: Report) -> list[str]:
    """Formats in which a paper in another language has other numbers."""
    ours = [(x.count, x.percent, x.base) for x in lines(report)]
    found = {
        "csv": csv_lines(render(other, "csv")),
        "json": json_lines(render(other, "json")),
    }
    return [
        f"{fmt} {other.block.language}" for fmt, told in found.items() if _figures(told) != ours
    ]


def _figures(told: Sequence[tuple[str, ...]]) -> list[tuple[int | None, ...]]:
    return [tuple(int(n) if n.isdigit() else None for n in line[4:]) for line in told]


def of_ten(report: Report) -> list[str]:
    """People of ten, in the summary for young people, that no two printed numbers come to."""
    printed = [line for line in lines(report) if line.group == EVERYONE]
    by_question: dict[str, list[Line]] = {}
    for line in printed:
        by_question.setdefault(line.question, []).append(line)
    allowed = {
        _ten(pair) for rows in by_question.values() for pair in (rows[:2], rows[3:5], rows[:1])
    }
    texts = " ".join(texts_within(render(report, "pdf", Kind.SUMMARY)))
    told = set(re.findall(r"bout\s+(\d+)\s+out\s+of\s+10", texts))
    return sorted(f"{n} out of 10" for n in told - allowed)


def _ten(rows: Sequence[Line]) -> str:
    counts = [line.count for line in rows]
    base = rows[0].base if rows else None
    if None in counts or not base:
        return ""
    return str(round(10 * sum(n for n in counts if n is not None) / base + 1e-9))


def quoted(content: bytes) -> dict[str, bool]:
    """By theme, whether words stand beside it, from the JSON file."""
    themes = json.loads(content)["themes"]
    return {theme["label"]: bool(theme["quotes"]) for theme in themes}


def quotes_off(told: Sequence[Line], quotes: Mapping[str, bool]) -> list[str]:
    """Words stood ready for each: whether they are there may not tell more than the number."""
    of = {line.answer: line.count for line in told if line.group == EVERYONE}
    return [
        f"quote: {theme} {of[theme]}" for theme, has in quotes.items() if has != _many(of[theme])
    ]


def _many(count: int | None) -> bool:
    return count is not None and count - KNOWN.off >= ENOUGH_TO_QUOTE


# ---------------------------------------------------------------- looked at, never released
def know_proposals(model: Model, seen: Seen, told: Sequence[Visible]) -> None:
    """Where every number would be shown, each is as large as a shown one has to be."""
    for each in told:
        if each.join and each.cells and each.shown == each.cells:
            by, _, pair = each.join.partition("=")
            names = {o.key: o.text for o in _options(model.survey, by)}
            _all_shown(model, seen, by, [names[key] for key in pair.split("+")])


def _all_shown(model: Model, seen: Seen, by: str, groups: Sequence[str]) -> None:
    asked = {(n[0], n[1]) for n in model.names() if len(n) == 4 and n[2] == by}
    sizes: Sum = {(issue, by, g): 1 for issue in seen.of() for g in groups}
    for text, measure in asked:
        cells: Sum = {(i, text, measure, by, g): 1 for i in seen.of(text) for g in groups}
        model.least.append((cells, model.rules.shown_from))
        gap = sizes | dict.fromkeys(cells, -1)
        model.least.append((gap, model.rules.gap))

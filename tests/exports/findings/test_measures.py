"""The three measures say what is known, and plainly what is not; the same in every format."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
from openpyxl import load_workbook
from pypdf import PdfReader

from exports.disclosure.aggregate import aggregate
from exports.disclosure.decided import Decided, decide_alone
from exports.disclosure.policy import DEFAULT
from exports.findings.changes import Before
from exports.findings.evaluations import Evaluated
from exports.make import Material, make_report, snapshot
from exports.render import Kind, render
from exports.report import Promise, Quote, Report, Theme
from surveys.office.actions import Action, Status
from surveys.office.work import Work, work
from surveys.register import Kept
from tests.exports.findings.test_targets import answers, released
from tests.exports.findings.test_trends import released as pulse_released
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

WORK = Work(raised=7, here=2, done=3, dropped=1, overdue=1, timed=3, on_time=2, updates=4)


def told(report: Report) -> dict[str, str]:
    return {each.question: " ".join(each.says) for each in report.more.measures}


def full() -> Report:
    made = Material(
        closed(pulse(), id="w2"),
        make_decided(),
        TODAY,
        BOARD,
        work=WORK,
        before=Before("Autumn", pulse_released(people(pulse(), 300, 1), "w1")),
        evaluations=(evaluated(),),
    )
    return snapshot(made)


def make_decided() -> Decided:
    return decide_alone(pulse(), aggregate(pulse(), people(pulse(), 300, 2)), DEFAULT)


def evaluated() -> Evaluated:
    _, made = released(answers(280, 20), "w1")
    return Evaluated("Autumn event", made.wave.survey, made.decided)


def test_what_is_not_known_is_said() -> None:
    much, well, better = told(
        make_report(closed(pulse()), people(pulse(), 150), (), TODAY, BOARD)
    ).values()
    assert "No action is in the action log yet." in much
    assert "No evaluation of an event or a training has been released yet." in well
    assert "there is no response rate" in well
    assert "No answers yet to whether what was done has made a difference." in better
    assert "No released wave before this one" in better


def test_what_is_known_is_told_with_its_numbers() -> None:
    much, well, better = told(full()).values()
    assert "About 300 young people took part." in much
    assert "log: 7, of which from this wave: 2. Done: 3. Closed without being done: 1." in much
    assert "had a due date: 3, of which in time: 2." in well
    assert "How was the event? Autumn event: 93% favourable, target 95%." in well
    assert "No released wave before this one" not in better


def test_every_format_says_the_same() -> None:
    report = full()
    lines = [line for each in report.more.measures for line in each.says]
    paper = "\n".join(p.text for p in docx.Document(io.BytesIO(render(report, "docx"))).paragraphs)
    sheet = load_workbook(io.BytesIO(render(report, "xlsx")))["Three measures"]
    cells = {row[1] for row in sheet.iter_rows(values_only=True)}
    data = json.loads(render(report, "json"))["measures"]
    assert all(line in paper for line in lines)
    assert set(lines) <= cells
    assert [line for each in data for line in each["says"]] == lines


def test_a_report_of_too_few_has_none() -> None:
    report = make_report(closed(pulse()), people(pulse(), 6), (), TODAY, BOARD)
    assert report.more.measures == ()


def test_the_log_is_counted_and_in_time_means_by_the_day() -> None:
    start = Action("Lamps", date(2026, 1, 5), origin="spring", due=date(2026, 3, 1))
    late = replace(start, status=Status.DONE, outcome="Yes", closed=date(2026, 3, 2))
    punctual = replace(late, closed=date(2026, 3, 1))
    dropped = replace(start, status=Status.DROPPED, origin="", outcome="No money", due=None)
    kept = [
        Kept(f"A{n}", 1, "", datetime(2026, 3, 2, tzinfo=UTC), "Olu", thing)
        for n, thing in enumerate((start, late, punctual, dropped))
    ]
    assert work(kept, "spring", TODAY, 2) == Work(4, 3, 2, 1, 1, 2, 1, 2)


def test_the_summary_keeps_to_two_pages_however_much_was_done() -> None:
    report = full()
    long = Promise("We want more light at night. " * 8, "Eight lamps are lit. " * 10, TODAY)
    quotes = tuple(Quote("x " * 79, "a") for _ in range(2))
    theme = Theme("a", "a", "a", "a", quotes=quotes)
    more = replace(report.more, done=(long,) * 3, themes=(theme,))
    made = PdfReader(io.BytesIO(render(replace(report, more=more), "pdf", Kind.SUMMARY)))
    said = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert len(made.pages) == 2
    assert "Done on time: 2 of 3." in said
    assert "Then we tell you what they did." in said

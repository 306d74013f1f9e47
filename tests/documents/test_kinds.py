"""The young people's summary, the poster, an officer's own template, and papers in other dress."""

import io
import re
import struct
import zlib
from dataclasses import replace
from datetime import date

import docx
import pptx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from pptx.oxml.ns import qn as qn_of_slides
from pypdf import PdfReader

from exports.brief import Brief, colour, logo
from exports.disclosure.policy import DEFAULT
from exports.errors import UnfitBrief, UnfitTemplate, UnknownFormat
from exports.heading import Look, Purpose
from exports.make import make_report
from exports.render import FORMATS, Kind, render
from exports.report import More, Promise, Quote, Report, Theme
from exports.slides.slides import slides
from exports.undertaken import Action, Standing
from surveys.definitions.reading import load
from tests.documents.test_same_figures import numbers, telling
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

SURVEY = load("safety-pulse")
ARABIC = "أشعر بالأمان أكثر عندما تكون هناك أضواء"
OTHERS = (Kind.SUMMARY, Kind.POSTER)


def png() -> bytes:
    """One dark dot."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0\0\0\0")
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def made(number: int = 300, brief: Brief | None = None) -> Report:
    some = people(SURVEY, number)
    return make_report(closed(SURVEY), some, (), TODAY, BOARD, DEFAULT, brief or Brief())


def full() -> Report:
    """With everything a paper may hold."""
    quotes = (Quote("More lights by the shops", "lights", "14 or 15"), Quote(ARABIC, "lights"))
    heading = "Lights and places: 40% wrote about it"
    theme = Theme("lights", "Lights", heading, "Says.", quotes=quotes)
    more = More(
        themes=(theme,),
        done=(Promise("It is dark at the bus stop", "We put up lights", TODAY),),
        actions=(
            Action("Mend the path", "Ann Lee, Highways", TODAY, Standing.OVERDUE),
            Action("Ask again", "", None, Standing.OPEN),
        ),
    )
    return replace(made(), more=more)


def crowded() -> Report:
    """With more, and longer, than there is room for."""
    more = full().more
    long = Promise("It is dark at the bus stop. " * 20, "We put up lights. " * 20, TODAY)
    many = tuple(replace(more.themes[0], key=str(n), label=str(n)) for n in range(40))
    return replace(full(), more=replace(more, done=(long,) * 8, themes=many))


def busy() -> Report:
    """Forty themes, a few of them quoted, with what was done and what is to be done."""
    where = "Highest: Weston and the Villages (20%), lowest: Northgate (8%). " * 2
    trend = "Since Autumn 2025 the share has risen from 6% to 9%, more than chance may explain."
    quote = Quote("More lights by the shops, I walk past them every day in winter", "lights", "14")
    says = "About 90 of about 900 people wrote about it."
    themes = tuple(
        Theme(str(n), f"Theme {n}", f"Theme {n}: 9% wrote about it", says, where, trend, (quote,))
        for n in range(40)
    )
    done = Promise(
        "It is dark at the bus stop", "We put up lights and asked the bus to wait", TODAY
    )
    action = Action("Mend the path", "Ann Lee, Highways", TODAY, Standing.OPEN)
    unmet = tuple(theme.label for theme in themes[3:])
    more = More(themes=themes, done=(done,) * 3, actions=(action,) * 4, unmet=unmet)
    return replace(made(900), more=more)


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


# ---------------------------------------------------------------- board paper
def test_with_forty_themes_the_paper_is_five_pages_and_what_is_behind_it() -> None:
    told = pages(render(busy(), "pdf"))
    behind = next(n for n, page in enumerate(told) if "How this was done" in page)
    assert behind <= 5
    assert "Appendix: all numbers" in " ".join(told[behind : behind + 2])
    assert "Other themes, in the appendix: 36." in " ".join(told)


def test_with_eight_long_updates_the_paper_is_five_pages_and_tells_all_of_them_behind() -> None:
    long = Promise("It is dark at the bus stop. " * 20, "We put up lights. " * 20, TODAY)
    last = replace(long, did="We put up lights. " * 20 + "Ask us in May.")
    report = replace(made(), more=replace(full().more, done=(*(long,) * 7, last)))
    told = pages(render(report, "pdf"))
    behind = next(n for n, page in enumerate(told) if "How this was done" in page)
    assert behind <= 5
    assert "All 8 updates stand in full in the appendix." in " ".join(told[:behind])
    assert "Ask us in May." not in " ".join(told[:behind])
    assert "Ask us in May." in " ".join(told[behind:])


@pytest.mark.parametrize("number", [14, 150, 300, 900])
def test_no_page_before_the_appendix_is_left_nearly_empty(number: int) -> None:
    """What is behind stands together on one page, and follows where it has room."""
    told = pages(render(made(number), "pdf"))
    behind = next(n for n, page in enumerate(told) if "How this was done" in page)
    assert "one frozen snapshot" in told[behind]
    assert all(len(page) > 1000 for page in told[:behind])


def test_few_short_updates_are_told_once() -> None:
    told = " ".join(pages(render(full(), "pdf")))
    assert told.count("We put up lights") == 1
    assert "in full" not in told


@pytest.mark.parametrize("kind", OTHERS)
def test_long_names_take_no_page_more(kind: Kind) -> None:
    longer = " when you think about all of the places where you spend an ordinary week?"
    asked = tuple(
        replace(q, text=q.text.rstrip("?") + longer) if q.text.startswith("How safe") else q
        for q in SURVEY.questions
    )
    survey = replace(SURVEY, questions=asked, title="How safe do you feel?" + longer)
    report = make_report(closed(survey), people(survey, 300), (), TODAY, BOARD)
    assert len(pages(render(report, "pdf", kind))) == (2 if kind is Kind.SUMMARY else 1)


def test_a_thin_wave_says_once_that_nothing_can_be_shown() -> None:
    thin = made(12)
    told = " ".join(pages(render(thin, "pdf", Kind.SUMMARY)))
    assert "hidden" not in told
    assert told.count("we do not show what you said") == 1
    assert sum("can be shown" in line for line in thin.summary) == 1
    paper = " ".join(pages(render(thin, "pdf")))
    assert paper.count("Every number is too small, or too close to everyone, to be shown.") == 1
    assert "There are no tables of answers: none could show a number." in paper
    assert "too few answers of one kind" not in paper
    assert "[c] [c]" not in paper


@pytest.mark.parametrize("fmt", ["pdf", "docx", "html"])
def test_with_too_few_answers_a_board_still_reads_what_was_done_and_is_late(fmt: str) -> None:
    more, votes = full().more, made(300).findings[0].table
    promise = replace(more.done[0], difference=votes, says="Votes.")
    small = replace(made(0), more=replace(more, done=(promise,)))
    told = " ".join(told_by(fmt, render(small, fmt)).split())
    for part in ("Fewer than 10", "We put up lights", "Votes.", "Mend the path", "[c] hides"):
        assert part in told
    assert "Findings" not in told
    titles = [slide.title for slide in slides(small)]
    assert titles == ["What can be reported", "You said, we did", "Outstanding actions"]


# ---------------------------------------------------------------- summary and poster
def test_with_too_few_people_no_answers_are_promised_to_anybody() -> None:
    told = " ".join(pages(render(made(0), "pdf", Kind.SUMMARY)))
    assert "Only a few people took part" in told
    assert "We show these answers" not in told
    assert "Only a few people took part" in " ".join(pages(render(made(0), "pdf", Kind.POSTER)))


@pytest.mark.parametrize(("kind", "most"), [(Kind.SUMMARY, 2), (Kind.POSTER, 1)])
@pytest.mark.parametrize(
    "report", [made(), full(), crowded(), made(0)], ids=["usual", "full", "crowded", "none"]
)
def test_it_fits_its_pages_and_is_the_same_twice(kind: Kind, most: int, report: Report) -> None:
    drawn = render(report, "pdf", kind)
    assert len(pages(drawn)) <= most
    assert drawn == render(report, "pdf", kind)
    told = " ".join(pages(drawn))
    assert report.id in told
    assert "0800 1111" in told


@pytest.mark.parametrize("kind", OTHERS)
def test_what_hangs_on_a_wall_bears_no_marking(kind: Kind) -> None:
    marked = replace(full(), block=replace(full().block, marking="OFFICIAL-SENSITIVE"))
    assert "OFFICIAL" not in " ".join(pages(render(marked, "pdf", kind)))
    assert "OFFICIAL-SENSITIVE" in " ".join(pages(render(marked, "pdf")))


@pytest.mark.parametrize("kind", OTHERS)
def test_what_adults_are_given_names_nothing_for_children(kind: Kind) -> None:
    survey = replace(pulse(), audience="frontline staff")
    given = make_report(closed(survey), people(survey, 80), (), TODAY, BOARD)
    told = " ".join(pages(render(given, "pdf", kind)))
    assert "116 123" in told
    assert "Childline" not in told


@pytest.mark.parametrize("kind", OTHERS)
def test_no_exact_count_is_in_it(kind: Kind) -> None:
    survey = pulse()
    some = people(survey, 613)
    report = make_report(closed(survey), some, (), TODAY, BOARD)
    told = " ".join(pages(render(report, "pdf", kind)))
    assert not telling(some) & numbers(told)


def test_the_summary_can_be_read_by_a_child_of_eleven() -> None:
    """Flesch and Kincaid: a school grade of 6 is an age of 11."""
    (told,) = [" ".join(pages(render(replace(made(), findings=()), "pdf", Kind.SUMMARY)))]
    start = told.index("You did not give")
    assert grade(told[start : told.index("Need to talk")]) <= 6


def grade(text: str) -> float:
    words = re.findall(r"[A-Za-z’']+", text)
    sentences = max(len(re.findall(r"[.!?]", text)), 1)
    sounds = sum(max(len(re.findall(r"[aeiouy]+", word.lower().rstrip("e"))), 1) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * sounds / len(words) - 15.59


@pytest.mark.parametrize("fmt", sorted(set(FORMATS) - {"pdf"}))
def test_a_kind_has_its_one_format(fmt: str) -> None:
    with pytest.raises(UnknownFormat, match="pdf only"):
        render(made(), fmt, Kind.SUMMARY)


# ---------------------------------------------------------------- what an officer says
BRIEF = Brief(
    meeting="Safer Young People Board",
    meeting_on=date(2026, 4, 14),
    report_of="Jo Hill, Head of Service",
    contact="jo.hill@example.org",
    area="Harbour wards",
    purpose=Purpose.NOTING,
    marking="OFFICIAL-SENSITIVE",
    recommendations=("note this", "thank those who answered"),
    implications=("No cost.",),
)
SAID = (
    "Safer Young People Board",
    "14 April 2026",
    "Jo Hill, Head of Service",
    "jo.hill@example.org",
    "Harbour wards",
    "For noting",
    "OFFICIAL-SENSITIVE",
    "thank those who answered",
    "No cost.",
)


@pytest.mark.parametrize("fmt", ["docx", "pdf", "html"])
def test_a_paper_bears_what_the_officer_said(fmt: str) -> None:
    told = told_by(fmt, render(made(brief=BRIEF), fmt))
    for each in SAID:
        assert each in told, each
    assert "[name and post of the author]" not in told


def word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    head = document.sections[0].header._element  # noqa: SLF001
    parts = (document.element, head)
    paragraphs = [p for root in parts for p in root.iter(qn("w:p"))]
    return " ".join("".join(n.text or "" for n in p.iter(qn("w:t"))) for p in paragraphs)


def told_by(fmt: str, content: bytes) -> str:
    match fmt:
        case "docx":
            return word(content)
        case "pdf":
            return " ".join(pages(content))
        case _:
            return content.decode()


def test_the_figures_keep_their_name_whatever_the_officer_says() -> None:
    assert made(brief=BRIEF).id == made().id


@pytest.mark.parametrize("fmt", ["docx", "pdf", "html"])
def test_a_full_paper_holds_quotes_promises_and_actions(fmt: str) -> None:
    told = told_by(fmt, render(full(), fmt))
    for each in ("More lights by the shops", "We put up lights", "Mend the path", "overdue"):
        assert each in told, each


def test_a_slide_says_which_actions_are_overdue() -> None:
    (head, late, other) = (
        [cell.text for cell in row.cells]
        for slide in pptx.Presentation(io.BytesIO(render(full(), "pptx"))).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    )
    assert head == ["Action", "Lead", "Due"]
    assert late[2] == "20 March 2026, overdue"
    assert other[1:] == ["–", "no date"]


@pytest.mark.parametrize("report", [full(), busy()], ids=["full", "busy"])
def test_what_a_slide_tells_can_be_read_from_the_back(report: Report) -> None:
    marking = report.block.marking
    for slide in pptx.Presentation(io.BytesIO(render(report, "pptx"))).slides:
        for run in slide.element.iter(qn_of_slides("a:r")):
            if marking not in (run.findtext(qn_of_slides("a:t")) or ""):
                assert int(run.find(qn_of_slides("a:rPr")).get("sz")) >= 1800


def test_right_to_left_text_is_marked_as_such_in_word() -> None:
    document = docx.Document(io.BytesIO(render(full(), "docx")))
    (quote,) = [p for p in document.paragraphs if ARABIC in p.text]
    assert list(quote._p.iter(qn("w:bidi")))  # noqa: SLF001


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_look_of_its_own_can_be_drawn(fmt: str) -> None:
    look = Look("8A1538", png())
    assert render(made(brief=Brief(look=look)), fmt) != render(made(), fmt) or fmt in {
        "csv",
        "json",
        "xlsx",
    }


@pytest.mark.parametrize("raw", ["", "12345", "#GGGGGG", "#FFFF00", "red"])
def test_a_colour_that_cannot_be_read_is_refused(raw: str) -> None:
    with pytest.raises(UnfitBrief):
        colour(raw)


def test_a_dark_colour_is_taken() -> None:
    assert colour("#8a1538") == "8A1538"


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(600_000)])
def test_a_logo_is_a_small_png(raw: bytes) -> None:
    assert logo(png()) == png()
    with pytest.raises(UnfitBrief):
        logo(raw)


@pytest.mark.parametrize(
    "said", [{"meeting": "x" * 300}, {"contact": "two\nlines"}, {"recommendations": ("x",) * 20}]
)
def test_what_does_not_fit_a_paper_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(UnfitBrief):
        Brief(**said)  # type: ignore[arg-type]


# ---------------------------------------------------------------- an officer's template
def template() -> bytes:
    document = docx.Document()
    document.add_paragraph("Old text of the template.")
    document.styles["Heading 1"].font.name = "Georgia"
    document.sections[0].header.paragraphs[0].text = "Harbour Council"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_template_keeps_its_styles_and_heads_and_loses_its_text() -> None:
    drawn = render(made(), "docx", template=template())
    document = docx.Document(io.BytesIO(drawn))
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert document.sections[0].header.paragraphs[0].text == "Harbour Council"
    assert "Old text of the template." not in [p.text for p in document.paragraphs]
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"][:2] == [
        "Purpose",
        "Recommendations",
    ]
    assert document.styles["Numbered Paragraph"].element.find(f".//{qn('w:numPr')}") is not None
    assert drawn == render(made(), "docx", template=template())


def test_tables_take_no_air_from_a_template_that_says_nothing_of_them() -> None:
    """With ten points between paragraphs long tables would be three times as long."""
    roomy = docx.Document(io.BytesIO(template()))
    roomy.styles["Normal"].paragraph_format.space_after = Pt(10)
    out = io.BytesIO()
    roomy.save(out)
    document = docx.Document(io.BytesIO(render(made(), "docx", template=out.getvalue())))
    for name, bold in (("Table Text", False), ("Table Head", True)):
        assert document.styles[name].paragraph_format.space_after == Pt(1)
        assert document.styles[name].font.bold is bold


def test_a_template_of_its_own_heads_bears_the_marking_at_top_and_bottom_of_every_page() -> None:
    document = docx.Document(io.BytesIO(template()))
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].footer.paragraphs[0].text = "OFFICIAL-SENSITIVE · Town Hall"
    out = io.BytesIO()
    document.save(out)
    drawn = render(made(brief=BRIEF), "docx", template=out.getvalue())
    (section,) = docx.Document(io.BytesIO(drawn)).sections
    for part in (
        section.header,
        section.footer,
        section.first_page_header,
        section.first_page_footer,
    ):
        told = " ".join(paragraph.text for paragraph in part.paragraphs)
        assert told.count("OFFICIAL-SENSITIVE") == 1


@pytest.mark.parametrize("raw", [b"no zip", b"PK\x03\x04 broken", render(made(), "xlsx")])
def test_what_is_no_template_is_refused(raw: bytes) -> None:
    with pytest.raises(UnfitTemplate):
        render(made(), "docx", template=raw)

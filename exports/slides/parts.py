"""Slides as PowerPoint keeps them: real titles, text in its language, bars as shapes, notes."""

import io
from collections.abc import Sequence
from datetime import datetime, time

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape
from pptx.shapes.shapetree import SlideShapes
from pptx.slide import Slide, SlideLayout
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Cm, Emu, Length, Pt

from exports import style
from exports.charts import charts
from exports.labels import cut
from exports.report import Bar, Cell, Chart, Report, as_value
from exports.scripts import right_to_left, tag

WIDE, HIGH = Cm(33.867), Cm(19.05)
LEFT, TOP, ROOM = Cm(2), Cm(4.6), Cm(29.8)
LABEL, BARS, DEEP = Cm(12), Cm(14.5), Cm(10.9)
CHART_DEEP = Cm(10.4)
START, COLUMNS, VALUE = Emu(LEFT + LABEL + Cm(0.3)), Cm(17.5), Cm(2.6)
LONG_TITLE, LONG_TEXT, LONG_LABEL = 90, 500, 60
LONGEST_TITLE = 130
LEAST = 18
"""Points: what is smaller cannot be read from the back of a room. Marking and foot are smaller."""
LEAST_TITLE = LEAST
TALLEST_BAR, SHORT_LABEL, FEW_BARS = Cm(1.6), 32, 7
TITLE_SLIDE, TITLE_ONLY = 0, 5
LEFT_OVER = ("thumbnail", "printerSettings", "extended-properties")


class Deck:
    """A set of slides in the making."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = WIDE, HIGH
        self.accent = _colour(report.look.accent)
        self.layouts = self._kept()
        self._properties()
        self._fonts()
        self.slide: Slide | None = None
        self.letters = 0

    # ------------------------------------------------------------ slides
    def front(self, title: str, under: str, notes: str) -> None:
        slide = self._new(self.layouts[0], notes)
        self._place(slide.shapes.title, LEFT, Cm(5), ROOM, Cm(4))
        self._fill(
            slide.shapes.title.text_frame,
            (title,),
            _size(title, 44, 30, LONG_TITLE),
            bold=True,
            colour=self.accent,
        )
        second = slide.placeholders[1]
        self._place(second, LEFT, Cm(9.5), ROOM, Cm(4))
        self._fill(second.text_frame, under.split("\n"), 24)
        if self.report.look.logo:
            logo = slide.shapes.add_picture(
                io.BytesIO(self.report.look.logo), LEFT, Cm(1.6), height=Cm(2)
            )
            _describe(logo, "Logo", self.report.block.organisation)

    def add(self, title: str, notes: str) -> None:
        self.slide = self._new(self.layouts[1], notes)
        shape = self.slide.shapes.title
        self._place(shape, LEFT, Cm(1.35), ROOM, Cm(2.6))
        long = _size(title, 24, LEAST_TITLE, LONGEST_TITLE)
        size = _size(title, 30, long, LONG_TITLE)
        self._fill(shape.text_frame, (title,), size, bold=True, colour=self.accent)

    def lines(self, lines: Sequence[str]) -> None:
        box = self._box(LEFT, TOP, ROOM, DEEP)
        size = _size(" ".join(lines), 26, 20, LONG_TEXT)
        self._fill(box.text_frame, lines, size, after=14)
        box.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        if len(lines) > 1:
            for paragraph in box.text_frame.paragraphs:
                _bullet(paragraph)

    def big(self, number: str, lines: Sequence[str]) -> None:
        """One number to be seen from the back of the room."""
        self._fill(self._box(LEFT, TOP, ROOM, Cm(4)).text_frame, (number,), 96, bold=True)
        self._fill(self._box(LEFT, Cm(9.4), ROOM, Cm(6)).text_frame, lines, 24, after=8)

    def chart(self, chart: Chart) -> None:
        """Bars as shapes in one group, whose words say the finding."""
        self._fill(self._box(LEFT, Cm(4.1), ROOM, Cm(1)).text_frame, (chart.title,), LEAST)
        group = self._shapes.add_group_shape()
        _describe(group, "Chart", chart.alt)
        self.letters = _letters(chart)
        lines = len(chart.bars) + bool(chart.columns)
        step, top = Emu(min(TALLEST_BAR, CHART_DEEP // max(lines, 1))), Cm(5.3)
        if chart.columns:
            self._heads(group, chart.columns, top, step)
            top = Emu(top + step)
        for place, bar in enumerate(chart.bars):
            self._bar(group, bar, charts.scale(chart), Emu(top + step * place), step)
        if chart.line:
            self._line(group, chart.line, Emu(step * len(chart.bars)))
        note = charts.note(chart, self.report)
        self._fill(self._box(LEFT, Cm(15.8), ROOM, Cm(1.8)).text_frame, (note,), LEAST)

    def _line(self, group: GroupShape, percent: int, high: Length) -> None:
        """A target, across all bars."""
        left = Emu(START + BARS * percent // 100)
        self._rectangle(group, (left, Cm(5.3)), (Cm(0.08), high), _colour(style.INK))

    def table(self, rows: Sequence[Sequence[str]], name: str) -> None:
        """The first row is the head of the table."""
        shape = self._shapes.add_table(
            len(rows), len(rows[0]), LEFT, TOP, ROOM, Emu(Cm(1.2) * len(rows))
        )
        _describe(shape, "Table", name)
        widths = (Cm(15.4), Cm(7), Cm(7.4))
        for place, width in enumerate(widths[: len(rows[0])]):
            shape.table.columns[place].width = width
        for down, row in enumerate(rows):
            for place, text in enumerate(row):
                cell = shape.table.cell(down, place)
                self._fill(cell.text_frame, (text,), 20, bold=down == 0)
                cell.fill.solid()
                cell.fill.fore_color.rgb = _colour(style.PALE if not down else "FFFFFF")

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.deck.save(out)
        return out.getvalue()

    # ------------------------------------------------------------ pieces
    @property
    def _shapes(self) -> SlideShapes:
        assert self.slide is not None  # noqa: S101  # add() comes first
        return self.slide.shapes

    def _heads(self, group: GroupShape, names: Sequence[str], top: Length, step: Length) -> None:
        """The waves whose bars stand under each other."""
        for name, left in zip(names, _columns(len(names)), strict=True):
            wide = Emu(COLUMNS // len(names))
            box = group.shapes.add_textbox(left, top, wide, step)
            self._fill(box.text_frame, (name,), LEAST, bold=True)

    def _bar(self, group: GroupShape, bar: Bar, most: int, top: Length, step: Length) -> None:
        label = group.shapes.add_textbox(LEFT, top, LABEL, step)
        frame = label.text_frame
        frame.margin_top = frame.margin_bottom = 0
        self._fill(frame, (cut(bar.label, LONG_LABEL),), self.letters)
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        several = len(bar.cells) > 1
        room = Emu(COLUMNS // len(bar.cells) - VALUE) if several else BARS
        for cell, left in zip(bar.cells, _columns(len(bar.cells)), strict=True):
            self._length(group, cell, Emu(room * charts.length(cell) // most), left, (top, step))

    def _length(
        self, group: GroupShape, cell: Cell, wide: Length, left: Length, at: tuple[Length, Length]
    ) -> None:
        """One bar, with its number beside it."""
        top, step = at
        if wide:
            high = Emu(step * 7 // 10)
            place = left, Emu(top + (step - high) // 2)
            self._rectangle(group, place, (wide, high), self.accent)
        value = group.shapes.add_textbox(Emu(left + wide), top, VALUE, step)
        self._fill(value.text_frame, (as_value(cell),), 20, bold=bool(wide))

    @staticmethod
    def _rectangle(
        group: GroupShape,
        place: tuple[Length, Length],
        size: tuple[Length, Length],
        colour: RGBColor,
    ) -> None:
        """Plain: without the style of the theme, which LibreOffice draws with a shadow."""
        drawn = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place, *size)
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = colour
        drawn.line.fill.background()
        for styled in drawn._element.xpath("./p:style"):  # noqa: SLF001
            drawn._element.remove(styled)  # noqa: SLF001

    def _new(self, layout: SlideLayout, notes: str) -> Slide:
        slide: Slide = self.deck.slides.add_slide(layout)
        self._fill(slide.notes_slide.notes_text_frame, (notes,), 12)
        self.slide = slide
        block = self.report.block
        for top in (Cm(0.5), Cm(17.7)):
            marking = self._box(LEFT, top, ROOM, Cm(0.8))
            foot = f"{block.marking} · {self.report.id} · {len(self.deck.slides)}"
            words = block.marking if top == Cm(0.5) else foot
            self._fill(marking.text_frame, (words,), 12, bold=True)
            marking.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        return slide

    def _box(self, left: Length, top: Length, wide: Length, high: Length) -> Shape:
        made: Shape = self._shapes.add_textbox(left, top, wide, high)
        return made

    @staticmethod
    def _place(shape: BaseShape, left: Length, top: Length, wide: Length, high: Length) -> None:
        shape.left, shape.top, shape.width, shape.height = left, top, wide, high

    def _fill(  # noqa: PLR0913  # how a text looks, in one line where it is written
        self,
        frame: TextFrame,
        lines: Sequence[str],
        size: float,
        *,
        bold: bool = False,
        colour: RGBColor | None = None,
        after: float = 0,
    ) -> None:
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else _another(frame)
            paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(after)
            run = paragraph.add_run()
            run.text = line
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, style.FONT
            run.font.color.rgb = colour or _colour(style.INK)
            run._r.get_or_add_rPr().set("lang", tag(self.report.block.language))  # noqa: SLF001
            if right_to_left(line):
                paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001
                paragraph.alignment = PP_ALIGN.RIGHT

    # ------------------------------------------------------------ the file
    def _kept(self) -> tuple[SlideLayout, SlideLayout]:
        """The two layouts that are used; the library's template brings eleven, and leavings."""
        kept = self.deck.slide_layouts[TITLE_SLIDE], self.deck.slide_layouts[TITLE_ONLY]
        for layout in list(self.deck.slide_layouts):
            if layout not in kept:
                self.deck.slide_layouts.remove(layout)
        for rels in (self.deck.part.rels, self.deck.part.package._rels):  # noqa: SLF001
            for key in [key for key, rel in rels.items() if rel.reltype.endswith(LEFT_OVER)]:
                rels.pop(key)
        return kept

    def _fonts(self) -> None:
        """Our font and language wherever the master says its own."""
        part = next(
            rel.target_part
            for rel in self.deck.slide_masters[0].part.rels.values()
            if rel.reltype.endswith("/theme")
        )
        theme = etree.fromstring(part.blob)
        for latin in theme.iter(qn("a:latin")):
            latin.set("typeface", style.FONT)
        part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8")  # noqa: SLF001
        for root in (self.deck.element, self.deck.slide_masters[0].element):
            for each in root.iter(qn("a:defRPr")):
                each.set("lang", tag(self.report.block.language))

    def _properties(self) -> None:
        block, core = self.report.block, self.deck.core_properties
        core.title, core.author = block.name, block.organisation
        core.last_modified_by = block.organisation
        core.subject = self.report.say("Results of a survey wave, {period}", period=block.period)
        core.identifier, core.comments = self.report.id, self.report.digest
        core.language, core.content_status = tag(block.language), block.status
        core.revision, core.keywords, core.category = 1, "", ""
        core.created = core.modified = datetime.combine(block.made_on, time(12))


def _colour(code: str) -> RGBColor:
    made: RGBColor = RGBColor(*bytes.fromhex(code))
    return made


def _another(frame: TextFrame) -> _Paragraph:
    made: _Paragraph = frame.add_paragraph()
    return made


def _bullet(paragraph: _Paragraph) -> None:
    """A real list, with its lines hanging."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.set("marL", str(Cm(0.9)))
    properties.set("indent", str(-Cm(0.9)))
    etree.SubElement(properties, qn("a:buFont")).set("typeface", style.FONT)
    etree.SubElement(properties, qn("a:buChar")).set("char", "•")


def _columns(number: int) -> tuple[Length, ...]:
    """Where each column of bars begins."""
    return tuple(Emu(START + COLUMNS * place // number) for place in range(number))


def _letters(chart: Chart) -> int:
    """Names of bars are as large as the longest of them lets them be."""
    longest = max((len(bar.label) for bar in chart.bars), default=0)
    return 20 if len(chart.bars) <= FEW_BARS and longest < SHORT_LABEL else LEAST


def _size(text: str, usual: float, small: float, long: int) -> float:
    """Smaller where there is much to say."""
    return usual if len(text) < long else small


def _describe(shape: BaseShape, name: str, alt: str) -> None:
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001
    properties.set("name", name)
    properties.set("descr", alt)

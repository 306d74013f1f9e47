"""The look of the Word paper: real styles, real numbering, British English, nothing left over."""

from datetime import datetime, time

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from exports import style
from exports.report import Report
from exports.scripts import tag
from exports.word.numbering import NUMBERING, NUMBERING_ID, PLAIN_NUMBERING, number

NUMBERED, LETTERED, MARKING = "Numbered Paragraph", "Lettered Paragraph", "Marking"
LEAD, QUOTE = "Lead Words", "Quoted Words"
CELL, CELL_HEAD = "Table Text", "Table Head"
LEFT_OVER = ("stylesWithEffects", "thumbnail", "customXml", "extended-properties", "webSettings")
"""What the template brings along and a council paper has no use for."""

OF_EVERY_PAPER = (
    "Title",
    "Subtitle",
    "Heading 1",
    "Caption",
    NUMBERED,
    LETTERED,
    MARKING,
    QUOTE,
    CELL,
    CELL_HEAD,
)
NUMBERED_LEVELS = {NUMBERED: 0, LETTERED: 1}
"""In a template headings keep their own numbers or none, and paragraphs are counted through."""


def prepare(document: Document, report: Report, *, ours: bool) -> None:
    """Make every style there that a paper needs. A template keeps all those it has."""
    if ours:
        _clear(document)
        _page(document)
        _tidy(document)
        number(document, NUMBERING, alone=True)
        _styles(document, report.look.accent)
    else:
        number(document, PLAIN_NUMBERING)
        _add_missing(document)
    _language(document, tag(report.block.language))
    _properties(document, report)


def _clear(document: Document) -> None:
    """Drop the parts and styles that nothing here uses."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(LEFT_OVER)]:
            del rels[key]
    for each in list(document.styles.element.iterchildren(qn("w:style"))):
        if each.get(qn("w:type")) == "table" and each.get(qn("w:default")) != "1":
            document.styles.element.remove(each)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.0), Cm(1.8)
    section.header_distance, section.footer_distance = Cm(0.9), Cm(0.7)


# ---------------------------------------------------------------- styles
def _add_missing(document: Document) -> None:
    """What an officer's template has stays as it is; what it lacks is made from its Normal."""
    for name in (each for each in OF_EVERY_PAPER if each not in document.styles):
        made = _made(document, name)
        if name in NUMBERED_LEVELS:
            _list_level(document, name, NUMBERED_LEVELS[name])
        if name in {CELL, CELL_HEAD}:
            _tighten(made, bold=name == CELL_HEAD)
    if LEAD not in document.styles:
        document.styles.add_style(LEAD, WD_STYLE_TYPE.CHARACTER).font.bold = True


def _made(document: Document, name: str) -> ParagraphStyle:
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(made, ParagraphStyle)  # noqa: S101  # narrows the type
    made.base_style, made.quick_style = document.styles["Normal"], True
    return made


def _tighten(made: ParagraphStyle, *, bold: bool) -> None:
    """The air between a template's paragraphs would make long tables three times as long."""
    made.font.size, made.font.bold = Pt(style.SMALL_POINTS), bold
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(1)
    made.paragraph_format.line_spacing = 1


def _styles(document: Document, accent: str) -> None:
    normal = _restyle(document, "Normal", style.BODY_POINTS, after=6)
    normal.paragraph_format.line_spacing = 1.05
    _restyle(document, "Title", 20, colour=accent, bold=True, after=2)
    _restyle(document, "Subtitle", 12, colour=style.QUIET, after=6)
    _restyle(document, "Heading 1", 13.5, colour=accent, bold=True, before=9, after=3)
    _restyle(document, "Caption", style.SMALL_POINTS, bold=True, before=7, after=2, keep=True)
    _restyle(document, "Header", style.SMALL_POINTS, colour=style.QUIET)
    _restyle(document, "Footer", style.SMALL_POINTS, colour=style.QUIET)
    for name in (NUMBERED, LETTERED, MARKING, CELL, CELL_HEAD, QUOTE):
        _made(document, name)
    document.styles.add_style(LEAD, WD_STYLE_TYPE.CHARACTER).font.bold = True
    _restyle(document, NUMBERED, style.BODY_POINTS, after=4)
    _restyle(document, LETTERED, style.BODY_POINTS, after=2)
    quote = _restyle(document, QUOTE, style.BODY_POINTS, colour=style.QUIET, after=4)
    quote.paragraph_format.left_indent = Cm(1.7)
    _restyle(document, MARKING, style.SMALL_POINTS, bold=True)
    _restyle(document, CELL, style.SMALL_POINTS, before=1, after=1)
    _restyle(document, CELL_HEAD, style.SMALL_POINTS, bold=True, before=1, after=1, keep=True)
    for level, name in enumerate(("Heading 1", NUMBERED, LETTERED)):
        _list_level(document, name, level)


def _restyle(  # noqa: PLR0913  # one line a style reads better than a table of them
    document: Document,
    name: str,
    size: float,
    *,
    colour: str = style.INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool | None = None,
) -> ParagraphStyle:
    found = document.styles[name]
    assert isinstance(found, ParagraphStyle)  # noqa: S101  # narrows the type; the names are ours
    found.font.size, found.font.bold, found.font.italic = Pt(size), bold, False
    found.font.color.rgb = RGBColor.from_string(colour)
    fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), style.FONT)
    found.paragraph_format.space_before, found.paragraph_format.space_after = Pt(before), Pt(after)
    found.paragraph_format.widow_control = True
    if keep is not None:
        found.paragraph_format.keep_with_next = keep
    for extra in (*found.element.iter(qn("w:pBdr")), *found.element.rPr.iter(qn("w:spacing"))):
        extra.getparent().remove(extra)
    return found


def _list_level(document: Document, name: str, level: int) -> None:
    properties = document.styles[name].element.get_or_add_pPr()
    numbered = properties.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = NUMBERING_ID


# ---------------------------------------------------------------- language and properties
def _language(document: Document, language: str) -> None:
    """Of every style that names one, and of the whole where none does."""
    settings = document.settings.element
    found = [*document.styles.element.iter(qn("w:lang")), *settings.iter(qn("w:themeFontLang"))]
    for lang in found or [_default_language(document)]:
        lang.attrib.clear()
        lang.set(qn("w:val"), language)


def _default_language(document: Document) -> BaseOxmlElement:
    """In the defaults of a template that says nothing of its language."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    made = OxmlElement("w:lang")
    properties.append(made)
    return made


def _tidy(document: Document) -> None:
    """Settings of the library's template that say it is old."""
    settings = document.settings.element
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # the present one, or Word calls the file old
    for picture in settings.findall(qn("w:savePreviewPicture")):
        settings.remove(picture)


def _properties(document: Document, report: Report) -> None:
    block, core = report.block, document.core_properties
    core.title = block.name
    core.subject = report.say("Results of a survey wave, {period}", period=block.period)
    core.author = core.last_modified_by = block.organisation
    core.keywords = "survey, results"
    core.category = "Board paper"
    core.content_status = block.status
    core.identifier = report.id
    core.language = tag(block.language)
    core.comments = ""
    core.revision = 1
    core.created = core.modified = datetime.combine(block.made_on, time(12))

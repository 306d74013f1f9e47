"""The look of the Word paper: real styles, real numbering, British English, nothing left over."""

from datetime import datetime, time

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from exports import style
from exports.report import Report

LANGUAGE = "en-GB"
NUMBERED, LETTERED, MARKING = "Numbered Paragraph", "Lettered Paragraph", "Marking"
CELL, CELL_HEAD = "Table Text", "Table Head"
LEFT_OVER = ("stylesWithEffects", "thumbnail", "customXml", "extended-properties", "webSettings")
"""What the template brings along and a council paper has no use for."""

NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>
    <w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="624" w:hanging="624"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:pStyle w:val="NumberedParagraph"/>
    <w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="624" w:hanging="624"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
    <w:pStyle w:val="LetteredParagraph"/>
    <w:lvlText w:val="(%3)"/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="1191" w:hanging="567"/></w:pPr></w:lvl>
</w:abstractNum>"""


def prepare(document: Document, report: Report) -> None:
    """Turn the library's template into ours."""
    _clear(document)
    _page(document)
    _number(document)
    _styles(document)
    _language(document)
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


def _number(document: Document) -> None:
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(parse_xml(NUMBERING))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="9"><w:abstractNumId w:val="90"/></w:num>')
    )


# ---------------------------------------------------------------- styles
def _styles(document: Document) -> None:
    normal = _restyle(document, "Normal", style.BODY_POINTS, after=6)
    normal.paragraph_format.line_spacing = 1.05
    _restyle(document, "Title", 22, colour=style.ACCENT, bold=True, after=4)
    _restyle(document, "Subtitle", 13, colour=style.QUIET, after=10)
    _restyle(document, "Heading 1", 15, colour=style.ACCENT, bold=True, before=13, after=4)
    _restyle(document, "Heading 2", 12, bold=True, before=10, after=3)
    _restyle(document, "Heading 3", 11, bold=True, colour=style.QUIET, before=8, after=2)
    _restyle(document, "Caption", style.SMALL_POINTS, bold=True, before=8, after=3, keep=True)
    _restyle(document, "Header", style.SMALL_POINTS, colour=style.QUIET)
    _restyle(document, "Footer", style.SMALL_POINTS, colour=style.QUIET)
    for name in (NUMBERED, LETTERED, MARKING, CELL, CELL_HEAD):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
    _restyle(document, NUMBERED, style.BODY_POINTS, after=5)
    _restyle(document, LETTERED, style.BODY_POINTS, after=3)
    _restyle(document, MARKING, style.SMALL_POINTS, bold=True)
    _restyle(document, CELL, style.SMALL_POINTS, before=1.5, after=1.5)
    _restyle(document, CELL_HEAD, style.SMALL_POINTS, bold=True, before=2, after=2, keep=True)
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
    numbered.get_or_add_numId().val = 9


# ---------------------------------------------------------------- language and properties
def _language(document: Document) -> None:
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.attrib.clear()
        lang.set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    for lang in settings.iter(qn("w:themeFontLang")):
        lang.attrib.clear()
        lang.set(qn("w:val"), LANGUAGE)
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
    core.subject = f"Results of a survey wave, {block.period}"
    core.author = core.last_modified_by = block.organisation
    core.keywords = "survey, results"
    core.category = "Board paper"
    core.content_status = block.status
    core.identifier = report.id
    core.language = LANGUAGE
    core.comments = ""
    core.revision = 1
    core.created = core.modified = datetime.combine(block.made_on, time(12))

"""A presentation with nothing on it yet: two layouts, our font and language, its properties."""

from datetime import datetime, time

from lxml import etree
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from exports import style
from exports.report import Report
from exports.scripts import tag

TITLE_SLIDE, TITLE_ONLY = 0, 5
LEFT_OVER = ("thumbnail", "printerSettings", "extended-properties")


def layouts(deck: Deck) -> tuple[SlideLayout, SlideLayout]:
    """The two layouts that are used; the library's template brings eleven, and leavings."""
    kept = deck.slide_layouts[TITLE_SLIDE], deck.slide_layouts[TITLE_ONLY]
    for layout in list(deck.slide_layouts):
        if layout not in kept:
            deck.slide_layouts.remove(layout)
    for rels in (deck.part.rels, deck.part.package._rels):  # noqa: SLF001
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(LEFT_OVER)]:
            rels.pop(key)
    return kept


def set_language(deck: Deck, language: str) -> None:
    """Our font and language wherever the master says its own."""
    part = next(
        rel.target_part
        for rel in deck.slide_masters[0].part.rels.values()
        if rel.reltype.endswith("/theme")
    )
    theme = etree.fromstring(part.blob)
    for latin in theme.iter(qn("a:latin")):
        latin.set("typeface", style.FONT)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8")  # noqa: SLF001
    for root in (deck.element, deck.slide_masters[0].element):
        for each in root.iter(qn("a:defRPr")):
            each.set("lang", tag(language))


def set_properties(deck: Deck, report: Report) -> None:
    block, core = report.block, deck.core_properties
    core.title, core.author = block.name, block.organisation
    core.last_modified_by = block.organisation
    core.subject = report.say("Results of a survey wave, {period}", period=block.period)
    core.identifier, core.comments = report.id, report.digest
    core.language, core.content_status = tag(block.language), block.status
    core.revision, core.keywords, core.category = 1, "", ""
    core.created = core.modified = datetime.combine(block.made_on, time(12))

"""Numbered paragraphs as Word counts them: by style, so that an officer can move them about."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

NUMBERING_ID = 9090
EMPTY = f"<w:numbering {nsdecls('w')}/>".encode()
NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}">
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
PLAIN_NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:pStyle w:val="NumberedParagraph"/>
    <w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="624" w:hanging="624"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
    <w:pStyle w:val="LetteredParagraph"/>
    <w:lvlText w:val="(%2)"/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="1191" w:hanging="567"/></w:pPr></w:lvl>
</w:abstractNum>"""


def number(document: Document, numbering: str, *, alone: bool = False) -> None:
    """Bring our numbering into the document; `alone` throws out all other."""
    root = _part(document).element
    if alone:
        for old in list(root):
            root.remove(old)
    ours = parse_xml(numbering)
    used = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}">'
        f'<w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>'
    )
    others = root.findall(qn("w:num"))
    if others:
        others[0].addprevious(ours)
        others[-1].addnext(used)
    else:
        root.append(ours)
        root.append(used)


def _part(document: Document) -> NumberingPart:
    """The document's own, or a new one: a plain template may have none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            found: NumberingPart = document.part.numbering_part
            return found
    name = PackURI("/word/numbering.xml")
    made: NumberingPart = NumberingPart.load(
        name, CONTENT_TYPE.WML_NUMBERING, EMPTY, document.part.package
    )
    document.part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made

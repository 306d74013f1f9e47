"""An officer's own Word template: its styles, heads and page; its text taken out."""

import io
import zipfile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from exports.errors import UnfitTemplate

LARGEST = 20_000_000


def start(template: bytes) -> Document:
    """An empty document: the library's, or the officer's. Raises UnfitTemplate."""
    if not template:
        return docx.Document()
    if len(template) > LARGEST:
        raise UnfitTemplate(f"the template is larger than {LARGEST // 1_000_000} MB")
    try:
        document = docx.Document(io.BytesIO(template))
    except (ValueError, KeyError, zipfile.BadZipFile, XMLSyntaxError, PackageNotFoundError):
        raise UnfitTemplate from None
    body = document.element.body
    for each in list(body):
        if each.tag != qn("w:sectPr"):
            body.remove(each)
    return document

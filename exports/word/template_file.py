"""The file an officer gives as a Word template: opened, or what is wrong with it in words."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml.etree import XMLSyntaxError

from exports.errors import UnfitTemplate

LARGEST = 20_000_000
UNPACKED = 200_000_000
OLD_WORD, PACKED = b"\xd0\xcf\x11\xe0", b"PK"
BODY, KINDS = "word/document.xml", "[Content_Types].xml"
AS_TEMPLATE = b"wordprocessingml.template.main+xml"
AS_DOCUMENT = b"wordprocessingml.document.main+xml"
"""Word's own templates (.dotx) differ from documents in what they say of themselves."""

OLD = "an old Word file (.doc), or one with a password: take the password off, save it as .docx"
NO_WORD = "not a Word file, whatever its name says: open yours in Word and save it as .docx"
OTHER = "packed like a Word file, but there is no Word document in it: is it a sheet, or slides?"
MACROS = "one with macros, which may do harm: save it as .docx without them"
BROKEN = "damaged: open it in Word, save it as .docx under another name, and give that"
SAYS_OF_BROKEN = (
    AttributeError, EOFError, LookupError, OpcError, OSError, RuntimeError, TypeError, ValueError,
    XMLSyntaxError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What the libraries below answer to a damaged or locked file: whatever they met."""


def opened(template: bytes) -> Document:
    """The document in it. Raises UnfitTemplate, which says what to do."""
    if len(template) > LARGEST:
        raise _unfit(f"larger than {LARGEST // 1_000_000} MB: take the pictures out")
    if template.startswith(OLD_WORD):
        raise _unfit(OLD)
    if not template.startswith(PACKED):
        raise _unfit(NO_WORD)
    with told_if_broken():
        return docx.Document(io.BytesIO(_as_document(template)))


@contextmanager
def told_if_broken() -> Iterator[None]:
    """Turns whatever a damaged template leads to into UnfitTemplate."""
    try:
        yield
    except SAYS_OF_BROKEN:
        raise _unfit(BROKEN) from None


def _as_document(template: bytes) -> bytes:
    """The same file; what calls itself a template calls itself a document."""
    with zipfile.ZipFile(io.BytesIO(template)) as packed:
        if BODY not in packed.namelist():
            raise _unfit(OTHER)
        if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
            raise _unfit(f"larger than {UNPACKED // 1_000_000} MB once unpacked")
        kinds = packed.read(KINDS)
        if b"macroEnabled" in kinds:
            raise _unfit(MACROS)
        if AS_TEMPLATE not in kinds:
            return template
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[KINDS] = kinds.replace(AS_TEMPLATE, AS_DOCUMENT)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return out.getvalue()


def _unfit(why: str) -> UnfitTemplate:
    return UnfitTemplate(f"The template is {why}.")

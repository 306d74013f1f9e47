"""Sheets of entry codes to cut out and hand over, one slip a person."""

from collections.abc import Sequence

from exports.pdf.poster import qr_code, short
from exports.pdf.typesetting import pdf

GO = "Scan, or go to"
TYPE = "Type this code:"
ONCE = "It works once. Nobody keeps a list of who got which."


def code_sheet(title: str, url: str, codes: Sequence[str]) -> bytes:
    """A PDF, ten slips a page. The QR code holds the address only: a code is never in a URL."""
    data = {
        "title": title,
        "shown": short(url),
        "qr": qr_code(url),
        "codes": list(codes),
        "go": GO,
        "type": TYPE,
        "once": ONCE,
    }
    return pdf("codes.typ", {"sheet": data})

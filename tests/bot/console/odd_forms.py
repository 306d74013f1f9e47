"""What nobody types and anybody can send: odd values for every field, alike for one seed."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote_from_bytes

import docx

from tests.bot.console.conftest import HOSTILE

BITS: Sequence[bytes] = (
    *(b"", b" ", b"\t", b"\r\n", b"\x00", b"\x0b", b"\x1b[31m", b"\x7f", b"\xff\xfe"),
    *(b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\xee\x80\x80", "\u202eabc".encode(), "\u2028".encode()),
    *(b"0", b"-1", b"1e9", b"9" * 400, "\u0663".encode(), "\u00b2".encode(), b"NaN", b"True"),
    *(b"today", b"31/2/2026", b"29 February", b"3 March 99999", b"1/1/1", b"2026-03-10", b"3 Mar"),
    *(HOSTILE.encode(), b"{{ 7 * 7 }}", b'#eval("1")', b"$x$", b"\\", b"*_`@<#>", b"]]>", b"&#0;"),
    *(
        b"=HYPERLINK(1)",
        b"'; DROP TABLE waves; --",
        b"../../etc/passwd",
        b"%s%n",
        b"\xf0\x9f\x9a\x80",
    ),
    *(b"x" * 199, b"x" * 201, b"word " * 200, b"line\r\n" * 40, "\u0301".encode() * 50),
    *(b"en", b"cy", b"xx", b"EN", b"en\x00", b"docx", b"pdf", b"html", b"csv", b"xlsx", b"poster"),
    *(b"decision", b"noting", b"OFFICIAL", b"apart", b"locality", b"locality=", b"=", b"+", b"=+"),
    *(b"locality=harbour+millfields", b"locality=millfields+harbour", b"locality=harbour+harbour"),
    *(b"locality=harbour+millfields locality=priory+weston", b"age=a+b", b"locality=a+b+c"),
)


def value(dice: random.Random) -> bytes:
    """One of the odd bits, or two or three run together."""
    return b"".join(dice.choices(BITS, k=dice.choice((1, 1, 1, 2, 3))))


def fields(dice: random.Random, good: Mapping[str, str]) -> list[tuple[str, bytes]]:
    """A form that could be sent, in which one field or a few are odd, missing, twice or unknown."""
    sent = [(name, text.encode()) for name, text in good.items()]
    for _ in range(dice.choice((0, 1, 1, 2, 5))):
        at = dice.randrange(len(sent)) if sent else 0
        match dice.randrange(6):
            case 0 if sent:
                del sent[at]
            case 1:
                sent.append((dice.choice((*good, "nothing")), value(dice)))
            case _ if sent:
                sent[at] = (sent[at][0], value(dice))
    dice.shuffle(sent)
    return sent


def urlencoded(sent: Sequence[tuple[str, bytes]], csrf: str) -> bytes:
    """Also what is no text at all."""
    pairs = [("csrf", csrf.encode()), *sent]
    return b"&".join(f"{name}={quote_from_bytes(raw)}".encode() for name, raw in pairs)


# ---------------------------------------------------------------- files
PARTS = ("[Content_Types].xml", "word/document.xml", "word/styles.xml", "word/settings.xml")


def _word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _with_part(name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """A Word file in which that part is what `change` makes of it; left out where that is None."""
    with zipfile.ZipFile(io.BytesIO(_word())) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    changed = change(parts.pop(name))
    return _packed(parts if changed is None else {name: changed, **parts})


def templates() -> Iterator[bytes]:
    """Files given as a Word template: whole, none at all, and broken in every part."""
    whole = _word()
    yield from (whole, b"", b"PK", b"\x00" * 100, b"%PDF-1.7", whole[: len(whole) // 2], whole[:-9])
    yield from (
        _packed({}),
        _packed({"word/document.xml": b"<x/>"}),
        b"\xd0\xcf\x11\xe0" + b"x" * 50,
    )
    for name in PARTS:
        yield _with_part(name, lambda _: None)
        yield _with_part(name, lambda _: b"<x/>")
        yield _with_part(name, lambda content: content[:-20])
        yield _with_part(name, lambda _: b"")

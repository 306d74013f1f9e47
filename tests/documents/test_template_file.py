"""What an officer may give in the place of a Word template, and what they are told of it."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest

from exports.errors import UnfitTemplate
from exports.render import render
from exports.word.template_file import BODY, KINDS, opened
from tests.documents.test_kinds import made, template

Change = Callable[[bytes], bytes]


def changed(part: str, change: Change) -> bytes:
    """A good template, but for one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as good, zipfile.ZipFile(out, "w") as written:
        for name in good.namelist():
            body = good.read(name)
            written.writestr(name, change(body) if name == part else body)
    return out.getvalue()


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name in names:
            written.writestr(name, "<a/>")
    return out.getvalue()


def called(kind: bytes) -> bytes:
    """What Word says a file is stands in its list of kinds."""
    return changed(KINDS, lambda body: re.sub(rb"[\w./-]+document\.main\+xml", kind, body))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7 and more", "not a Word file"),
        (b"", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "an old Word file"),
        (packed("letter.txt"), "no Word document in it"),
        (packed("xl/workbook.xml", KINDS), "no Word document in it"),
        (packed(BODY), "damaged"),
        (packed(BODY, KINDS), "damaged"),
        (template()[:-400], "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (called(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (changed("_rels/.rels", lambda _: b"<a/>"), "damaged"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_in_words(raw: bytes, said: str) -> None:
    with pytest.raises(UnfitTemplate, match=said) as refused:
        opened(raw)
    assert str(refused.value).startswith("The template is ")


def test_what_would_unpack_to_fill_the_memory_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exports.word.template_file.UNPACKED", 1000)
    with pytest.raises(UnfitTemplate, match="once unpacked"):
        opened(template())


def locked() -> bytes:
    """As some programs for archives pack a file: each part under a password."""
    raw = bytearray(template())
    for sign, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for found in re.finditer(sign, bytes(raw)):
            raw[found.start() + flags] |= 1
    return bytes(raw)


def cut_short(part: str) -> bytes:
    """What the archive says of itself is whole; of one part less is there than it says."""
    stored, says = (0).to_bytes(2, "little"), (1_000_000).to_bytes(4, "little")
    raw = bytearray(template())
    with zipfile.ZipFile(io.BytesIO(raw)) as good:
        at = good.getinfo(part).header_offset
        entry = bytes(raw).index(b"PK\x01\x02")
        while int.from_bytes(raw[entry + 42 : entry + 46], "little") != at:
            entry = bytes(raw).index(b"PK\x01\x02", entry + 1)
    raw[entry + 10 : entry + 12], raw[entry + 20 : entry + 28] = stored, says + says
    return bytes(raw)


@pytest.mark.parametrize("raw", [locked(), cut_short(KINDS)], ids=["locked", "cut short"])
def test_what_an_archive_keeps_from_us_is_said_too(raw: bytes) -> None:
    with pytest.raises(UnfitTemplate, match="damaged"):
        opened(raw)


@pytest.mark.parametrize("part", [BODY, "word/styles.xml"])
def test_what_is_damaged_within_is_said_too(part: str) -> None:
    with pytest.raises(UnfitTemplate, match="damaged"):
        render(made(), "docx", template=changed(part, lambda _: b"<a/>"))


def test_a_template_as_word_saves_it_is_taken() -> None:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    drawn = render(made(), "docx", template=called(kind))
    assert docx.Document(io.BytesIO(drawn)).styles["Heading 1"].font.name == "Georgia"

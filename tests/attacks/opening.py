"""Whatever a file holds as text: seen, unseen, in its properties, in files inside it."""

import io
import re
import zipfile
from collections.abc import Iterator

from pypdf import PdfReader

PLACE_OF_TEXT = r't="s"><v>\d+</v>'
"""A number in a workbook that is none."""
PLACE_OF_TEXT = r't="s"><v>\d+</v>'
"""A number in a workbook that is none."""
WORDS_IN = r'(?:descr|title|name|altTextSummary)="([^"]+)"'


def texts_within(content: bytes) -> Iterator[str]:
    if content.startswith(b"%PDF"):
        found = PdfReader(io.BytesIO(content))
        yield from (page.extract_text() for page in found.pages)
        yield str(found.metadata)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield from texts_within(parts.read(name))
    elif content.startswith(b"\x89PNG"):
        assert not re.search(rb"[tiz][TE]Xt", content), "words in a picture"
    elif content.lstrip().startswith(b"<"):
        text = re.sub(PLACE_OF_TEXT, "", content.decode())
        yield re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))
        yield " ".join(re.findall(WORDS_IN, text))
    else:
        yield content.decode(errors="replace")


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same file with one part more."""
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as parts:
        parts.writestr(name, part)
    return made.getvalue()


def with_words(content: bytes, name: str, before: str, after: str) -> bytes:
    """The same file with other words in one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            part = old.read(entry).decode() if entry.filename == name else None
            assert part is None or before in part
            new.writestr(entry, part.replace(before, after, 1) if part else old.read(entry))
    return made.getvalue()

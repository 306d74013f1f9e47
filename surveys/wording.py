"""Every sentence the product itself says, by language. The English sentence is its own name.

`wording("cy").say("Question {number} of about {of}", number=3, of=15)`. Code and templates say
them in English; locales/LANGUAGE/LC_MESSAGES/messages.po translates them. A new language is one
more such file. tests/surveys/test_wording.py finds what is missing there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from babel import Locale, negotiate_locale
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
MAX_ACCEPT_LANGUAGE = 400
MOST_CHOICES = 256
OWN_NAME = '"X-Language-Name: '
MOST_HEADS = 40
"""Lines of a file among which the language's own name stands."""


def _own_name(code: str) -> str:
    """As its file says; else as Babel knows, whose data on one language take megabytes."""
    path = LOCALES / code / "LC_MESSAGES" / "messages.po"
    with path.open(encoding="utf-8") as file:
        heads = [line for line in islice(file, MOST_HEADS) if line.startswith(OWN_NAME)]
    for line in heads:
        return line.removeprefix(OWN_NAME).partition("\\n")[0].strip()
    return str(Locale.parse(code).get_display_name()).capitalize()


def _languages() -> Mapping[str, str]:
    translated = sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/messages.po"))
    return MappingProxyType({"en": "English"} | {code: _own_name(code) for code in translated})


LANGUAGES: Mapping[str, str] = _languages()
"""Language code -> the language's own name, English first."""


RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """How its lines run, as HTML says it. Babel would know, and take megabytes to say it."""
    return "rtl" if language.partition("-")[0].partition("_")[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said in one language."""

    language: str
    texts: Mapping[str, str]

    def say(self, msgid: str, **values: object) -> str:
        """The sentence with its values put in; English where there is no translation."""
        text = self.texts.get(msgid) or msgid
        return text.format(**values) if values else text


@cache
def wording(language: str) -> Wording:
    """The wording of that language, English for one we do not speak."""
    if language not in LANGUAGES or language == "en":
        return Wording("en", {})
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    return Wording(language, read_po_texts(path.read_bytes()))


def read_po_texts(raw: bytes) -> Mapping[str, str]:
    """English -> translation, of a gettext file. Unsure (fuzzy) and empty ones are left out.

    Raises PoFileError.
    """
    catalogue = read_po(BytesIO(raw), abort_invalid=True)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id
        and message.string
        and not message.fuzzy
    }


def choose(accept_language: str, offered: Sequence[str]) -> str:
    """The best of the languages offered for a browser's Accept-Language; else the first."""
    return _chosen(accept_language[:MAX_ACCEPT_LANGUAGE].lower(), tuple(offered))


@lru_cache(maxsize=MOST_CHOICES)
def _chosen(accept_language: str, offered: tuple[str, ...]) -> str:
    wanted = _by_preference(accept_language)
    return negotiate_locale(wanted, offered, sep="-") or offered[0]


def _by_preference(accept_language: str) -> list[str]:
    weighed = [_weighed(part) for part in accept_language.split(",")]
    kept = [(weight, tag) for weight, tag in weighed if weight > 0 and tag not in ("", "*")]
    return [tag for _, tag in sorted(kept, key=lambda pair: -pair[0])]


def _weighed(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";q=")
    try:
        return float(weight or "1"), tag.strip()
    except ValueError:
        return 0.0, tag.strip()

"""Where to get help, by kind of trouble, country and reader. The numbers are data: signposts.toml.

A board adds its local numbers, sets its country, and notes when it checked those that ship, in a
file of its own of the same form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from moderation.verdict import Kind
from surveys.errors import SurveyError
from surveys.messages import SignPost
from surveys.toml_table import Problems, Table, read_toml, unknown

FILE = Path(__file__).parent / "signposts.toml"
COUNTRIES = ("england", "wales", "scotland", "northern ireland")
YOUNG, EVERYONE = "young people", "everyone"
AUDIENCES = (YOUNG, "frontline staff", "board members", EVERYONE)
ANY_AGE = (0, 120)
AGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {YOUNG: (11, 18), "frontline staff": (18, 120), "board members": (18, 120), EVERYONE: ANY_AGE}
)
"""How old those are whom a survey asks; a post for none of these ages is not shown to them."""

MAX_POSTS = 60
LINKS = ("tel:", "sms:", "https://")
MOST = 6
"""Sign-posts shown at once; more than that is a wall."""

DAYS = 90
"""How long a checked number is trusted."""


class InvalidSignPosts(SurveyError):
    """The sign-posts cannot be used. Mend the place named and try again."""


@dataclass(frozen=True, slots=True)
class Post:
    """One place to turn to.

    No kinds, countries or readers named: for any of them. `first`: before all others, always.
    `unless`: beside one of these kinds it would be out of place.
    """

    names: Mapping[str, str]
    contacts: Mapping[str, str]
    link: str
    texts: Mapping[str, str]
    kinds: frozenset[Kind]
    unless: frozenset[Kind]
    countries: frozenset[str]
    source: str
    checked: date
    readers: frozenset[str]
    first: bool = False
    ages: tuple[int, int] = ANY_AGE

    def said(self, language: str) -> SignPost:
        name = self.names.get(language, self.name)
        text = self.texts.get(language, self.texts["en"])
        contact = self.contacts.get(language, self.contacts["en"])
        return SignPost(name, contact, self.link, text)

    def fits(self, audience: str, country: str) -> bool:
        """Some of those readers, in that country, may turn to it."""
        youngest, oldest = AGES[audience]
        of_age = self.ages[0] <= oldest and youngest <= self.ages[1]
        there = not self.countries or country in self.countries
        return of_age and there and (not self.readers or audience in self.readers)

    @property
    def name(self) -> str:
        return self.names["en"]

    @property
    def contact(self) -> str:
        return self.contacts["en"]


@dataclass(frozen=True, slots=True)
class SignPosts:
    """All posts, local ones first. `country` empty: that of the language."""

    posts: tuple[Post, ...]
    country: str = ""

    def general(self, language: str, audience: str = YOUNG) -> tuple[SignPost, ...]:
        """For somebody who asks for help without saying with what."""
        return self.for_kinds((), language, audience)

    def for_kinds(
        self, kinds: Iterable[Kind], language: str, audience: str = YOUNG
    ) -> tuple[SignPost, ...]:
        """Danger first, then what fits those kinds, then what fits anything."""
        wanted, near = frozenset(kinds), self._near(language, audience)
        first = [post for post in near if post.first]
        fitting = [post for post in near if post.kinds & wanted and not post.unless & wanted]
        anything = [post for post in near if not post.kinds and not post.first]
        listed = dict.fromkeys(post.said(language) for post in (*first, *fitting, *anything))
        return tuple(listed)[:MOST]

    def stale(self, today: date, days: int = DAYS) -> tuple[str, ...]:
        """Names of the posts that were last checked longer ago than that."""
        oldest = today - timedelta(days=days)
        return tuple(post.name for post in self.posts if post.checked < oldest)

    def _near(self, language: str, audience: str) -> tuple[Post, ...]:
        country = self.country or ("wales" if language == "cy" else "england")
        return tuple(post for post in self.posts if post.fits(audience, country))


# ---------------------------------------------------------------- reading
def read_signposts(own: Path | None = None) -> SignPosts:
    """The shipped posts, after those of the board's own file. Raises InvalidSignPosts."""
    return SHIPPED if own is None else _read(own, SHIPPED.posts)


def _read(path: Path, others: tuple[Post, ...] = ()) -> SignPosts:
    """Its posts before the others. One of the same name takes the other's place."""
    problems = Problems(path.name)
    top = read_toml(path, problems)
    country = top.one_of("country", COUNTRIES, "")
    posts = tuple(_post(table) for table in top.tables("post", "sign-post", "name", MAX_POSTS))
    since = _checked_since(top, others)
    top.done()
    problems.raise_any(InvalidSignPosts)
    known = {post.name for post in others}
    new = (post for post in posts if post.name not in known)
    own = {post.name: post for post in posts}
    return SignPosts((*new, *(_as_known_here(post, own, since) for post in others)), country)


def _checked_since(top: Table, others: Iterable[Post]) -> Mapping[str, date]:
    """When the others were checked by who wrote this file: numbers age faster than releases."""
    table, known = top.table("checked"), [post.name for post in others]
    if table is None:
        return {}
    for name in table.raw.keys() - set(known):
        table.wrong("", unknown(name, known))
    return {name: table.day(name) for name in table.raw}


def _as_known_here(post: Post, own: Mapping[str, Post], since: Mapping[str, date]) -> Post:
    """One of the same name stands in for it, at its place in the list."""
    if mine := own.get(post.name):
        return replace(mine, first=mine.first or post.first)
    return replace(post, checked=max(post.checked, since.get(post.name, post.checked)))


def _post(table: Table) -> Post:
    post = Post(
        names=_said_in(table, "name", 60),
        contacts=_said_in(table, "contact", 40),
        link=table.text("link", 200),
        texts=table.translated("text", 200),
        kinds=frozenset(map(Kind, table.some_of("kinds", tuple(Kind)))),
        unless=frozenset(map(Kind, table.some_of("unless", tuple(Kind)))),
        countries=frozenset(table.some_of("countries", COUNTRIES)),
        readers=frozenset(table.some_of("readers", AUDIENCES)),
        source=table.text("source", 300),
        checked=table.day("checked"),
        first=table.flag("first"),
        ages=(table.number("from_age", 0, 120, 0), table.number("to_age", 0, 120, 120)),
    )
    if post.ages[0] > post.ages[1]:
        table.wrong("to_age", "needs to be from_age or more")
    if not post.link.startswith(LINKS):
        table.wrong("link", f"needs to begin with {', '.join(LINKS)}")
    table.done()
    return post


def _said_in(table: Table, name: str, longest: int) -> Mapping[str, str]:
    """Most names and numbers are the same in every language."""
    others = table.table(f"{name}_in")
    translated = {code: others.text(code, longest) for code in others.raw} if others else {}
    return {"en": table.text(name, longest), **translated}


SHIPPED = _read(FILE)


def stale(today: date, days: int = DAYS, own: Path | None = None) -> tuple[str, ...]:
    """Names of the posts whose numbers were last checked longer ago than that."""
    return read_signposts(own).stale(today, days)

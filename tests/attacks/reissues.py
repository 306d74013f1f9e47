"""A wave that is published again and again: what becomes of it between two papers.

People come late, many of whom answer alike; answers are withdrawn; localities are put right; texts
change their themes; themes are merged and split. The steps are odd on purpose: ten more, and then
eleven fewer.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from exports.findings.theme_findings import KEY
from moderation.verdict import Route
from surveys.definitions.definition import Survey
from surveys.records import HeldBack, NoAnswer, Passed, Picked, Response, Screened

LET_THROUGH = Screened("Words.", Route.PUBLISH)
SOME = (1, 3, 9, 10, 11, 12, 20)
"""So many more or fewer: a few people, and about as many as R1 asks for."""
NEW_THEME = "parks"

PEOPLE, TAGS, MERGED, TEXTS = "people", "tags", "merged", "texts"


@dataclass(frozen=True)
class Issue:
    """A wave as it stood when it was published; `how` it had changed since the issue before.

    `apart`: themes, each with the one that holds it in the other of the two issues.
    """

    name: str
    people: tuple[Response, ...]
    how: str = ""
    apart: tuple[tuple[str, str], ...] = ()

    @property
    def wave(self) -> str:
        return self.name.partition("@")[0]


def changed(before: Issue, how: str, people: Sequence[Response]) -> Issue:
    number = int(before.name.partition("@")[2] or 0) + 1
    return Issue(f"{before.wave}@{number}", tuple(people), how)


def gone_and_come(before: Issue, after: Issue) -> tuple[list[Response], list[Response]]:
    """Who is in one of two issues alone; whoever was put right is in both lots."""
    then, now = (Counter(map(_record, each.people)) for each in (before, after))
    return _only(before, then - now), _only(after, now - then)


def _record(response: Response) -> str:
    return repr(sorted(response.answers.items()))


def _only(issue: Issue, left: Counter[str]) -> list[Response]:
    found = []
    for each in issue.people:
        if left[_record(each)] > 0:
            left[_record(each)] -= 1
            found.append(each)
    return found


# ---------------------------------------------------------------- one step after another
@dataclass
class Steps:
    """What happens to a wave. `more` makes people who might have come as well."""

    survey: Survey
    deal: random.Random
    more: Callable[[int, int], list[Response]]
    late: tuple[Response, ...] = ()
    tagged: tuple[Response, ...] = ()

    def after(self, issue: Issue, number: int) -> Iterator[Issue]:
        for _ in range(number):
            issue = self._next()(issue)
            yield issue

    def _next(self) -> Callable[[Issue], Issue]:
        """Mostly what was just done is undone, but for one person; otherwise anything."""
        back = [self.go] * bool(self.late) + [self.tag] * bool(self.tagged)
        if back and self.deal.random() < 2 / 3:
            return back[-1]
        themes = any(question.key == KEY for question in self.survey.questions)
        steps = [self.come, self.come, self.go, self.move]
        return self.deal.choice(steps + [self.tag, self.tag, self.merge, self.split] * themes)

    def some(self, most: int) -> int:
        return min(self.deal.choice(SOME), most)

    def come(self, issue: Issue) -> Issue:
        """Late, and mostly of one mind."""
        number, seed = self.deal.choice(SOME), self.deal.randrange(10**6)
        alike = self.deal.random() < 3 / 4
        new = self.more(1, seed) * number if alike else self.more(number, seed)
        self.late = tuple(new)
        return changed(issue, PEOPLE, [*issue.people, *new])

    def go(self, issue: Issue) -> Issue:
        """Those who came last, or all but one of them, or one more."""
        one_more = self.deal.choice((-1, -1, 0, 1))
        leaving = Counter(map(_record, self.late[: max(len(self.late) + min(one_more, 0), 0)]))
        left = []
        for each in reversed(issue.people):
            if leaving[_record(each)] > 0:
                leaving[_record(each)] -= 1
            else:
                left.append(each)
        self.late = ()
        if one_more > 0 or len(left) == len(issue.people):
            left.pop()
        return changed(issue, PEOPLE, left[::-1])

    def move(self, issue: Issue) -> Issue:
        """It turns out that some live elsewhere."""
        area = self.survey.question(self.survey.breakdowns[0])
        options = [option.key for option in area.options]  # type: ignore[union-attr]
        here, there = self.deal.sample(options, 2)
        moving = self._of(issue, lambda each: each.answers.get("area") == Picked((here,)))
        return self._put_right(issue, PEOPLE, moving, lambda _: {"area": Picked((there,))})

    # ------------------------------------------------------------ themes
    def tag(self, issue: Issue) -> Issue:
        """Some more wrote about a theme than was thought, or some fewer; mostly of one place.

        If some were sorted in the time before, those are sorted out again, but for one.
        """
        theme = self.deal.choice(self._themes(issue))
        if self.tagged:
            back, self.tagged = self.tagged[self.deal.choice((0, 1)) :], ()
            known = Counter(map(_record, back))
            here = [n for n, each in enumerate(issue.people) if _taken(known, _record(each))]
            return self._put_right(issue, TAGS, here, lambda each: _toggled(each, self._last))
        place = self.deal.choice(issue.people).answers
        alike = {by: place.get(by) for by in self.survey.breakdowns}
        said = self.deal.random() < 1 / 4  # those are sorted out
        found = self._of(issue, lambda each: _is_about(each, theme) == said and _more(each, theme))
        near = [n for n in found if self._lives(issue.people[n], alike)]
        number = self.deal.choice(SOME)
        chosen = (near if len(near) >= number else found)[:number]
        self._last = theme
        made = self._put_right(issue, TAGS, chosen, lambda each: _toggled(each, theme))
        self.tagged = tuple(made.people[n] for n in chosen)
        return made

    _last: str = ""

    def merge(self, issue: Issue) -> Issue:
        """One theme or two go into a third."""
        into, *gone = self._themes(issue)[: self.deal.choice((2, 3))]
        here = self._of(issue, lambda each: any(_is_about(each, theme) for theme in gone))

        def put(each: Response) -> dict[str, Picked]:
            return {KEY: Picked(tuple(sorted({*_about(each), into} - {*gone})))}

        made = self._put_right(issue, MERGED, here, put)
        return replace(made, apart=tuple((theme, into) for theme in gone))

    def split(self, issue: Issue) -> Issue:
        """Some who wrote about a theme wrote about a new one."""
        theme = self._themes(issue)[0]
        there = self._of(issue, lambda each: _is_about(each, theme))
        if any(_is_about(each, NEW_THEME) for each in issue.people) or not there:
            return self.come(issue)
        here = there[: self.deal.choice((len(there) // 2, *SOME))]
        put = {theme: NEW_THEME}

        def parted(each: Response) -> dict[str, Picked]:
            return {KEY: Picked(tuple(sorted(put.get(said, said) for said in _about(each))))}

        made = self._put_right(issue, MERGED, here, parted)
        return replace(made, apart=((NEW_THEME, theme),))

    def _themes(self, issue: Issue) -> list[str]:
        found = sorted({theme for each in issue.people for theme in _about(each)})
        self.deal.shuffle(found)
        return found

    def _lives(self, each: Response, alike: Mapping[str, object]) -> bool:
        return all(each.answers.get(by) == group for by, group in alike.items())

    # ------------------------------------------------------------ whom it is about
    def _of(self, issue: Issue, wanted: Callable[[Response], bool]) -> list[int]:
        return [n for n, each in enumerate(issue.people) if wanted(each)]

    def _put_right(
        self,
        issue: Issue,
        how: str,
        here: Sequence[int],
        new: Callable[[Response], dict[str, Picked] | dict[str, Passed]],
    ) -> Issue:
        """`here` at most; where people are put elsewhere, some of them."""
        moving = here[: self.some(len(here))] if how == PEOPLE else here
        chosen = {*moving}
        people = [
            Response({**each.answers, **new(each)}) if n in chosen else each
            for n, each in enumerate(issue.people)
        ]
        return changed(issue, how, people)


def let_through(issue: Issue) -> Issue:
    """An officer has let through all that waited."""
    read = [
        Response({k: LET_THROUGH if type(a) is HeldBack else a for k, a in each.answers.items()})
        for each in issue.people
    ]
    return changed(issue, TEXTS, read)


def _taken(left: Counter[str], record: str) -> bool:
    left[record] -= 1
    return left[record] >= 0


def _more(each: Response, theme: str) -> bool:
    """Whether they wrote about something else as well, so that no other number changes."""
    return bool({*_about(each)} - {theme})


def _about(each: Response) -> tuple[str, ...]:
    said = each.answers.get(KEY)
    return said.keys if isinstance(said, Picked) else ()


def _is_about(each: Response, theme: str) -> bool:
    return theme in _about(each)


def _toggled(each: Response, theme: str) -> dict[str, Picked] | dict[str, Passed]:
    """With that theme, or without it, if it was there."""
    about = {*_about(each)} ^ {theme}
    return {KEY: Picked(tuple(sorted(about)))} if about else {KEY: Passed(NoAnswer.SKIPPED)}

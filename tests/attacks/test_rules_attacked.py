"""Each rule switched off on purpose: an attacker with a solver learns what the rule keeps from him.

Every case publishes the same twice, with all rules on and with one of them off; with all on there
is nothing to be learnt. Where the audit (R8) would hide what the rule lets out, it is off in both.
Of R5 alone no solver makes anything: with it off, what few said is divided (test_rules_off.py).
"""

import io
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

import openpyxl
import pytest

from exports.disclosure import aggregate as counting
from exports.disclosure import ledger
from exports.disclosure.aggregate import Mention, Said, aggregate
from exports.disclosure.decided import decide_alone
from exports.disclosure.policy import DEFAULT, Policy
from exports.make import Material, make_report, snapshot
from exports.render import FORMATS, render
from surveys.definitions.definition import Question, Survey
from surveys.records import NoAnswer, Passed, Picked, Response
from surveys.releases import Release
from surveys.themes.records import Quote
from tests.attacks import boards
from tests.attacks.boards import Board, Tally, campaign
from tests.attacks.names import truth
from tests.attacks.opening import texts_within, with_part, with_words
from tests.attacks.reach import solved
from tests.attacks.reissues import PEOPLE, changed
from tests.attacks.solving import KNOWN, Model, Rules, attack
from tests.documents.test_same_figures import numbers, telling
from tests.exports.findings.test_theme_choice import ASKED, BOOK, heard
from tests.exports.simulated import AREAS, BOARD, TODAY, closed, people, pulse

Patch = pytest.MonkeyPatch


class Case(Protocol):
    def __call__(self, patch: Patch, *, off: bool) -> Iterable[str]: ...


def loose(patch: Patch, **values: int) -> None:
    """A policy below its floors, for whoever decides."""
    patch.setattr(Policy, "__post_init__", lambda _: None)
    policy = replace(DEFAULT, **values)
    patch.setattr(ledger, "DEFAULT", policy)
    patch.setattr(ledger.rule, "__defaults__", (policy,))


def no_audit(patch: Patch) -> None:
    """Nothing is covered: each number is shown or hidden by itself."""
    patch.setattr("exports.disclosure.bounds.Page.exposed", lambda _: ())
    patch.setattr(ledger, "settle", lambda *_: None)


def published(survey: Survey, waves: Mapping[str, Sequence[Response]]) -> Board:
    board = Board(survey, Tally(), formats=())
    for wave, responses in waves.items():
        board.release({wave: board.counted(wave, responses)})
    return board


def learnt(board: Board, rules: Rules = KNOWN) -> list[str]:
    return attack(board.survey, board.truths, board.seen, rules=rules).anything


def answers(question: str, said: Mapping[str, int], areas: int = 2) -> list[Response]:
    """So many gave each answer; they live in the areas by turns."""
    every = [key for key, number in said.items() for _ in range(number)]
    return [
        Response(
            {
                question: Passed(key) if isinstance(key, NoAnswer) else Picked((key,)),
                "area": Picked((f"a{n % areas}",)),
            }
        )
        for n, key in enumerate(every)
    ]


# ---------------------------------------------------------------- R1: closed, and steady
def one_person_more(patch: Patch, *, off: bool) -> Iterable[str]:
    """Two papers of a wave, and it is known who came between them."""
    if off:
        patch.setattr(ledger, "_steady", lambda wanted, _known, _policy: (dict(wanted.counts), ()))
    for seed in range(2):
        yield from _of_the_last(pulse(), people(pulse(), 161, seed))


def _of_the_last(survey: Survey, some: Sequence[Response]) -> list[str]:
    board = published(survey, {"w": some[:-1]})
    later = changed(board.issues[-1], PEOPLE, some)
    board.release({"w": board.issued(later)})
    return _difference(board, later.name, "w", some[-1:])


def _difference(board: Board, wave: str, part: str, others: Sequence[Response]) -> list[str]:
    """What two publications tell of the few who are in one of them."""
    model = Model(board.survey, board.truths | truth(board.survey, "others", others))
    for each in (wave, part, "others"):
        model.know_structure(each)
    model.know_difference(wave, part, "others")
    for seen in board.seen:
        model.read(seen)
    model.targets.clear()
    model.watch("others")
    return solved(model).present


# ---------------------------------------------------------------- R2-R4, R6, R9: single numbers
def a_small_group(patch: Patch, *, off: bool) -> Iterable[str]:
    if off:
        loose(patch, smallest_group=1)
    for seed in range(3):
        board = published(pulse(), {"w": people(pulse(), 60, seed)})
        yield from learnt(board, Rules(size_from=1) if off else KNOWN)


def a_small_number(patch: Patch, *, off: bool) -> Iterable[str]:
    no_audit(patch)
    if off:
        loose(patch, hide_up_to=0)
    board = published(pulse(), {"w": answers("told", {"o0": 5, "o1": 95})})
    return learnt(board, Rules(shown_from=0, gap=0) if off else KNOWN)


def exact_numbers(patch: Patch, *, off: bool) -> Iterable[str]:
    """Five each skipped a question, did not know, would rather not say: fifteen of a hundred."""
    no_audit(patch)
    if off:
        loose(patch, round_to=1)
    some = answers("told", {"o0": 45, "o1": 40, **dict.fromkeys(NoAnswer, 5)})
    return learnt(published(pulse(), {"w": some}), Rules(off=0) if off else KNOWN)


def nearly_everyone(patch: Patch, *, off: bool) -> Iterable[str]:
    """Class disclosure: all hundred gave the same answer."""
    no_audit(patch)
    if off:
        patch.setattr(Policy, "hides", lambda _, count, _base: count <= DEFAULT.hide_up_to)
    board = published(pulse(), {"w": answers("told", {"o1": 100})})
    return learnt(board, Rules(gap=0) if off else KNOWN)


def percentages_of_exact_numbers(patch: Patch, *, off: bool) -> Iterable[str]:
    if off:
        patch.setattr(Policy, "percent", lambda _, count, base: int(100 * count / base + 0.5))
    for seed in range(6):
        board = published(pulse(), {"w": people(pulse(), 100 + 60 * seed, seed)})
        yield from learnt(board, Rules(percent_exact=off))


def mentions(patch: Patch, *, off: bool) -> Iterable[str]:
    """Six people want later buses, and three of them say so twice."""
    once: Callable[[Question, Sequence[str]], tuple[Mention, ...]] = counting._picked  # noqa: SLF001

    def each_time(question: Question, keys: Sequence[str]) -> tuple[Mention, ...]:
        return (*once(question, keys), *(Said("o3") for key in keys[1:] if key == "o3"))

    if off:
        patch.setattr(counting, "_picked", each_time)
    survey = pulse()
    wants = [Picked(("o3", "o3"))] * 3 + [Picked(("o3",))] * 3 + [Picked(("o0",))] * 60
    some = [Response({"better": each, "area": Picked(("a0",))}) for each in wants]
    return learnt(published(survey, {"w": some}))


# ---------------------------------------------------------------- R7, R8: several together
def a_filter_of_ones_own(patch: Patch, *, off: bool) -> Iterable[str]:
    """Everybody, and then everybody but the three oldest of one area."""
    del patch
    survey = pulse(AREAS[:3])
    some = people(survey, 200, 5)
    deal = random.Random(1)
    three = deal.sample(range(len(some)), 3)
    rest = [each for n, each in enumerate(some) if n not in three]
    board = published(survey, {"w": some})
    if off:
        board.ledger.clear()
        board.release({"rest": board.counted("rest", rest)})
    else:
        board.counted("rest", rest)
    return _difference(board, "w", "rest", [some[n] for n in three])


def each_release_by_itself(patch: Patch, *, off: bool) -> Iterable[str]:
    """Differencing: a wave, another one, and the two together, each audited alone."""
    if off:
        patch.setattr(ledger, "_linked", _same)
    return _examples((0, 5, 12), off=off)


def _examples(boards: Iterable[int], *, off: bool) -> Iterator[str]:
    """What is found of each board; with all rules on it is the same for every case."""
    for number in boards:
        yield from campaign([number]).examples if off else _with_all_rules(number)


@cache
def _with_all_rules(number: int) -> Sequence[str]:
    return campaign([number]).examples


def _same(waves: Sequence[str], earlier: Sequence[Release]) -> list[Release]:
    return [release for release in earlier if release.waves == tuple(waves)]


def no_programme(patch: Patch, *, off: bool) -> Iterable[str]:
    if off:
        patch.setattr("exports.disclosure.audit.Audit.exposed", lambda _: ())
    return _examples((0, 5, 12), off=off)


def nothing_covered(patch: Patch, *, off: bool) -> Iterable[str]:
    if off:
        no_audit(patch)
    return _examples(range(1, 5), off=off)


# ---------------------------------------------------------------- R10, R11: beside the numbers
def a_quote_on_a_small_cell(patch: Patch, *, off: bool) -> Iterable[str]:
    """Seventeen people wrote about buses; the words of one of them stand beside the theme."""
    policy = DEFAULT
    if off:
        patch.setattr(Policy, "__post_init__", lambda _: None)
        policy = replace(DEFAULT, breakdown_from=0)
    decided = decide_alone(ASKED, aggregate(ASKED, heard(300)), policy)
    words = "My stop has been dark since May"
    quotes = (Quote("t1", "bus", words, "Ana", TODAY),)
    report = snapshot(Material(closed(ASKED), decided, TODAY, BOARD, book=BOOK, quotes=quotes))
    return [fmt for fmt in FORMATS if words in _flat(render(report, fmt))]


def _flat(content: bytes) -> str:
    return " ".join(" ".join(texts_within(content)).split())


CASES: dict[str, Case] = {
    "R1 one person more": one_person_more,
    "R2 a small group": a_small_group,
    "R3 a small number": a_small_number,
    "R3 exact numbers": exact_numbers,
    "R4 nearly everyone": nearly_everyone,
    "R6 percentages of exact numbers": percentages_of_exact_numbers,
    "R7 a filter of one's own": a_filter_of_ones_own,
    "R8 each release by itself": each_release_by_itself,
    "R8 sum after sum alone": no_programme,
    "R8 nothing covered": nothing_covered,
    "R9 mentions": mentions,
    "R10 a quote on a small cell": a_quote_on_a_small_cell,
}


@pytest.fixture(autouse=True)
def _once(monkeypatch: Patch) -> None:
    """Waves that are published again and again have their own attack (test_reissues.py)."""
    monkeypatch.setattr(boards, "AGAIN", 0)


@pytest.mark.parametrize("name", CASES)
def test_with_the_rule_on_there_is_nothing_to_be_learnt(name: str, monkeypatch: Patch) -> None:
    assert list(CASES[name](monkeypatch, off=False)) == []


@pytest.mark.parametrize("name", CASES)
def test_with_the_rule_off_the_attack_finds_something(name: str, monkeypatch: Patch) -> None:
    assert any(CASES[name](monkeypatch, off=True))


# ---------------------------------------------------------------- R11: nothing but the page
RESPONSES = people(pulse(), 613)
EXACT = telling(RESPONSES)
RAW = " ".join(sorted(EXACT))


def workbook() -> bytes:
    made = io.BytesIO()
    book = openpyxl.Workbook()
    book.create_sheet("Raw").append([int(number) for number in sorted(EXACT)])
    book.save(made)
    return made.getvalue()


HIDING_PLACES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "properties": (
        "docx",
        lambda file: with_part(file, "docProps/custom.xml", f"<p>{RAW}</p>".encode()),
    ),
    "alt text": (
        "docx",
        lambda file: with_words(file, "word/document.xml", ' descr="', f' descr="{RAW} '),
    ),
    "chart workbook": (
        "pptx",
        lambda file: with_part(file, "ppt/embeddings/Workbook1.xlsx", workbook()),
    ),
    "slide alt text": (
        "pptx",
        lambda file: with_words(file, "ppt/slides/slide3.xml", ' descr="', f' descr="{RAW} '),
    ),
    "hidden sheet": (
        "xlsx",
        lambda file: with_part(file, "xl/worksheets/sheet99.xml", f"<v>{RAW}</v>".encode()),
    ),
    "shared text": (
        "xlsx",
        lambda file: with_part(file, "xl/comments1.xml", f"<t>{RAW}</t>".encode()),
    ),
}


def raw_values(content: bytes) -> set[str]:
    return EXACT & set().union(*map(numbers, texts_within(content)))


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_raw_value_in_any_part_of_a_file_is_found(place: str) -> None:
    fmt, hide = HIDING_PLACES[place]
    file = render(make_report(closed(pulse()), RESPONSES, (), TODAY, BOARD), fmt)
    assert raw_values(file) == set()
    assert raw_values(hide(file)) == EXACT

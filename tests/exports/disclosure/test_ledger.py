"""What may leave beside what has left: the same again, steady counts, waves added up, joins."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from exports.disclosure.aggregate import Counts, aggregate
from exports.disclosure.audit import Audit
from exports.disclosure.bounds import Page
from exports.disclosure.counts_json import dump, edition, editions, load
from exports.disclosure.keys import REST, Key, named
from exports.disclosure.ledger import Ruling, Wanted, rule
from exports.disclosure.policy import DEFAULT
from exports.disclosure.suppress import safe_page
from exports.errors import ReleaseClash
from exports.report import Shown
from surveys.definitions.definition import Survey
from surveys.records import NoAnswer, Passed, Picked, Response
from surveys.releases import Release, follow
from tests.exports.simulated import people, pulse

SURVEY = pulse()
DAY = date(2026, 3, 20)


def counted(number: int, seed: int = 1) -> Counts:
    return aggregate(SURVEY, people(SURVEY, number, seed))


def ruled(
    counts: Mapping[str, Counts],
    earlier: Sequence[Release] = (),
    joins: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    survey: Survey = SURVEY,
) -> Ruling:
    ruling = rule(Wanted(survey, counts, joins), earlier)
    assert ruling is not None
    return ruling


def kept(earlier: Sequence[Release], ruling: Ruling) -> list[Release]:
    if ruling.again:
        return list(earlier)
    new = Release(DAY, "R", ruling.waves, ruling.content, ruling.behind)
    return [*earlier, follow(earlier, new)]


def test_counts_come_back_as_they_were() -> None:
    counts = counted(200)
    again = load(json.loads(json.dumps(dump(counts))))
    assert dump(again) == dump(counts)
    assert editions(again) == editions(counts)


def test_what_was_counted_otherwise_has_another_edition() -> None:
    one, other = counted(200), counted(200)
    said = next(iter(other.questions["words"].counts))
    other.questions["words"].counts[said] -= 1
    changed = {k for k, name in editions(one).items() if editions(other)[k] != name}
    assert changed == {("words", REST), ("words", named(said))}


def test_what_is_as_it_was_in_one_group_has_the_same_edition_there() -> None:
    """Whoever knows that nobody came late from a place knows that all is as it was there."""
    one, other = counted(200), counted(200)
    said = next(iter(other.groups["area"]["a0"]["told"].counts))
    other.questions["told"].counts[said] += 10
    other.groups["area"]["a0"]["told"].counts[said] += 10
    there = [
        Key("told", named(said), "area", groups) for groups in (("a0",), ("a1",), ("a0", "a1"))
    ]
    assert [edition(editions(one), k) == edition(editions(other), k) for k in there] == [
        False,
        True,
        False,
    ]


# ---------------------------------------------------------------- the same again
def test_the_same_counts_leave_the_same_way_and_are_not_released_anew() -> None:
    first = ruled({"w": counted(300)})
    again = ruled({"w": counted(300)}, kept([], first))
    assert again.again is not None
    assert safe_page(SURVEY, again.decided) == safe_page(SURVEY, first.decided)


def test_without_an_audit_only_the_same_again_is_found() -> None:
    first = ruled({"w": counted(300)})
    assert rule(Wanted(SURVEY, {"w": counted(300)}), kept([], first), audit=False)
    assert rule(Wanted(SURVEY, {"w": counted(300)}), (), audit=False) is None


def test_a_stricter_policy_does_not_show_less_of_what_has_left() -> None:
    first = ruled({"w": counted(300)})
    strict = replace(DEFAULT, hide_up_to=9)
    again = rule(Wanted(SURVEY, {"w": counted(300)}), kept([], first), strict)
    assert again is not None
    assert safe_page(SURVEY, again.decided) == safe_page(SURVEY, first.decided)


# ---------------------------------------------------------------- a second issue
def changed(counts: Counts, by: int) -> Counts:
    """The texts of so many people have been let through since."""
    copy = load(dump(counts))
    texts = copy.questions["words"].counts
    readable, waiting = sorted(texts, key=lambda m: -texts[m])[:2]
    texts[readable] += by
    texts[waiting] -= by
    return copy


@pytest.mark.parametrize("by", [1, 5, 9])
def test_a_question_that_changed_for_a_few_stays_as_it_was_released(by: int) -> None:
    counts = counted(300)
    first = ruled({"w": counts})
    second = ruled({"w": changed(counts, by)}, kept([], first))
    assert second.again is not None
    assert second.decided.kept == ("words",)
    assert safe_page(SURVEY, second.decided) == safe_page(SURVEY, first.decided)


def test_a_question_that_changed_for_many_is_released_anew() -> None:
    counts = counted(300)
    first = ruled({"w": counts})
    second = ruled({"w": changed(counts, 20)}, kept([], first))
    assert second.again is None
    assert second.decided.kept == ()
    page, before = safe_page(SURVEY, second.decided), safe_page(SURVEY, first.decided)
    assert page.questions["words"] != before.questions["words"]
    assert page.questions["home"] == before.questions["home"]


@pytest.mark.parametrize("more", [1, 9])
def test_a_person_more_changes_nothing(more: int) -> None:
    some = people(SURVEY, 200)
    first = ruled({"w": aggregate(SURVEY, some)})
    later = aggregate(SURVEY, [*some, *people(SURVEY, more, 7)])
    second = ruled({"w": later}, kept([], first))
    assert second.again is not None


# ---------------------------------------------------------------- waves together
def few(number: int, others: int) -> list[Response]:
    """So many say yes, the others no; everyone lives in the first two areas."""
    said = [Picked(("o0",))] * number + [Picked(("o1",))] * others
    return [
        Response({"told": each, "area": Picked((("a0", "a2")[n % 2],))})
        for n, each in enumerate(said)
    ]


def test_two_waves_added_up_do_not_give_one_of_them_away() -> None:
    one = aggregate(SURVEY, few(4, 60))
    two = aggregate(SURVEY, few(14, 50))
    ledger: list[Release] = []
    for name, counts in (("w1", one), ("w2", two)):
        ledger = kept(ledger, ruled({name: counts}, ledger))
    both = ruled({"w1": one, "w2": two}, ledger)
    page = safe_page(SURVEY, both.decided)
    yes = page.questions["told"].rows[0].cells[0]
    assert not isinstance(yes, Shown)  # else 20 less the 15 of the second wave


def test_two_waves_never_shown_apart_show_more_together() -> None:
    one, two = aggregate(SURVEY, few(4, 60)), aggregate(SURVEY, few(14, 50))
    both = ruled({"w1": one, "w2": two})
    page = safe_page(SURVEY, both.decided)
    assert isinstance(page.questions["told"].rows[0].cells[0], Shown)


def test_a_wave_after_its_sum_is_shown_with_less() -> None:
    """The sum left first: what the second wave shows alone would give the first one away."""
    one, two = aggregate(SURVEY, few(4, 60)), aggregate(SURVEY, few(14, 50))
    ledger = kept([], ruled({"w1": one, "w2": two}))
    alone = safe_page(SURVEY, ruled({"w2": two}).decided)
    after = safe_page(SURVEY, ruled({"w2": two}, ledger).decided)
    assert isinstance(alone.questions["told"].rows[0].cells[0], Shown)
    assert not isinstance(after.questions["told"].rows[0].cells[0], Shown)


def test_waves_that_share_nobody_do_not_touch_each_other() -> None:
    ledger = kept([], ruled({"w1": counted(120, 1)}))
    apart, alone = ruled({"w2": counted(120, 2)}, ledger), ruled({"w2": counted(120, 2)})
    assert apart.decided == alone.decided


# ---------------------------------------------------------------- joined groups
def test_joined_groups_bear_both_names_and_stay_joined() -> None:
    counts = counted(300)
    first = ruled({"w": counts}, joins={"area": [("a0", "a1")]})
    page = safe_page(SURVEY, first.decided)
    assert page.who["area"].rows[0].label == "Harbour and Old Town"
    again = ruled({"w": counts}, kept([], first))
    assert safe_page(SURVEY, again.decided) == page


def test_joining_after_a_release_gives_nothing_more_away() -> None:
    for seed in range(4):
        counts = counted(120, seed)
        ledger = kept([], ruled({"w": counts}))
        try:
            joined = ruled({"w": counts}, ledger, joins={"area": [("a0", "a2")]})
        except ReleaseClash:
            continue
        assert joined.again is None


def test_the_content_holds_no_exact_number() -> None:
    ruling = ruled({"w": counted(297)})
    shown = json.loads(ruling.content)["shown"]
    assert shown
    assert all(entry[4] % 5 == 0 for entry in shown)
    assert "297" not in ruling.content


def test_a_release_passed_over_stays_decided() -> None:
    """Everything nobody may learn is still open when all that left is taken together."""
    from exports.disclosure.ledger import _opened, _what_is_known  # noqa: PLC0415  # what rule() looks at

    some = people(SURVEY, 150)
    counts = aggregate(SURVEY, some)
    ledger: list[Release] = []
    for joins in ({}, {"area": [("a0", "a1")]}, {"area": [("a2", "a3")], "age": [("o0", "o1")]}):
        try:
            ledger = kept(ledger, ruled({"w": counts}, ledger, joins))
        except ReleaseClash:
            continue
    known = [_opened(SURVEY, release) for release in ledger]
    assert len(known) > 1
    evidence = _what_is_known(SURVEY, {"w": counts}, known)
    assert Audit(evidence).exposed() == ()


def test_a_skipped_question_is_no_reason_to_fail() -> None:
    some = [Response({"home": Passed(NoAnswer.SKIPPED)})] * 40
    assert ruled({"w": aggregate(SURVEY, some)}).decided.layout(SURVEY).people.value == 40
    assert Page(DEFAULT).figures == []


def test_a_refusal_names_the_tables_that_would_be_subtracted_and_what_to_do() -> None:
    """Nobody reports a wave of four; together with a wave that was reported it would be told."""
    survey, one = SURVEY, counted(300)
    ledger = kept([], ruled({"w1": one}))
    four = aggregate(survey, people(survey, 4, 9))
    with pytest.raises(ReleaseClash) as refused:
        ruled({"w1": one, "w2": four}, ledger)
    told = str(refused.value)
    assert "release 1 of 2026-03-20" in told
    assert "how many people took part" in told
    assert "Report each of these waves by itself" in told
    assert not {"300", "304", "305"} & set(told.replace(".", " ").split())

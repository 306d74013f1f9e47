"""Words that tell of harm: help in the same reply, leads told, and taken back when asked."""

from dataclasses import replace

import pytest

from moderation.verdict import Finding, Kind, Route, Verdict
from surveys.anonymity import sealing
from surveys.errors import UnknownText
from surveys.help import helping, offers
from surveys.help.signposts import SHIPPED
from surveys.memory.store import MemoryStore
from surveys.messages import (
    Ask,
    ChangedLanguage,
    Chose,
    Help,
    Left,
    Looked,
    PassedOn,
    Problem,
    Reply,
    Started,
    Stopped,
    Thank,
    Welcome,
    WentBack,
    Wrote,
)
from surveys.records import Lead, NoAnswer, Picked, Screened, Wave, Withheld
from surveys.talk import problems, replies
from surveys.talk.events import TextGiven, WordsNotKept
from surveys.talk.session import Session
from surveys.talk.taking import Judged
from surveys.urgent.leads import new_lead
from tests.factories import urgent as urgent_item
from tests.house import CHEAP, PASSPHRASE, House, asked, house, survey

ANA, DANGER = "web:ana", "I want to kill myself tonight"
HARMLESS = "the dark path"


def intros(said: tuple[Reply, ...]) -> list[str]:
    return [reply.intro for reply in said if isinstance(reply, Help)]


async def tells(home: House, wave: Wave, who: str = ANA) -> Ask:
    """Somebody tells of danger, and is asked the next question."""
    ask = await home.until(wave, who, "worry", {})
    return asked(await home.says(wave, who, Wrote(DANGER), ask.turn))


async def waiting(home: House) -> int:
    return len(await home.urgent.waiting())


# ---------------------------------------------------------------- at once
async def test_help_comes_first_and_the_leads_are_told_after_the_commit(
    house: House, wave: Wave
) -> None:
    ask = await house.until(wave, ANA, "worry", {})
    said = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    helped, following = said
    assert isinstance(helped, Help)
    assert helped.urgent
    assert helped == offers.urgent_help([Kind.SELF_HARM], "en")
    assert isinstance(following, Ask)
    await house.intake.settle()
    assert house.told.alerts == ["Autumn"]
    assert await waiting(house) == 1


async def test_the_words_are_only_with_the_leads(house: House, wave: Wave) -> None:
    await house.finishes(wave, ANA, {"worry": DANGER})
    (sealed,) = await house.store.sealed(wave.id)
    response = sealing.unseal(sealed, house.keyring.keys(wave.id).seal)
    assert response.answers["worry"] == Withheld()
    assert response.answers["safe"] == Picked(("yes",))
    (item,) = await house.store.urgent()
    assert DANGER.encode() not in item.text


async def test_the_last_question_may_be_the_one(house: House, wave: Wave) -> None:
    ask = await house.until(wave, ANA, "good", {})
    said = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert intros(said)
    assert isinstance((await house.finishes(wave, ANA, {})), Thank)
    assert await waiting(house) == 1


async def test_words_typed_where_a_choice_is_asked_get_help_and_are_not_kept(
    house: House, wave: Wave
) -> None:
    ask = await house.until(wave, ANA, "safe", {})
    said = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert said[0] == offers.unkept_help([Kind.SELF_HARM], "en")
    assert asked(said).key == "safe"
    assert await waiting(house) == 0


async def test_words_that_come_before_the_start_get_help(house: House, wave: Wave) -> None:
    said = await house.says(wave, ANA, Wrote(DANGER))
    assert said[0] == offers.unkept_help([Kind.SELF_HARM], "en")


async def test_words_that_come_after_the_end_get_help(house: House, wave: Wave) -> None:
    thank = await house.finishes(wave, ANA, {})
    said = await house.says(wave, ANA, Wrote(DANGER))
    assert said == (offers.unkept_help([Kind.SELF_HARM], "en"), thank)


async def test_words_sent_to_a_closed_wave_get_help(house: House, wave: Wave) -> None:
    await house.closed(wave)
    helped, closed = await house.says(wave, ANA, Wrote(DANGER))
    assert helped == offers.unkept_help([Kind.SELF_HARM], "en")
    assert closed == problems.wave_closed("en")


async def test_words_sent_to_a_draft_get_help(memory_house: House) -> None:
    draft = await memory_house.waves.create(survey(), "Autumn")
    helped, not_open = await memory_house.says(draft, ANA, Wrote(DANGER))
    assert isinstance(helped, Help)
    assert not_open == problems.wave_not_open("en")


async def test_words_far_too_long_get_help_a_reason_and_the_question_again(
    house: House, wave: Wave
) -> None:
    ask = await house.until(wave, ANA, "worry", {})
    said = await house.says(wave, ANA, Wrote(f"{DANGER}. {'x' * 1_000_000}"), ask.turn)
    helped, problem, again = said
    assert helped == offers.unkept_help([Kind.SELF_HARM, Kind.TOO_LONG], "en")
    assert isinstance(problem, Problem)
    assert again == ask


async def test_danger_in_a_language_without_rules_is_still_danger_where_it_is_seen(
    house: House, wave: Wave
) -> None:
    await house.until(wave, ANA, "worry", {})
    ask = asked(await house.says(wave, ANA, ChangedLanguage("cy")))
    said = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert isinstance(said[0], Help)
    assert said[0].urgent
    assert await waiting(house) == 1


# ---------------------------------------------------------------- a lead who is named
async def test_a_lead_who_is_named_once_gets_nothing_else_of_that_person(
    house: House, wave: Wave
) -> None:
    """What comes next says "she", and would be read by the very one it is about."""
    await house.store.add_lead(new_lead("Bo Hill", PASSPHRASE, CHEAP))
    ask = await house.until(wave, ANA, "worry", {})
    ask = asked(await house.says(wave, ANA, Wrote(f"{DANGER}, Mrs Hill hurts me"), ask.turn))
    assert ask.key == "good"
    await house.says(wave, ANA, Wrote(f"nothing. {DANGER} because of what she does"), ask.turn)
    assert await keys_of(house) == [{"Ana"}, {"Ana"}]
    await tells(house, wave, "web:bo")
    assert {"Ana", "Bo Hill"} in await keys_of(house)


@pytest.mark.parametrize("lead", ["Bo Hill", ""])
async def test_what_came_before_a_lead_is_named_is_taken_out_of_their_hands(
    house: House, wave: Wave, lead: str
) -> None:
    """The first text says "she" and was sealed to her, who may be on it; she has not read it."""
    await house.store.add_lead(new_lead("Bo Hill", PASSPHRASE, CHEAP))
    ask = await house.until(wave, ANA, "worry", {})
    ask = asked(await house.says(wave, ANA, Wrote(f"{DANGER} because of what she does"), ask.turn))
    (first,) = await house.store.urgent()
    assert set(first.keys) == {"Ana", "Bo Hill"}
    if lead:
        await house.casework.take(first.id, lead)
    await tells(house, wave, "web:bo")
    await house.says(wave, ANA, Wrote(f"nothing. {DANGER}, it is Mrs Hill"), ask.turn)
    now = [
        (set(i.keys), i.handling.withheld, i.handling.taken_by) for i in await house.store.urgent()
    ]
    assert now.count(({"Ana"}, ("Bo Hill",), "")) == 2
    assert now.count(({"Ana", "Bo Hill"}, (), "")) == 1
    bo, ana = [await house.lead_keys.unlock(name, PASSPHRASE) for name in ("Bo Hill", "Ana")]
    with pytest.raises(UnknownText):
        await house.casework.look(first.id, bo)
    assert DANGER in (await house.casework.look(first.id, ana)).words


async def test_what_only_the_named_lead_could_read_stays_with_them(
    house: House, wave: Wave
) -> None:
    """Somebody must be able to read it. The later words are for a lead who came meanwhile."""
    ask = await house.until(wave, ANA, "worry", {})
    ask = asked(await house.says(wave, ANA, Wrote(f"{DANGER} because of what she does"), ask.turn))
    await house.store.add_lead(new_lead("Bo Hill", PASSPHRASE, CHEAP))
    await house.says(wave, ANA, Wrote(f"nothing. {DANGER}, it is Ms Ana"), ask.turn)
    assert sorted(map(sorted, await keys_of(house))) == [["Ana"], ["Bo Hill"]]


async def test_a_text_kept_from_a_lead_is_still_kept_when_it_is_written_anew(
    house: House, wave: Wave
) -> None:
    await house.store.add_lead(new_lead("Bo Hill", PASSPHRASE, CHEAP))
    ask = await tells(house, wave)
    (item,) = await house.urgent.waiting()
    ana = await house.lead_keys.unlock("Ana", PASSPHRASE)
    await house.urgent.read_with(item.id, ana)
    await house.casework.withhold(item.id, ana, "Bo Hill", "Ana")
    back = asked(await house.says(wave, ANA, WentBack(), ask.turn))
    await house.says(wave, ANA, Wrote(f"{DANGER}. It is about a lead"), back.turn)
    assert await keys_of(house) == [{"Ana"}]


async def keys_of(home: House) -> list[set[str]]:
    return [set(item.keys) for item in await home.store.urgent()]


# ---------------------------------------------------------------- a lost reply
async def test_the_same_words_sent_again_get_the_same_help_and_wait_once(
    house: House, wave: Wave
) -> None:
    ask = await house.until(wave, ANA, "worry", {})
    first = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert await house.says(wave, ANA, Wrote(DANGER), ask.turn) == first
    await house.intake.settle()
    assert (await waiting(house), house.told.alerts) == (1, ["Autumn"])


async def test_the_last_words_of_all_sent_again_are_not_said_to_be_lost(house: House) -> None:
    wave = await house.open_wave(survey(questions=survey().questions[:2]))
    ask = await house.until(wave, ANA, "worry", {})
    helped, thank = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert helped == offers.urgent_help([Kind.SELF_HARM], "en")
    said = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert said == (offers.unsure_help([Kind.SELF_HARM], "en"), thank)
    assert await waiting(house) == 1


async def test_other_words_sent_for_an_earlier_turn_are_said_not_to_be_kept(
    house: House, wave: Wave
) -> None:
    ask = await house.until(wave, ANA, "worry", {})
    await house.says(wave, ANA, Wrote(HARMLESS), ask.turn)
    said = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert said[0] == offers.unkept_help([Kind.SELF_HARM], "en")
    assert await waiting(house) == 0


async def test_more_words_of_danger_before_the_next_question_came_are_not_said_to_be_read(
    house: House, wave: Wave
) -> None:
    """Two messages in a breath: only the first is kept, and where to look stood in the second."""
    ask = await house.until(wave, ANA, "worry", {})
    await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    said = await house.says(wave, ANA, Wrote(f"{DANGER}. I am at 3 Mill Lane"), ask.turn)
    assert said[0] == offers.unkept_help([Kind.SELF_HARM], "en")
    (item,) = await house.urgent.waiting()
    assert "Mill Lane" not in await house.urgent.read(item.id, "Ana", PASSPHRASE)


async def test_the_same_words_are_known_again_however_they_are_spaced(
    house: House, wave: Wave
) -> None:
    ask = await house.until(wave, ANA, "worry", {})
    first = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert await house.says(wave, ANA, Wrote(f"  {DANGER}\r\n"), ask.turn) == first


# ---------------------------------------------------------------- taken back
async def test_stop_takes_the_words_back(house: House, wave: Wave) -> None:
    await tells(house, wave)
    await house.says(wave, ANA, Stopped())
    assert await waiting(house) == 0


@pytest.mark.parametrize("came", [Wrote(HARMLESS), PassedOn(NoAnswer.SKIPPED)])
async def test_going_back_and_answering_anew_takes_the_words_back(
    house: House, wave: Wave, came: Wrote | PassedOn
) -> None:
    ask = await tells(house, wave)
    back = asked(await house.says(wave, ANA, WentBack(), ask.turn))
    assert back.key == "worry"
    assert await waiting(house) == 1
    await house.says(wave, ANA, came, back.turn)
    assert await waiting(house) == 0


async def test_going_back_and_telling_more_replaces_the_words(house: House, wave: Wave) -> None:
    ask = await tells(house, wave)
    back = asked(await house.says(wave, ANA, WentBack(), ask.turn))
    await house.says(wave, ANA, Wrote(f"{DANGER}. I am at 3 Mill Lane"), back.turn)
    (item,) = await house.urgent.waiting()
    assert "Mill Lane" in await house.urgent.read(item.id, "Ana", PASSPHRASE)


async def test_what_a_lead_has_read_stays_when_the_person_stops(house: House, wave: Wave) -> None:
    await tells(house, wave)
    (item,) = await house.urgent.waiting()
    await house.urgent.read(item.id, "Ana", PASSPHRASE)
    await house.says(wave, ANA, Stopped())
    assert len(await house.urgent.seen()) == 1


async def test_whoever_leaves_in_a_hurry_is_still_heard(house: House, wave: Wave) -> None:
    """Somebody comes into the room: that is no reason to take the words back."""
    await tells(house, wave)
    (reply,) = await house.says(wave, ANA, Left())
    assert reply == replies.left("en")
    assert await waiting(house) == 1
    (shown,) = await house.says(wave, ANA, Looked())
    assert isinstance(shown, Welcome)


async def test_an_idle_talk_is_forgotten_but_not_its_urgent_words(house: House, wave: Wave) -> None:
    await tells(house, wave)
    house.clock.pass_(hours=2)
    await house.store.forget_idle(house.clock())
    assert await waiting(house) == 1


async def test_stop_after_the_talk_went_idle_still_takes_the_words_back(
    house: House, wave: Wave
) -> None:
    await tells(house, wave)
    house.clock.pass_(hours=2)
    await house.says(wave, ANA, Stopped())
    assert await waiting(house) == 0


async def test_leaving_the_page_after_the_end_takes_nothing_back(house: House, wave: Wave) -> None:
    """Finished is finished, and somebody asked for help."""
    await house.finishes(wave, ANA, {"worry": DANGER})
    await house.says(wave, ANA, Stopped())
    assert await waiting(house) == 1
    assert await house.store.finished(wave.id) == 1


async def test_two_people_in_danger_are_two_items_that_share_nothing(
    house: House, wave: Wave
) -> None:
    await tells(house, wave)
    await tells(house, wave, "web:bo")
    await house.says(wave, "web:bo", Stopped())
    assert await waiting(house) == 1


async def test_withdrawing_takes_unread_words_back(house: House, wave: Wave) -> None:
    thank = await house.finishes(wave, ANA, {"worry": DANGER})
    assert await house.intake.withdraw(wave.code, thank.receipt, "en") == replies.withdrawn("en")
    assert await waiting(house) == 0


# ---------------------------------------------------------------- nobody to tell
class Leaderless(MemoryStore):
    """The leads are gone."""

    gone = False

    async def leads(self) -> tuple[Lead, ...]:
        return () if self.gone else await super().leads()


async def test_without_a_lead_the_words_wait_for_review_and_no_false_promise_is_made() -> None:
    store = Leaderless()
    async with house(store) as home:
        wave = await home.open_wave()
        store.gone = True
        ask = await home.until(wave, ANA, "worry", {})
        said = await home.says(wave, ANA, Wrote(DANGER), ask.turn)
        assert said[0] == offers.gentle_help([Kind.SELF_HARM], "en")
        await home.finishes(wave, ANA, {})
        await home.closed(wave)
        (text,) = await home.review.held(wave.code)
        assert text.redacted == DANGER
        assert home.told.alerts == []


# ---------------------------------------------------------------- which help
def verdict(route: Route, *kinds: Kind, redacted: str = "words") -> Verdict:
    found = tuple(Finding(0, 5, kind, route, 1.0, "why") for kind in kinds)
    return Verdict(redacted, found, route, 0.0, 0.0)


CALM = verdict(Route.PUBLISH)
HARD = verdict(Route.HOLD, Kind.BULLYING)
WORSE = verdict(Route.ESCALATE, Kind.SELF_HARM)
FOREIGN = verdict(Route.HOLD, Kind.LANGUAGE)
GIVEN = TextGiven("worry", "words")
SENT = urgent_item("one")


@pytest.mark.parametrize(
    ("found", "sent", "helped"),
    [
        (CALM, False, ()),
        (HARD, False, (offers.gentle_help([Kind.BULLYING], "en"),)),
        (WORSE, True, (offers.urgent_help([Kind.SELF_HARM], "en"),)),
        (WORSE, False, (offers.gentle_help([Kind.SELF_HARM], "en"),)),
        (FOREIGN, False, (offers.unchecked_help("en"),)),
    ],
)
def test_help_for_words_that_were_kept(
    found: Verdict, helped: tuple[Help, ...], *, sent: bool
) -> None:
    judged = Judged(GIVEN, found, "en", SENT if sent else None)
    assert helping.for_kept(judged, SHIPPED) == helped


REACH = offers.no_way_to_reach("en")


@pytest.mark.parametrize("mark", ["[phone]", "[email]", "[handle]", "[address]"])
@pytest.mark.parametrize("hard", [True, False])
def test_whoever_leaves_a_number_is_told_that_nobody_will_ring(mark: str, *, hard: bool) -> None:
    taken_out = Finding(0, 5, Kind.PERSONAL_DATA, Route.PUBLISH, 1.0, "a way to reach", mark)
    found = replace(HARD if hard else CALM, findings=(*(HARD.findings if hard else ()), taken_out))
    *before, last = helping.for_kept(Judged(GIVEN, found, "en"), SHIPPED)
    assert last == REACH
    assert len(before) == int(hard)


def test_a_lead_who_reads_the_number_may_ring() -> None:
    """Urgent words reach the leads as they were written."""
    taken_out = Finding(0, 5, Kind.PERSONAL_DATA, Route.PUBLISH, 1.0, "a number", "[phone]")
    found = replace(WORSE, findings=(*WORSE.findings, taken_out))
    assert REACH not in helping.for_kept(Judged(GIVEN, found, "en", SENT), SHIPPED)


@pytest.mark.parametrize("mark", ["", "[name]", "[school]", "[date]"])
def test_other_things_taken_out_promise_no_call(mark: str) -> None:
    found = replace(
        CALM, findings=(Finding(0, 5, Kind.PERSONAL_DATA, Route.PUBLISH, 1.0, "", mark),)
    )
    assert helping.for_kept(Judged(GIVEN, found, "en"), SHIPPED) == ()


@pytest.mark.parametrize(
    ("found", "helped"),
    [
        (CALM, ()),
        (HARD, (offers.unkept_help([Kind.BULLYING], "en"),)),
        (WORSE, (offers.unkept_help([Kind.SELF_HARM], "en"),)),
        (FOREIGN, (offers.general_help("en"),)),
    ],
)
def test_help_for_words_that_were_not_kept(found: Verdict, helped: tuple[Help, ...]) -> None:
    assert helping.for_unkept(found, "en", SHIPPED) == helped


LOW = verdict(Route.HOLD, Kind.PROFANITY, redacted="everything is shit and i hate my life")


@pytest.mark.parametrize("audience", ["young people", "everyone"])
def test_who_feels_low_is_shown_help_though_nothing_is_held(audience: str) -> None:
    kept = helping.for_kept(Judged(GIVEN, LOW, "en"), SHIPPED, audience)
    assert kept == (offers.listening_help("en", audience=audience),)
    unkept = helping.for_unkept(LOW, "en", SHIPPED, audience)
    assert unkept == (offers.general_help("en", audience=audience),)


@pytest.mark.parametrize("audience", ["frontline staff", "board members"])
def test_staff_who_ask_whom_to_talk_to_are_at_work(audience: str) -> None:
    assert helping.for_kept(Judged(GIVEN, LOW, "en"), SHIPPED, audience) == ()
    assert helping.for_unkept(LOW, "en", SHIPPED, audience) == ()


KEPT_WORSE = Session("en", "good", ("worry",), {"worry": Withheld()}, sent="mark")
KEPT_DANGER = Session("en", "good", ("worry",), {"worry": Withheld()}, sent="another mark")
KEPT_HARD = Session("en", "good", ("worry",), {"worry": Screened("words", Route.HOLD)})
KEPT_OTHER = Session("en", "good", ("worry",), {"worry": Screened("others", Route.HOLD)})


@pytest.mark.parametrize(
    ("found", "session", "helped"),
    [
        (WORSE, KEPT_WORSE, offers.urgent_help([Kind.SELF_HARM], "en")),
        (HARD, KEPT_HARD, offers.gentle_help([Kind.BULLYING], "en")),
        (HARD, KEPT_OTHER, offers.unkept_help([Kind.BULLYING], "en")),
        (HARD, KEPT_WORSE, offers.unkept_help([Kind.BULLYING], "en")),
        (WORSE, KEPT_DANGER, offers.unkept_help([Kind.SELF_HARM], "en")),
        (WORSE, KEPT_HARD, offers.unkept_help([Kind.SELF_HARM], "en")),
        (WORSE, Session("en", "safe"), offers.unkept_help([Kind.SELF_HARM], "en")),
        (WORSE, None, offers.unkept_help([Kind.SELF_HARM], "en")),
    ],
)
def test_help_for_words_sent_again(found: Verdict, session: Session | None, helped: Help) -> None:
    judged = Judged(WordsNotKept("good", "words"), found, "en", mark="mark")
    assert helping.for_repeated(judged, session, SHIPPED) == (helped,)


async def test_a_survey_for_staff_never_shows_the_numbers_for_children(house: House) -> None:
    wave = await house.open_wave(survey(audience="frontline staff"))
    before = await house.says(wave, ANA, Wrote(DANGER))
    ask = await house.until(wave, ANA, "worry", {})
    kept = await house.says(wave, ANA, Wrote(DANGER), ask.turn)
    await house.closed(wave)
    after = await house.says(wave, ANA, Wrote(DANGER))
    for said in (before, kept, after):
        helped = next(reply for reply in said if isinstance(reply, Help))
        assert "Samaritans" in names(helped)
        assert "Childline" not in names(helped)
    young = offers.urgent_help([Kind.SELF_HARM], "en")
    assert "Childline" in names(young)


def names(helped: Help) -> set[str]:
    return {post.name for post in helped.posts}


async def test_who_asks_for_somebody_to_talk_to_gets_numbers_in_the_same_reply(
    house: House, wave: Wave
) -> None:
    asks = "how can i talk to someone"
    before = await house.says(wave, ANA, Wrote(asks))
    assert intros(before) == [offers.general_help("en").intro]
    ask = await house.until(wave, ANA, "worry", {})
    helped, following = await house.says(wave, ANA, Wrote(asks), ask.turn)
    assert helped == offers.listening_help("en")
    assert asked((following,)).key == "good"
    assert await waiting(house) == 0


async def test_harmless_words_come_without_help(house: House, wave: Wave) -> None:
    ask = await house.until(wave, ANA, "worry", {})
    said = await house.says(wave, ANA, Wrote(HARMLESS), ask.turn)
    assert intros(said) == []
    for came in (Looked(), Started(), Chose(("yes",))):
        assert intros(await house.says(wave, ANA, came)) == []

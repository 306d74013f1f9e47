"""The one road in: flow, screening, seal, store. Nothing else writes answers.

Help first: words that tell of harm get sign-posts in the same reply, whatever becomes of them.
Saved means saved: thanks and "a lead will read it" are said only after the commit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from moderation.verdict import Verdict
from surveys.anonymity import tokens
from surveys.anonymity.keyring import Keyring
from surveys.anonymity.mask import mask
from surveys.errors import (
    StoreUnavailable,
    TooLarge,
    UnknownCode,
    UnknownWave,
    WaveClosed,
    WaveNotOpen,
)
from surveys.help import helping
from surveys.help.signposts import SHIPPED, SignPosts
from surveys.intake import ceilings, withdrawing
from surveys.intake.delivery import Alert, Delivery, Trouble, Writes
from surveys.intake.live import LiveWaves
from surveys.intake.locks import PersonLocks
from surveys.intake.patience import Patience
from surveys.intake.turn import Turn
from surveys.messages import Help, Incoming, PersonId, Reply, Wrote
from surveys.records import Entry, Lead, UrgentItem, WaveState
from surveys.screening import Screens, here
from surveys.store import Store
from surveys.talk import flow, problems
from surveys.talk.events import TextGiven
from surveys.talk.session import Session
from surveys.talk.taking import Judged, take, words_of
from surveys.urgent.keeping_from import keep_from, kept_from
from surveys.urgent.leads import named_in
from surveys.writes import Outcome, Talk

TRIES = 5
Replies = tuple[Reply, ...]


async def nobody_told(_wave_name: str) -> None:
    """No alert wanted."""


def unnoticed(_error: BaseException) -> None:
    """No log wanted."""


def unheard(_verdict: Verdict) -> None:
    """Nobody counts."""


@dataclass(frozen=True, slots=True)
class Care:
    """How people are looked after when things go wrong.

    `patience`: seconds before a person is told that nothing was saved. `trouble` is told what
    failed: log the kind of error only, since its text may hold what was sent. `heard` is told of
    each screening, in the task of its message: an import accounts for its own rows with it.
    `screen`: who gives the verdicts.
    """

    posts: SignPosts = SHIPPED
    patience: float = 5.0
    trouble: Trouble = unnoticed
    heard: Callable[[Verdict], None] = unheard
    screen: Screens = here


USUAL_CARE = Care()


@dataclass(frozen=True, slots=True)
class WaveCard:
    """What anyone with the address may know of a wave."""

    title: str
    name: str
    languages: tuple[str, ...]
    entry: Entry
    state: WaveState
    audience: str
    survey: str = ""


class Intake:
    def __init__(  # noqa: PLR0913 - the wiring says once all that is needed
        self,
        store: Store,
        writer: Writes,
        keyring: Keyring,
        clock: Callable[[], datetime],
        alert: Alert = nobody_told,
        *,
        care: Care = USUAL_CARE,
    ) -> None:
        self._store = store
        self._clock = clock
        self._care = care
        self._delivery = Delivery(writer, alert, care.trouble)
        self._live = LiveWaves(store, keyring)
        self._locks = PersonLocks()
        self._patience = Patience(care.patience)

    # ------------------------------------------------------------ round about
    async def card(self, code: str) -> WaveCard:
        """Raises UnknownWave."""
        wave = await self._store.wave(code)
        survey = wave.survey
        return WaveCard(
            survey.title,
            wave.name,
            survey.languages,
            wave.entry,
            wave.state,
            survey.audience,
            survey.key,
        )

    async def check_code(self, code: str, entry_code: str) -> PersonId:
        """The person that entry code stands for. Raises UnknownCode, WaveClosed, WaveNotOpen."""
        at = await self._live.one(code)
        hashed = tokens.code_hash(at.keys, entry_code)
        if not await self._store.has_entry_code(at.wave.id, hashed):
            raise UnknownCode
        return PersonId(f"{tokens.CODE}{tokens.normal_code(entry_code)}")

    async def withdraw(self, code: str, receipt: str, language: str) -> Reply:
        """Take back a finished response. Raises UnknownWave."""
        try:
            with self._patience.kept():
                wave = await self._store.wave(code)
                return await withdrawing.withdraw(wave, self._delivery, receipt, language)
        except (StoreUnavailable, TimeoutError) as error:
            self._care.trouble(error)
            return problems.not_saved(language)

    async def settle(self) -> None:
        """Wait for writes and alerts still under way. For a clean stop."""
        await self._delivery.settle()

    # ------------------------------------------------------------ a message
    async def receive(self, code: str, incoming: Incoming) -> Replies:
        """What to say back. Raises UnknownWave, and UnknownCode for a person who may not come in.

        Whatever else goes wrong is said as a Problem, after the help that the words call for.
        """
        if problem := ceilings.refused(incoming):
            shown = await self._safely(code, ceilings.checked(ceilings.instead(incoming)))
            return (*await self._unkept(code, incoming), problem, *shown)
        return await self._safely(code, ceilings.checked(incoming))

    async def _safely(self, code: str, incoming: Incoming) -> Replies:
        try:
            with self._patience.kept():
                return await self._received(code, incoming)
        except (UnknownWave, UnknownCode):
            raise
        except TimeoutError as error:
            self._care.trouble(error)
            helps = await self._heard(code, incoming, helping.for_unsure)
            return (*helps, problems.too_slow(incoming.language))
        except Exception as error:  # noqa: BLE001 - help first: no fault of ours may withhold it
            self._care.trouble(error)
            return await self._not_kept(code, incoming, problems.not_saved(incoming.language))

    async def _received(self, code: str, incoming: Incoming) -> Replies:
        try:
            at = await self._live.one(code)
        except WaveClosed:
            return await self._not_kept(code, incoming, problems.wave_closed(incoming.language))
        except WaveNotOpen:
            return await self._not_kept(code, incoming, problems.wave_not_open(incoming.language))
        person = mask(at.keys, at.wave.id, incoming.person)
        async with self._locks.of(person.row):
            return await self._tried(Turn(at, person, incoming, self._clock(), self._care.posts))

    async def _tried(self, turn: Turn) -> Replies:
        """Again from the start if somebody else moved the talk on meanwhile."""
        for _ in range(TRIES):
            talk = await self._store.talk(turn.mask.wave_id, turn.mask.row, turn.now)
            session = turn.opened(talk)
            turn = turn.pinned(session)
            if talk is None and await self._store.has_token(turn.mask.wave_id, turn.mask.token):
                return await self._finished_before(turn)
            if talk is None and not await self._may_enter(turn):
                raise UnknownCode
            if said := await self._answered(turn, talk, session):
                return said
        raise StoreUnavailable

    async def _may_enter(self, turn: Turn) -> bool:
        """With a code where codes are asked for, and only there. Paper comes from an officer."""
        wave, person = turn.at.wave, turn.incoming.person
        if not person.startswith(tokens.CODE):
            return wave.entry is Entry.LINK or person.startswith(tokens.PAPER)
        hashed = tokens.code_hash(turn.at.keys, person.removeprefix(tokens.CODE))
        return wave.entry is Entry.CODES and await self._store.has_entry_code(wave.id, hashed)

    async def _answered(self, turn: Turn, talk: Talk | None, session: Session | None) -> Replies:
        """One try. No replies: the talk moved on meanwhile."""
        step = turn.step(session)
        judged = await self._judged(turn, step)
        taken = take(step, judged)
        try:
            write = turn.write(taken, session, talk)
        except TooLarge:
            problem = problems.too_large(turn.spoken(session))
            shown = turn.shown(session)
            return await self._not_kept(turn.at.wave.code, turn.incoming, problem, *shown)
        outcome = Outcome.DONE
        if write:
            outcome = await self._delivery.write(write, turn.at.wave.name)
        match outcome:
            case Outcome.DONE:
                thanks = (turn.thanks(session),) if taken.finished else ()
                return (*self._helps(turn, judged, session), *step.replies, *thanks)
            case Outcome.ALREADY:
                return await self._finished_before(turn)
            case Outcome.NOT_OPEN:
                self._live.forget(turn.at.wave)
                closed = problems.wave_closed(turn.spoken(session))
                return await self._not_kept(turn.at.wave.code, turn.incoming, closed)
            case Outcome.STALE | Outcome.MISSING:
                return ()
            case _:
                assert_never(outcome)

    async def _finished_before(self, turn: Turn) -> Replies:
        """Thanks again, with the same receipt, for a reply that was lost; else "only once".

        Words for a question that was shown may be the last ones, which were kept, sent again.
        """
        said = turn.thanks(None) if turn.may_see_receipt else problems.already(turn.language)
        helped = helping.for_unkept if turn.incoming.turn is None else helping.for_unsure
        helps = await self._heard(turn.at.wave.code, turn.incoming, helped)
        return (*helps, *turn.help_asked, said)

    # ------------------------------------------------------------ words
    async def _judged(self, turn: Turn, step: flow.Step) -> Judged | None:
        words = words_of(step.events)
        if words is None:
            return None
        language = turn.spoken(step.session)
        question = turn.question_text(words.question)
        verdict = await self._care.screen(words.text, language, question)
        self._care.heard(verdict)
        mark = turn.mask.mark(words.text)
        if isinstance(words, TextGiven) and verdict.urgent and (to := await self._store.readers()):
            return Judged(words, verdict, language, await self._sealed(turn, words, to), mark)
        return Judged(words, verdict, language, mark=mark)

    async def _sealed(self, turn: Turn, words: TextGiven, to: tuple[Lead, ...]) -> UrgentItem:
        """For those leads, but for whom these words, or others of this person, name."""
        mine = turn.mask.urgent_ids(turn.survey)
        named = named_in(words.text, await self._store.leads())
        item = turn.sealed_for(to, words, {*named, *await kept_from(self._store, mine)})
        await keep_from(self._store, mine, item.handling.withheld)
        return item

    def _helps(self, turn: Turn, judged: Judged | None, session: Session | None) -> Replies:
        """The help that goes with the words, now that it is known what became of them."""
        if judged is None:
            return ()
        posts, audience = self._care.posts, turn.survey.audience
        if isinstance(judged.words, TextGiven):
            return helping.for_kept(judged, posts, audience)
        if turn.repeats_last(session):
            return helping.for_repeated(judged, session, posts, audience)
        return helping.for_unkept(judged.verdict, judged.language, posts, audience)

    async def _not_kept(self, code: str, incoming: Incoming, *said: Reply) -> Replies:
        return (*await self._unkept(code, incoming), *said)

    async def _unkept(self, code: str, incoming: Incoming) -> tuple[Help, ...]:
        """The help for words that were not kept."""
        return await self._heard(code, incoming, helping.for_unkept)

    async def _heard(
        self, code: str, incoming: Incoming, helped: helping.Helped
    ) -> tuple[Help, ...]:
        """The help for words, found without the store. What cannot be screened may tell of harm."""
        if not isinstance(incoming.came, Wrote):
            return ()
        try:
            verdict = await self._care.screen(incoming.came.text, incoming.language)
        except Exception as error:  # noqa: BLE001 - help first: no fault of ours may withhold it
            self._care.trouble(error)
            verdict = helping.UNSCREENED
        audience = self._live.audience(code)
        return helped(verdict, incoming.language, self._care.posts, audience)

"""One message of one person in a live wave, and the write it comes to. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from surveys.anonymity import receipts, sealing, tokens
from surveys.anonymity.mask import Mask
from surveys.definitions.definition import Survey
from surveys.errors import BadSeal
from surveys.help import offers
from surveys.help.signposts import SignPosts
from surveys.intake.live import LiveWave
from surveys.messages import (
    AskedHelp,
    ChangedLanguage,
    Chose,
    Incoming,
    Looked,
    PassedOn,
    Reply,
    Thank,
    Wrote,
)
from surveys.records import Lead, Response, UrgentItem
from surveys.talk import flow, replies
from surveys.talk.events import TextGiven
from surveys.talk.session import Session, UnreadableSession
from surveys.talk.taking import Taken
from surveys.urgent import covering, leads
from surveys.urgent.leads import Envelope
from surveys.writes import Finish, ForgetTalk, SaveTalk, Talk, Write

IDLE = timedelta(minutes=15)
TELEGRAM_IDLE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    at: LiveWave
    mask: Mask
    incoming: Incoming
    now: datetime
    posts: SignPosts

    @property
    def survey(self) -> Survey:
        return self.at.wave.survey

    @property
    def language(self) -> str:
        """The language of somebody who has no talk."""
        came = self.incoming.came
        wanted = came.language if isinstance(came, ChangedLanguage) else self.incoming.language
        return flow.spoken(self.survey, wanted)

    def spoken(self, session: Session | None) -> str:
        return session.language if session else self.language

    # ------------------------------------------------------------ reading
    def opened(self, talk: Talk | None) -> Session | None:
        """A talk that cannot be read any more counts as none: the person may start again."""
        try:
            return sealing.open_talk(talk.sealed, self.mask.secret) if talk else None
        except (BadSeal, UnreadableSession):
            return None

    def pinned(self, session: Session | None) -> "Turn":
        """Tied to the turn it first met, so that trying again never answers another question."""
        if session is None or self.incoming.turn is not None:
            return self
        return replace(self, incoming=replace(self.incoming, turn=session.turn))

    def question_text(self, key: str) -> str:
        return next((each.text for each in self.survey.questions if each.key == key), "")

    def repeats_last(self, session: Session | None) -> bool:
        """This answers the question just before the present one: a reply was lost on its way."""
        return session is not None and self.incoming.turn == session.turn - 1

    # ------------------------------------------------------------ the conversation
    def step(self, session: Session | None) -> flow.Step:
        return flow.step(self.survey, session, self.incoming, self.posts)

    def shown(self, session: Session | None) -> tuple[Reply, ...]:
        """Where they are, whatever the message was."""
        looked = replace(self.incoming, came=Looked())
        return flow.step(self.survey, session, looked, self.posts).replies

    def thanks(self, session: Session | None) -> Thank:
        """The same receipt each time."""
        receipt = receipts.words(self.mask.receipt)
        return replies.thank(self.survey, self.spoken(session), receipt)

    @property
    def may_see_receipt(self) -> bool:
        """On the page where they finished, or sending the last answer again; not a newcomer.

        Whoever came with an entry code sees it once: the code is all that would tell them from
        somebody who finds the slip afterwards, and who must not take the answers back.
        """
        if self.incoming.person.startswith(tokens.CODE):
            return False
        again = isinstance(self.incoming.came, Chose | Wrote | PassedOn)
        came_by_web = self.incoming.person.startswith(tokens.WEB)
        return came_by_web or (again and self.incoming.turn is not None)

    @property
    def help_asked(self) -> tuple[Reply, ...]:
        """For somebody who asks for help when they have no talk any more."""
        if isinstance(self.incoming.came, AskedHelp):
            return (offers.general_help(self.language, self.posts, self.survey.audience),)
        return ()

    # ------------------------------------------------------------ writing
    def sealed_for(
        self, readers: tuple[Lead, ...], given: TextGiven, kept_from: Collection[str]
    ) -> UrgentItem:
        """Urgent words as they were written, and what they answer, for these leads alone."""
        outside = Envelope(
            self.mask.urgent_id(given.question),
            self.mask.wave_id,
            self.now.date(),
            self.at.urgent_size,
        )
        asked = self.question_text(given.question)
        item = leads.seal(f"{asked}\n\n{given.text}", readers, outside, sorted(kept_from))
        return covering.covered(item, self.at.keys)

    def write(self, taken: Taken, before: Session | None, talk: Talk | None) -> Write | None:
        """What must be kept or forgotten; None if nothing changed. Raises TooLarge."""
        version = talk.version if talk else 0
        if taken.stopped or taken.left:
            dropped = self.mask.urgent_ids(self.survey) if taken.stopped else ()
            return ForgetTalk(self.mask.wave_id, self.mask.row, dropped)
        if taken.session is None or (taken.session == before and not taken.finished):
            return None
        if taken.finished:
            return self._finish(taken, taken.session, version)
        return self._save(taken, taken.session, version)

    def _finish(self, taken: Taken, session: Session, version: int) -> Finish:
        wave, person = self.at.wave, self.mask
        response = Response(flow.answers(session))
        return Finish(
            person.wave_id,
            person.row,
            version,
            person.token,
            person.name,
            sealing.seal(response, wave.public_key, wave.sealed_size),
            taken.urgent,
            self._ids(taken),
        )

    def _save(self, taken: Taken, session: Session, version: int) -> SaveTalk:
        return SaveTalk(
            self.mask.wave_id,
            self.mask.row,
            version,
            sealing.seal_talk(session, self.mask.secret, self.at.talk_size),
            self.now + self._idle(),
            taken.urgent,
            self._ids(taken),
        )

    def _ids(self, taken: Taken) -> tuple[str, ...]:
        return tuple(self.mask.urgent_id(question) for question in taken.dropped)

    def _idle(self) -> timedelta:
        return TELEGRAM_IDLE if self.incoming.person.startswith(tokens.TELEGRAM) else IDLE

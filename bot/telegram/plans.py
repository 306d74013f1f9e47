"""What is to be done about one update, before any of it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.telegram.calls import Call
from bot.telegram.drawing import Message
from surveys.messages import Ask, Forgotten, Help, Problem, Reply, Thank, Welcome


@dataclass(frozen=True, slots=True)
class Plan:
    """`before` is tried once, in order; `messages` must arrive, in order.

    `removed` are messages to delete first. `leaves`: nothing may be kept of this chat any more.
    """

    before: tuple[Call, ...] = ()
    messages: tuple[Message, ...] = ()
    removed: tuple[int, ...] = ()
    leaves: bool = False

    @property
    def asks(self) -> bool:
        return any(message.turn is not None for message in self.messages)

    @property
    def is_simple(self) -> bool:
        """All of it may go out at once: there is no order to be kept among several messages."""
        return len(self.messages) <= 1 and not (self.removed or self.leaves)

    @property
    def is_empty(self) -> bool:
        return not (self.before or self.messages or self.removed or self.leaves)


NOTHING = Plan()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the intake said, and what it means for the question it was about."""

    replies: tuple[Reply, ...] = field(repr=False)

    def moved_on_from(self, turn: int | None) -> bool:
        """The answer was taken."""
        if turn is None or self.has(Problem):
            return False
        return self.has(Thank) or turn + 1 in self._asked

    def begins_anew(self, moved: int | None) -> bool:
        """The talk is over or is another one now: in a new one the turns are counted from one."""
        over = self.has(Welcome, Forgotten, Thank)
        return over or (moved is not None and min(self._asked, default=moved + 1) <= moved)

    def has(self, *kinds: type[Reply]) -> bool:
        """One of these is among them. Asked many times of every update, so in plain steps."""
        for reply in self.replies:  # noqa: SIM110 - any() makes a generator and takes twice as long
            if isinstance(reply, kinds):
                return True
        return False

    @property
    def _asked(self) -> list[int]:
        """The turns of the questions among them."""
        return [reply.turn for reply in self.replies if isinstance(reply, Ask)]

    @property
    def shows_something(self) -> bool:
        """Something that can be gone on with. Else the old buttons must stay."""
        return self.has(Ask, Welcome, Thank, Forgotten)

    @property
    def helps(self) -> tuple[Reply, ...]:
        return tuple(reply for reply in self.replies if isinstance(reply, Help))

    def with_word(self, word: Reply) -> tuple[Reply, ...]:
        """Help first, then the word, then where they are."""
        rest = (reply for reply in self.replies if not isinstance(reply, Help))
        return (*self.helps, word, *rest)


def together(*messages: Iterable[Message]) -> tuple[Message, ...]:
    return tuple(each for some in messages for each in some)


def untouched(plan: Plan, message: int | None) -> bool:
    """That message is not changed by the plan already."""
    touched: Sequence[object] = [call.fields.get("message_id") for call in plan.before]
    return message is not None and message not in touched


def is_stripped(plan: Plan, message: int) -> bool:
    """The plan takes that message's buttons away already."""
    changes = (each.fields for each in plan.before if each.fields.get("message_id") == message)
    return any("reply_markup" not in fields for fields in changes)

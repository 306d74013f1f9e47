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
        if turn is None or any(isinstance(reply, Problem) for reply in self.replies):
            return False
        return self.has(Thank) or any(
            isinstance(reply, Ask) and reply.turn == turn + 1 for reply in self.replies
        )

    def begins_anew(self, moved: int | None) -> bool:
        """The talk is over or is another one now: in a new one the turns are counted from one."""
        asks = (reply.turn for reply in self.replies if isinstance(reply, Ask))
        over = any(isinstance(reply, Welcome | Forgotten | Thank) for reply in self.replies)
        return over or (moved is not None and any(turn <= moved for turn in asks))

    def has(self, kind: type[Reply]) -> bool:
        return any(isinstance(reply, kind) for reply in self.replies)

    @property
    def shows_something(self) -> bool:
        """Something that can be gone on with. Else the old buttons must stay."""
        return any(isinstance(reply, Ask | Welcome | Thank | Forgotten) for reply in self.replies)

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

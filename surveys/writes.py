"""Writes of the conversation, and what became of each.

They travel as values, so that one writer can commit many at a time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from surveys.records import UrgentItem
from surveys.rooms import ForgetRoom, KeepRoom


@dataclass(frozen=True, slots=True)
class SaveTalk:
    """Keep a half-done response, if the talk is still at version `before` (0: none yet).

    `expires` is cut to the minute. `dropped` (urgent ids, unread only) is removed, then `urgent`
    is put, in the same transaction: an unread item of the same id is replaced, one that was read
    stays beside the new one.
    """

    wave_id: str
    key: bytes
    before: int
    sealed: bytes
    expires: datetime
    urgent: tuple[UrgentItem, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finish:
    """Keep a finished response, once.

    Takes effect only at version `before` of the talk and if `token` was never seen in this wave;
    then the talk is gone. `name` is the receipt's hash. A retry after a lost answer is told
    ALREADY, which goes before STALE.
    """

    wave_id: str
    key: bytes
    before: int
    token: bytes
    name: bytes
    sealed: bytes
    urgent: tuple[UrgentItem, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForgetTalk:
    """The talk is gone, and with it those of its urgent items that are `dropped` and unread.

    Whatever the version and the state of the wave: always DONE.
    """

    wave_id: str
    key: bytes
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back a finished response, named by its receipt's hash, with its unread urgent items.

    The token stays: who withdrew does not answer again.
    """

    wave_id: str
    name: bytes
    dropped: tuple[str, ...] = ()


TalkWrite = SaveTalk | Finish | ForgetTalk | Withdraw

Write = TalkWrite | KeepRoom | ForgetRoom
"""A room goes with the talks in one commit; it is always DONE."""


class Outcome(StrEnum):
    """What became of one write, told only after the commit."""

    DONE = "done"
    STALE = "stale"  # somebody else moved this talk on; read it again
    ALREADY = "already"  # this token has finished before
    NOT_OPEN = "not_open"  # the wave takes no answers (checked inside the transaction)
    MISSING = "missing"  # nothing of that name to withdraw


@dataclass(frozen=True, slots=True)
class Talk:
    """A half-done response, encrypted. `version` counts its saves, from 1."""

    version: int
    sealed: bytes

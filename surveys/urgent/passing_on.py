"""What an officer reads and finds urgent, though screening did not: sealed to the leads like it.

It waits beside the other urgent words, and no report will read it. The item is stored before the
text is kept out, under an id made from the text's: cut off in between, it can be done again.
"""

import hashlib
from contextlib import suppress
from datetime import date

from surveys.anonymity.padding import rounded_up
from surveys.dates import day
from surveys.errors import AlreadyThere, TextChanged, UnknownText
from surveys.records import ReviewText, TextState, UrgentItem, Wave
from surveys.review.review import Review
from surveys.store import Store
from surveys.urgent import leads
from surveys.urgent.leads import Envelope

REASON = "Passed to the safeguarding leads"
ROOM = 1024
"""Bytes for the line that says where the words come from."""


async def pass_on(store: Store, review: Review, text: ReviewText, by: str, on: date) -> None:
    """Sealed to the leads and kept out on return; `text` is as it was read.

    Raises UnknownText, TextChanged, NoLead.
    """
    now = await store.text(text.id)
    if now.state is TextState.KEPT_OUT:
        raise UnknownText
    if now.redacted != text.redacted:
        raise TextChanged
    wave = await store.wave(now.wave_id)
    with suppress(AlreadyThere):
        await store.add_urgent(await _sealed(store, now, wave, by, on))
    await review.keep_out(text.id, by, REASON, seen=text.redacted)


async def _sealed(store: Store, text: ReviewText, wave: Wave, by: str, on: date) -> UrgentItem:
    """Raises NoLead."""
    words = f"{wave.survey.question(text.question).text}\n\n{text.redacted}\n\n{_whence(wave, by)}"
    size = rounded_up(leads.urgent_size(wave.survey) + ROOM)
    outside = Envelope(_id_for(text.id), wave.id, on, size)
    named = leads.named_in(text.redacted, await store.leads())
    return leads.seal(words, await store.readers(), outside, named)


def _whence(wave: Wave, by: str) -> str:
    """The day on the outside is that of the review: the words are older."""
    opened, closed = wave.opened_on, wave.closed_on
    during = f"; written between {day(opened)} and {day(closed)}" if opened and closed else ""
    return f"[Passed on by {by} from review{during}. The writer may not have been shown help.]"


def _id_for(text_id: str) -> str:
    return hashlib.blake2b(text_id.encode(), digest_size=16, person=b"passed on").hexdigest()

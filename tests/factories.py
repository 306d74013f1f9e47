"""Small builders: one of each record, with only what matters to a test said in the test."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from surveys.definitions.definition import FreeText, OneChoice, Option, Survey
from surveys.records import (
    Decision,
    Entry,
    HeldBack,
    Lead,
    Picked,
    Response,
    ReviewText,
    TextState,
    UrgentItem,
    Wave,
    WaveState,
)
from surveys.store import Store
from surveys.writes import Finish, ForgetTalk, SaveTalk, Withdraw

DAY = date(2026, 3, 10)
LATER = datetime(2026, 3, 10, 12, 15, tzinfo=UTC)


def key(name: str) -> bytes:
    """A random-looking key that is the same in every run."""
    return hashlib.blake2b(name.encode(), digest_size=16).digest()


def survey(**changes: Any) -> Survey:
    made = Survey(
        key="small",
        title="How safe?",
        audience="young people",
        intro="Two minutes.",
        questions=(
            OneChoice(
                key="safe",
                text="Do you feel safe?",
                options=(Option("yes", "Yes"), Option("no", "No")),
            ),
            FreeText(key="words", text="Anything else?", cap=500),
        ),
    )
    return replace(made, **changes)


def wave(name: str = "one", **changes: Any) -> Wave:
    made = Wave(
        id=f"wave-{name}",
        code=f"code-{name}",
        name=f"Wave {name}",
        survey=survey(),
        state=WaveState.OPEN,
        entry=Entry.LINK,
        public_key=key(f"public {name}"),
        sealed_size=64,
        opened_on=DAY,
    )
    return replace(made, **changes)


def save(who: str, before: int = 0, **changes: Any) -> SaveTalk:
    sealed = f"talk of {who} at {before + 1}".encode()
    return replace(SaveTalk("wave-one", key(who), before, sealed, LATER), **changes)


def finish(who: str, before: int = 0, **changes: Any) -> Finish:
    made = Finish(
        wave_id="wave-one",
        key=key(who),
        before=before,
        token=key(f"token of {who}"),
        name=key(f"receipt of {who}"),
        sealed=f"sealed by {who}".encode(),
    )
    return replace(made, **changes)


def forget(who: str, **changes: Any) -> ForgetTalk:
    return replace(ForgetTalk("wave-one", key(who)), **changes)


def withdraw(who: str, **changes: Any) -> Withdraw:
    return replace(Withdraw("wave-one", key(f"receipt of {who}")), **changes)


def urgent(name: str, **changes: Any) -> UrgentItem:
    made = UrgentItem(
        id=f"urgent-{name}",
        wave_id="wave-one",
        day=DAY,
        text=f"sealed words of {name}".encode(),
        keys={"Ana": b"key to Ana", "Bo": b"key to Bo"},
    )
    return replace(made, **changes)


def lead(name: str = "Ana") -> Lead:
    return Lead(name, key(f"public of {name}"), key(f"private of {name}"))


def response(picked: str = "yes") -> Response:
    return Response({"safe": Picked((picked,)), "words": HeldBack()})


def review_text(name: str, response_id: str = "r1", **changes: Any) -> ReviewText:
    made = ReviewText(
        id=f"text-{name}",
        wave_id="wave-one",
        response_id=response_id,
        question="words",
        redacted=f"words of {name}",
        state=TextState.HELD,
        labels=("bullying",),
        polarity=-0.25,
        subjectivity=0.5,
        language="en",
    )
    return replace(made, **changes)


def decision(name: str, state: TextState = TextState.RELEASED, **changes: Any) -> Decision:
    made = Decision(f"text-{name}", state, f"[name] of {name}", "Ana", "read it", DAY)
    return replace(made, **changes)


async def closed_wave(
    store: Store, responses: dict[str, Response], texts: Sequence[ReviewText] = ()
) -> Wave:
    """A wave closed with these answers."""
    made = wave()
    await store.add_wave(made)
    await store.move_wave(made.id, WaveState.OPEN, WaveState.CLOSING, DAY)
    await store.rewrite(made.id, responses, texts)
    await store.move_wave(made.id, WaveState.REWRITTEN, WaveState.CLOSED, DAY + timedelta(days=1))
    return await store.wave(made.id)

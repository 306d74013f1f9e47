"""The people of one run: who comes when, what they hear, what they do next."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, assert_never

from tests.benchmarks.telegram.person import Act, Json, Person, Pressed, Shown, Typed
from tests.benchmarks.telegram.plan import Plan
from tests.benchmarks.telegram.tally import Tally
from tests.benchmarks.telegram.wire import dumps

BOT: Json = {
    "id": 4242,
    "is_bot": True,
    "first_name": "Bench",
    "username": "bench_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
FINISHED = "thank"
SETTLE = 0.010
"""How long people wait for more after a message without buttons."""

RAMP = 0.3
MOST_MESSAGES = 64
SECOND_DELIVERY = 0.05


class Road(Protocol):
    """The way updates take to the bot."""

    def put(self, number: int, update: bytes) -> None: ...


class Town:
    def __init__(self, plan: Plan, tally: Tally) -> None:
        self.plan = plan
        self.tally = tally
        self.chance = random.Random(plan.seed)
        self.people: dict[int, Person] = {}
        self.open_presses: dict[str, int] = {}
        self.everybody_done = asyncio.Event()
        self.road: Road | None = None
        self.on_begin: Callable[[], None] = lambda: None
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[int, float] = {}
        self._last_heard = 0.0
        self._updates = 100_000
        self._messages = 1_000
        self._presses = 10**15
        self._active = 0
        self._counting = False
        self._closing = False
        self.finished: list[Person] = []

    def again(self, plan: Plan) -> None:
        """New people, who come by another plan; those from before are known and gone."""
        self.plan = replace(plan, first_person=self.plan.first_person + len(self.people))
        self.people.clear()
        self.everybody_done = asyncio.Event()
        self._waiting.clear()
        self._active = 0
        self._closing = self._counting = False

    # ------------------------------------------------------------ coming and going
    async def live(self) -> None:
        """From the first person to the last, or to the end of the time for counting."""
        plan = self.plan
        coming = asyncio.create_task(self._coming())
        try:
            await asyncio.sleep(plan.warm)
            self._begin()
            limit = plan.seconds or plan.deadline
            try:
                await asyncio.wait_for(self.everybody_done.wait(), limit)
            except TimeoutError:
                self.tally.counts["deadline_passed"] += not plan.seconds
        finally:
            self.tally.ended = time.monotonic()
            self._closing = True
            coming.cancel()

    def _begin(self) -> None:
        self._counting = True
        self.tally.begin(time.monotonic())
        self.on_begin()

    async def _coming(self) -> None:
        plan = self.plan
        if not plan.a_second:
            for _ in range(min(plan.at_once, plan.people or plan.at_once)):
                self._arrive()
                await asyncio.sleep(RAMP / plan.at_once)
            return
        start = time.monotonic()
        while not plan.people or len(self.people) < plan.people:
            self._arrive()
            due = start + len(self.people) / plan.a_second
            await asyncio.sleep(max(due - time.monotonic(), 0))

    def _arrive(self) -> None:
        if self._closing or (self.plan.people and len(self.people) >= self.plan.people):
            return
        person = Person(self.plan.first_person + len(self.people), came=time.monotonic())
        self.people[person.id] = person
        self._active += 1
        self._do(person, Typed(self.plan.first))

    def _leave(self, person: Person, how: str) -> None:
        if person.over:
            return
        person.over = True
        for timer in (person.timer, person.patience):
            if timer:
                timer.cancel()
        person.timer = person.patience = None
        self._waiting.pop(person.id, None)
        self.tally.counts[how] += 1
        self._active -= 1
        if how == "finished":
            self.finished.append(person)
        person.messages.clear()
        if not self.plan.a_second:
            self._arrive()
        if not self._active and self.plan.people and len(self.people) >= self.plan.people:
            self.everybody_done.set()

    # ------------------------------------------------------------ doing
    def _do(self, person: Person, act: Act, *, again: bool = False) -> None:
        person.turns += not again
        person.act, person.awaiting, person.acted = act, True, time.monotonic()
        self._waiting.setdefault(person.id, person.acted)
        if person.patience:
            person.patience.cancel()
        person.patience = self._loop.call_later(self.plan.patience, self._unheard, person)
        self._send(person, act)

    def _send(self, person: Person, act: Act) -> None:
        match act:
            case Typed(text):
                self._deliver("message", self._message(person, **_typed(text)))
            case Pressed(message, data):
                self._deliver("callback_query", self._press(person, message, data))
            case _:
                assert_never(act)

    def _unheard(self, person: Person) -> None:
        """The bot said nothing for too long: do the same again, as a person would."""
        if person.over or not person.awaiting or self._closing:
            return
        person.repeats += 1
        self.tally.counts["repeats"] += 1
        if person.repeats > self.plan.most_repeats:
            self._leave(person, "gave_up")
        else:
            self._do(person, person.act, again=True)

    def _go_on(self, person: Person) -> None:
        person.timer = None
        if person.over or self._closing:
            return
        if self.plan.most_turns and person.turns >= self.plan.most_turns:
            self._leave(person, "turned_out")
            return
        weather = self.plan.weather
        if self.chance.random() < weather.noise:
            self._make_noise(person)
        act = person.next_act(self.chance)
        self._do(person, act)
        if isinstance(act, Pressed) and self.chance.random() < weather.double_taps:
            self.tally.counts["double_taps"] += 1
            self._send(person, act)

    def _make_noise(self, person: Person) -> None:
        self.tally.counts["noise"] += 1
        file = {"file_id": "f", "file_unique_id": "u"}
        sticker = {**file, "type": "regular", "width": 9, "height": 9}
        match self.chance.randrange(3):
            case 0:
                still = {"is_animated": False, "is_video": False}
                self._deliver("message", self._message(person, sticker={**sticker, **still}))
            case 1:
                self._deliver("message", self._message(person, voice={**file, "duration": 2}))
            case _:
                edited = {"text": "what I meant", "edit_date": int(time.time())}
                self._deliver("edited_message", self._message(person, **edited))

    # ------------------------------------------------------------ updates
    def _message(self, person: Person, **more: Any) -> Json:
        self._messages += 1
        top = {"message_id": self._messages, "from": person.user, "chat": person.chat}
        return {**top, "date": int(time.time()), **more}

    def _press(self, person: Person, number: int, data: str) -> Json:
        self._presses += 1
        name = str(self._presses)
        self.open_presses[name] = person.id
        shown = person.messages.get(number) or Shown(number, " ", None)
        return {
            "id": name,
            "from": person.user,
            "message": told(person, shown),
            "chat_instance": "1",
            "data": data,
        }

    def _deliver(self, kind: str, content: Json) -> None:
        self._updates += 1
        number, update = self._updates, dumps({"update_id": self._updates, kind: content})
        assert self.road is not None
        self.road.put(number, update)
        if self.chance.random() < self.plan.weather.doubled:
            self.tally.counts["doubled"] += 1
            self._loop.call_later(SECOND_DELIVERY, self.road.put, number, update)

    # ------------------------------------------------------------ hearing
    def say(self, person: Person, text: str, markup: Json | None) -> Shown:
        """A new message of the bot's."""
        self._messages += 1
        shown = Shown(self._messages, text, markup)
        if person.over:
            self.tally.counts["said_after_the_end"] += 1
            return shown
        person.messages[shown.number] = shown
        if len(person.messages) > MOST_MESSAGES:
            del person.messages[next(iter(person.messages))]
        self.hear(person, shown)
        return shown

    def hear(self, person: Person, shown: Shown) -> None:
        now = time.monotonic()
        if person.awaiting:
            self._answered(person, now)
        person.last = shown
        if shown.is_bare and FINISHED in shown.text.lower():
            self._leave(person, "finished")
            return
        if person.timer:
            person.timer.cancel()
        pause = self.plan.think + (SETTLE if shown.is_bare else 0)
        person.timer = self._loop.call_later(pause, self._go_on, person)

    def _answered(self, person: Person, now: float) -> None:
        person.awaiting, person.repeats = False, 0
        if person.patience:
            person.patience.cancel()
            person.patience = None
        first = next(iter(self._waiting.values()), now)
        self._waiting.pop(person.id, None)
        if self._counting:
            self.tally.waits.append(now - person.acted)
            gap = now - max(first, self._last_heard, self.tally.began)
            self.tally.longest_gap = max(self.tally.longest_gap, gap)
        self._last_heard = now


def told(person: Person, shown: Shown) -> Json:
    """A message of the bot's as the Bot API tells it."""
    content: Json = {
        "message_id": shown.number,
        "from": BOT,
        "chat": person.chat,
        "date": int(time.time()),
        "text": shown.text or " ",
    }
    if shown.inline:
        content["reply_markup"] = shown.markup
    return content


def _typed(text: str) -> Json:
    if not text.startswith("/"):
        return {"text": text}
    length = len(text.split(maxsplit=1)[0])
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}

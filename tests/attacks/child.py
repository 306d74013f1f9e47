"""The real stack in a process of its own, made to be killed.

`python -m tests.attacks.child MODE URL KEYRING CODE PEOPLE SEED [NUMBER...]`

MODE `talk`: those people go through their conversations, many at a time, and one line
`ack NUMBER RECEIPT` is written for each as soon as they are thanked. MODE `close`: the wave is
closed. Each mode says `ready` before it begins and `done` at its end.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from surveys.anonymity.keyring import FileKeyring
from surveys.intake.intake import Care
from surveys.messages import Came, Chose, Started, Thank, Wrote
from surveys.records import Wave
from surveys.sql.store import SqlStore
from surveys.waves.closing import close
from tests.attacks.crowd import Person, crowd
from tests.house import NOON, House, Told, asked, house

AT_A_TIME = 8


def patient(told: Told) -> Care:
    """A machine with other work to do must not look like a lost answer."""
    return Care(trouble=told.troubles.append, patience=60)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def talks(home: House, wave: Wave, person: Person) -> None:
    """From wherever they were, as a page that was loaded again would go on."""
    given: dict[str, Came] = {
        "marks": Chose(person.marks),
        "words": Wrote(person.written),
        "again": Chose(("yes",)),
    }
    said = await home.says(wave, person.id, Started())
    while not isinstance(said[-1], Thank):
        ask = asked(said)
        said = await home.says(wave, person.id, given[ask.key], ask.turn)
    say(f"ack {person.number} {said[-1].receipt}")


async def all_talk(home: House, wave: Wave, people: Sequence[Person]) -> None:
    door = asyncio.Semaphore(AT_A_TIME)

    async def one(person: Person) -> None:
        async with door:
            await talks(home, wave, person)

    await asyncio.gather(*map(one, people))


async def main(mode: str, url: str, keys: str, code: str, everybody: Sequence[Person]) -> None:
    keyring = FileKeyring(Path(keys))
    async with SqlStore.open(url) as store, house(store, keyring, patient) as home:
        say("ready")
        if mode == "talk":
            await all_talk(home, await store.wave(code), everybody)
        else:
            await close(store, keyring, code, NOON.date())
        say("done")


if __name__ == "__main__":
    mode_, url_, keys_, code_, people_, seed_, *numbers = sys.argv[1:]
    there = {int(number) for number in numbers}
    chosen = [each for each in crowd(int(people_), int(seed_)) if each.number in there]
    asyncio.run(main(mode_, url_, keys_, code_, chosen))

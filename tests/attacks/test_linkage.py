"""An attacker who knows who came when learns nothing about who said what, once a wave is closed.

By chance one guess in each attack is right. More than a few would be a leak.
"""

import json
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import count
from pathlib import Path

import pytest

from surveys.anonymity import sealing
from surveys.anonymity.keyring import FileKeyring
from surveys.sql.telling import SqlTelling
from surveys.telling.alerting import AlertBook
from surveys.telling.escalation import LEAD
from surveys.urgent import leads
from surveys.waves import closing
from tests.attacks import breaks
from tests.attacks.crowd import ASKED, Person, crowd, goes_through
from tests.attacks.linking import guesses, right, urgent_right
from tests.attacks.loot import Scene, give_row_numbers, postgres_scene, sqlite_scene, take
from tests.conftest import Postgres
from tests.house import NOON, PASSPHRASE, House, house

PER_RUN = 7
IN_TWENTY_RUNS = 38
SEEDS = range(20)

Scenes = Callable[[], AbstractAsyncContextManager[Scene]]


@pytest.fixture
def sqlite_scenes(tmp_path: Path, template: Path) -> Scenes:
    numbers = count()

    def fresh() -> AbstractAsyncContextManager[Scene]:
        path = tmp_path / f"scene-{next(numbers)}.db"
        shutil.copy(template, path)
        return sqlite_scene(f"sqlite:///{path}")

    return fresh


@pytest.fixture
def postgres_scenes(postgres: Postgres, _postgres_template: str) -> Scenes:
    folder = Path(postgres.server.pgdata)

    @asynccontextmanager
    async def fresh() -> AsyncIterator[Scene]:
        url = postgres.new_database(_postgres_template)
        async with postgres_scene(url, folder) as scene:
            yield scene
        postgres.drop(url)

    return fresh


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def scenes(request: pytest.FixtureRequest) -> Scenes:
    """New databases of each kind."""
    made: Scenes = request.getfixturevalue(f"{request.param}_scenes")
    return made


async def attacked(
    scene: Scene, keyring: FileKeyring, folder: Path, people: tuple[Person, ...], seed: int = 0
) -> Counter[str]:
    """People come, the wave closes, the attacker takes everything: right links for each attack."""
    async with house(scene.store, keyring) as home:
        wave = await home.open_wave(ASKED)
        book = AlertBook(scene.store, SqlTelling(scene.store.database))
        for person in people:
            await goes_through(home, wave, person)
            if person.urgent:
                await _alerted(book)
        owners = {each.written: each.number for each in people if each.urgent}
        await home.closed(wave)
        loot = await take(scene, folder)
        whose = await _whose(home, owners)
    assert len(loot.tables["responses"]) == len(people)
    urgent = sum(person.urgent for person in people)
    assert len(loot.tables["urgent"]) == len(loot.tables["alerts"]) == urgent
    scores = Counter({name: right(guess, people) for name, guess in guesses(loot, seed).items()})
    return scores + Counter(urgent_right(loot, people, whose.__getitem__))


async def _alerted(book: AlertBook) -> None:
    """Whoever is on duty is told as soon as it waits, so the book fills in the order they came."""
    for due in await book.due({"duty": LEAD}, NOON):
        await book.told(due)


async def _whose(home: House, owners: dict[str, int]) -> dict[str, int]:
    """By item id as it is after close. Only a lead's key tells, and the test has one."""
    (lead,) = await home.store.leads()
    items = await home.store.urgent()
    words = {item.id: leads.unseal(item, lead, PASSPHRASE).split("\n\n")[1] for item in items}
    return {item_id: owners[text] for item_id, text in words.items()}


def caught(scores: Counter[str]) -> dict[str, int]:
    """The attacks that did better than chance allows."""
    return {name: links for name, links in scores.items() if links >= PER_RUN}


# ---------------------------------------------------------------- as it is
async def test_after_close_nobody_can_be_linked_to_their_answers(
    scenes: Scenes, tmp_path: Path
) -> None:
    folder = tmp_path / "keys"
    async with scenes() as scene:
        scores = await attacked(scene, FileKeyring(folder), folder, crowd(130, seed=1))
    assert caught(scores) == {}


async def test_the_shuffle_alone_is_enough(tmp_path: Path, sqlite_url: str) -> None:
    """Even in a table with hidden row numbers."""
    folder = tmp_path / "keys"
    async with sqlite_scene(sqlite_url) as scene:
        give_row_numbers(scene.path)
        scores = await attacked(scene, FileKeyring(folder), folder, crowd(100, seed=2))
    assert caught(scores) == {}


@pytest.mark.long
@pytest.mark.timeout(7200)
async def test_five_hundred_people_twenty_times(scenes: Scenes, tmp_path: Path) -> None:
    total: Counter[str] = Counter()
    for seed in SEEDS:
        folder = tmp_path / f"keys-{seed}"
        async with scenes() as scene:
            scores = await attacked(scene, FileKeyring(folder), folder, crowd(500, seed), seed)
        assert caught(scores) == {}
        total += scores
        print(json.dumps({"seed": seed, "most": scores.most_common(3)}), flush=True)  # noqa: T201
    print(json.dumps({"attack": "linkage", "total": total.most_common(5)}))  # noqa: T201
    assert {name: links for name, links in total.items() if links >= IN_TWENTY_RUNS} == {}


# ---------------------------------------------------------------- five deliberate breaks
async def broken(scenes: Scenes, folder: Path, keyring: FileKeyring) -> dict[str, int]:
    async with scenes() as scene:
        return caught(await attacked(scene, keyring, folder, crowd(60, seed=3)))


async def test_a_row_id_that_is_kept_is_caught(
    scenes: Scenes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "rewritten", breaks.row_id_kept)
    leaks = await broken(scenes, tmp_path / "keys", FileKeyring(tmp_path / "keys"))
    assert leaks["responses: by id"] == 60


async def test_a_time_stamp_that_is_kept_is_caught(
    scenes: Scenes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "rewritten", breaks.time_stamp_kept)
    leaks = await broken(scenes, tmp_path / "keys", FileKeyring(tmp_path / "keys"))
    assert leaks["answers: by at"] == 60


async def test_responses_that_are_not_padded_are_caught(
    scenes: Scenes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "pad", breaks.not_padded)
    leaks = await broken(scenes, tmp_path / "keys", FileKeyring(tmp_path / "keys"))
    assert "lengths of what was sealed" in leaks


async def test_responses_that_are_not_shuffled_are_caught(
    postgres_scenes: Scenes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "shuffled", breaks.not_shuffled)
    leaks = await broken(postgres_scenes, tmp_path / "keys", FileKeyring(tmp_path / "keys"))
    assert leaks["responses: as they lie"] == 60


async def test_responses_that_are_not_shuffled_are_caught_on_sqlite_too(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "shuffled", breaks.not_shuffled)
    give_row_numbers(Path(sqlite_url.removeprefix("sqlite:///")))
    leaks = await broken(
        lambda: sqlite_scene(sqlite_url), tmp_path / "keys", FileKeyring(tmp_path / "keys")
    )
    assert leaks["responses: as they lie"] == 60


async def test_a_key_that_is_kept_is_caught(scenes: Scenes, tmp_path: Path) -> None:
    leaks = await broken(scenes, tmp_path / "keys", breaks.KeptKeyring(tmp_path / "keys"))
    assert leaks["keys that were left"] == 60


# ---------------------------------------------------------------- nothing is left behind
async def test_nothing_of_the_sealed_intake_is_left_in_any_file(
    sqlite_scenes: Scenes, tmp_path: Path
) -> None:
    folder = tmp_path / "keys"
    async with sqlite_scenes() as scene, house(scene.store, FileKeyring(folder)) as home:
        wave = await home.open_wave(ASKED)
        for person in crowd(40, seed=4):
            await goes_through(home, wave, person)
        await home.closed(wave)
        loot = await take(scene, folder)
        everything = b"".join(loot.files.values())
        for write in scene.store.finishes:
            assert write.sealed[:40] not in everything
            assert write.token not in everything
            assert write.name not in everything
        assert loot.keyring == {}
        assert all(not loot.tables[each] for each in ("sealed", "talks", "tokens", "entry_codes"))

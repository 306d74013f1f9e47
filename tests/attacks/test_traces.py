"""Two hundred planted names, numbers, ids and secrets, and where they are found afterwards."""

import base64
import logging
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from exports.make import make_report
from exports.render import FORMATS, render
from surveys.anonymity.keyring import FileKeyring
from surveys.messages import Ask, Came, Chose, PassedOn, PersonId, Started, Stopped, Wrote
from surveys.records import Entry, NoAnswer, Wave
from surveys.sql.store import SqlStore
from tests.house import PASSPHRASE, House, asked, house, survey

PEOPLE = 40
DANGER = "I want to kill myself"


@dataclass(frozen=True)
class Planted:
    """What somebody brings along that must not be found."""

    person: PersonId
    name: str
    phone: str
    secret: str

    @property
    def words(self) -> str:
        return f"ring me on {self.phone} or mail {self.name}@example.org"


def planted(n: int) -> Planted:
    return Planted(
        PersonId(f"telegram:77{n:02}5501{n:02}"),
        f"zorblat{n:02}quimby",
        f"07700 9{n:02}{n:02}3",
        f"77{n:02}5501{n:02}",
    )


EVERYBODY = tuple(planted(n) for n in range(PEOPLE))


@pytest.fixture
def shelter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """One folder for everything the program could write: data, keys, logs, temporary files."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    handler = logging.FileHandler(tmp_path / "everything.log")
    root = logging.getLogger()
    named = [each for each in root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    before = {each: each.level for each in (root, *named)}
    root.addHandler(handler)
    for each in before:
        each.setLevel(logging.DEBUG)
    yield tmp_path
    root.removeHandler(handler)
    for each, level in before.items():
        each.setLevel(level)
    handler.close()


def ways_to_write(secret: str) -> set[bytes]:
    """As it is, and as it might be coded."""
    raw = secret.encode()
    return {
        raw,
        raw.upper(),
        raw.hex().encode(),
        base64.b64encode(raw).rstrip(b"=")[:-1],
        secret.encode("utf-16-le"),
    }


def leaks(folder: Path, secrets: set[str]) -> dict[str, list[str]]:
    """File -> what was found in it."""
    found: dict[str, list[str]] = {}
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = file.read_bytes()
        for secret in sorted(secrets):
            if any(way in content for way in ways_to_write(secret)):
                found.setdefault(file.name, []).append(secret)
    return found


def outside_texts(database: Path) -> str:
    """Everything in the database but the words that went through screening for review."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return "".join(
            repr(connection.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608
            for table in tables
            if table != "texts"
        )


async def everyone_comes(home: House, wave: Wave) -> set[str]:
    """All sorts of conversations. Returns the receipts that were given out."""
    receipts: set[str] = set()
    for n, each in enumerate(EVERYBODY):
        words = f"{DANGER}. {each.words}" if n % 7 == 0 else each.words
        given: dict[str, str | Came] = {"worry": words, "good": PassedOn(NoAnswer.SKIPPED)}
        match n % 5:
            case 0 | 1:
                receipts.add((await home.finishes(wave, each.person, given)).receipt)
            case 2:
                await home.until(wave, each.person, "again", given)
            case 3:
                await home.until(wave, each.person, "good", given)
                await home.says(wave, each.person, Stopped())
            case _:
                receipts.add(receipt := (await home.finishes(wave, each.person, given)).receipt)
                await home.intake.withdraw(wave.code, receipt, "en")
    return receipts


async def strange_things(home: House, wave: Wave) -> None:
    """What goes wrong is where a log likes to quote."""
    for each in EVERYBODY[:5]:
        person = PersonId(f"web:{each.secret}")
        ask: Ask = asked(await home.says(wave, person, Started()))
        await home.says(wave, person, Chose((each.name,)), ask.turn)
        await home.says(wave, person, Wrote(f"{each.words} " * 2000), ask.turn)
        await home.intake.withdraw(wave.code, f"{each.name} {each.phone}", "en")


async def exported(store: SqlStore, closed: Wave, folder: Path) -> None:
    """Every format of the wave's report, a zip with each of its parts laid open."""
    wave = await store.wave(closed.id)
    responses, texts = await store.responses(wave.id), await store.texts(wave.id)
    report = make_report(wave, responses, texts, date(2026, 9, 1), "The board")
    for name in FORMATS:
        file = folder / wave.code / f"report.{name}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(render(report, name))
        if zipfile.is_zipfile(file):
            zipfile.ZipFile(file).extractall(file.with_suffix(".parts"))


async def test_nothing_planted_is_found_where_it_does_not_belong(
    shelter: Path, template: Path
) -> None:
    database = shelter / "saidanddone.db"
    shutil.copy(template, database)
    bare = {part for each in EVERYBODY for part in (each.name, each.phone, each.secret)}
    async with (
        SqlStore.open(f"sqlite:///{database}") as store,
        house(store, FileKeyring(shelter / "keys")) as home,
    ):
        with_codes = await home.open_wave(survey(), Entry.CODES)
        codes = set(await home.waves.make_codes(with_codes.code, 20))
        for code in sorted(codes)[:5]:
            person = await home.intake.check_code(with_codes.code, code)
            await home.finishes(with_codes, person, {})
        wave = await home.open_wave(survey())
        receipts = await everyone_comes(home, wave)
        await strange_things(home, wave)
        spoken = codes | {code.replace("-", "") for code in codes} | receipts | {PASSPHRASE}
        secrets = bare | spoken | {receipt.replace(" ", "") for receipt in receipts}
        assert len(secrets) > 200
        assert leaks(shelter, secrets) == {}

        (item, *_) = await home.urgent.waiting()
        assert "zorblat" in await home.urgent.read(item.id, "Ana", PASSPHRASE)
        tokens = {each.hex() for each in _keys(home, (wave, with_codes))}
        for live in (wave, with_codes):
            await home.closed(live)
            await exported(store, live, shelter / "exports")
    assert leaks(shelter, spoken | tokens) == {}
    assert set(leaks(shelter, bare)) <= {database.name}
    assert any((shelter / "exports").rglob("document.xml"))
    left = outside_texts(database)
    assert not any(secret in left for secret in bare)
    ids_and_numbers = {each.secret for each in EVERYBODY} | {each.phone for each in EVERYBODY}
    assert leaks(shelter, ids_and_numbers) == {}
    assert (shelter / "everything.log").stat().st_size > 0


def _keys(home: House, waves: tuple[Wave, ...]) -> set[bytes]:
    found = [home.keyring.keys(wave.id) for wave in waves]
    return {key for each in found for key in (each.seal, each.token, each.state, each.receipt)}


def test_the_search_itself_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "plain.log").write_text("said by zorblat07quimby today")
    (tmp_path / "coded.bin").write_bytes(base64.b64encode(b"zorblat07quimby"))
    (tmp_path / "clean.txt").write_text("nothing here")
    found = leaks(tmp_path, {"zorblat07quimby", "zorblat08quimby"})
    assert found == {"plain.log": ["zorblat07quimby"], "coded.bin": ["zorblat07quimby"]}

"""Theme tags, tones, quotes and codebooks in SQL."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Row, Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.sql import bulk
from surveys.sql.database import Clash, Database
from surveys.sql.theme_tables import codebooks, quotes, theme_decisions, theme_tags, tones
from surveys.themes.codebook_json import codebook_from_json, codebook_to_json
from surveys.themes.records import Edition, Quote, TagDecision, TagState, ThemeTag, Tone, ToneTag
from surveys.themes.shelf import EditionTaken


class SqlThemes:
    """The `ThemeShelf` of surveys/themes/shelf.py."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # ------------------------------------------------------------ codebooks
    async def editions(self, survey: str) -> tuple[Edition, ...]:
        mine = select(codebooks).where(codebooks.c.survey == survey)
        async with self.database.reading() as connection:
            rows = await connection.execute(mine.order_by(codebooks.c.version))
            return tuple(map(_edition, rows))

    async def add_edition(self, edition: Edition) -> None:
        try:
            async with self.database.writing() as connection:
                await _add_edition(connection, edition)
        except Clash:
            raise EditionTaken from None

    async def split_theme(self, edition: Edition, wave_id: str, tags: Sequence[ThemeTag]) -> None:
        try:
            async with self.database.writing() as connection:
                await _add_edition(connection, edition)
                await _decide(connection, wave_id, tags, edition.on)
        except Clash:
            raise EditionTaken from None

    # ------------------------------------------------------------ tags
    async def propose(
        self, wave_id: str, tags: Sequence[ThemeTag], tones: Sequence[ToneTag]
    ) -> None:
        async with self.database.writing() as connection:
            said = await _forget_guesses(connection, theme_tags, wave_id)
            fresh = [_tag_values(wave_id, t) for t in tags if (t.text_id, t.theme) not in said]
            await _put(connection, theme_tags, fresh)
            await _propose_tones(connection, wave_id, tones)

    async def decide_tags(self, wave_id: str, tags: Sequence[ThemeTag], on: date) -> None:
        async with self.database.writing() as connection:
            await _decide(connection, wave_id, tags, on)

    async def decide_tone(self, wave_id: str, tone: ToneTag) -> None:
        await self._replace(tones, {"wave_id": wave_id, **asdict(tone)})

    async def tags(self, wave_id: str) -> tuple[ThemeTag, ...]:
        found = map(_tag, await self._of_wave(theme_tags, wave_id))
        return tuple(sorted(found, key=lambda tag: (tag.text_id, tag.theme)))

    async def tones(self, wave_id: str) -> tuple[ToneTag, ...]:
        rows = await self._of_wave(tones, wave_id)
        found = (ToneTag(row.text_id, Tone(row.tone), row.score, row.by) for row in rows)
        return tuple(sorted(found, key=lambda tone: tone.text_id))

    async def tag_history(self, text_id: str) -> tuple[TagDecision, ...]:
        mine = select(theme_decisions).where(theme_decisions.c.text_id == text_id)
        async with self.database.reading() as connection:
            rows = await connection.execute(mine.order_by(theme_decisions.c.number))
            return tuple(map(_line, rows))

    # ------------------------------------------------------------ quotes
    async def keep_quote(self, wave_id: str, quote: Quote) -> None:
        await self._replace(quotes, {"wave_id": wave_id, **asdict(quote)})

    async def drop_quote(self, wave_id: str, text_id: str) -> None:
        async with self.database.writing() as connection:
            await _drop(connection, quotes, wave_id, text_id)

    async def quotes(self, wave_id: str) -> tuple[Quote, ...]:
        rows = await self._of_wave(quotes, wave_id)
        found = (Quote(r.text_id, r.theme, r.words, r.by, r.on, r.attribute) for r in rows)
        return tuple(sorted(found, key=lambda quote: quote.text_id))

    # ------------------------------------------------------------ rows
    async def _of_wave(self, table: Table, wave_id: str) -> Sequence[Row[Any]]:
        async with self.database.reading() as connection:
            query = select(table).where(table.c.wave_id == wave_id)
            return (await connection.execute(query)).all()

    async def _replace(self, table: Table, values: dict[str, Any]) -> None:
        async with self.database.writing() as connection:
            await _drop(connection, table, values["wave_id"], values["text_id"])
            await connection.execute(insert(table), values)


async def _add_edition(connection: AsyncConnection, edition: Edition) -> None:
    last = select(func.max(codebooks.c.version)).where(codebooks.c.survey == edition.survey)
    if (await connection.scalar(last) or 0) >= edition.codebook.version:
        raise EditionTaken
    await connection.execute(insert(codebooks), _edition_values(edition))


async def _decide(
    connection: AsyncConnection, wave_id: str, tags: Sequence[ThemeTag], on: date
) -> None:
    for part in bulk.slices(tags):
        await _drop_pairs(connection, wave_id, part)
    await _put(connection, theme_tags, [_tag_values(wave_id, tag) for tag in tags])
    await _put(connection, theme_decisions, [_line_values(tag, on) for tag in tags])


async def _propose_tones(
    connection: AsyncConnection, wave_id: str, found: Sequence[ToneTag]
) -> None:
    await connection.execute(delete(tones).where(tones.c.wave_id == wave_id, tones.c.by == ""))
    said = set(await connection.scalars(select(tones.c.text_id).where(tones.c.wave_id == wave_id)))
    fresh = [{"wave_id": wave_id, **asdict(each)} for each in found if each.text_id not in said]
    await _put(connection, tones, fresh)


async def _forget_guesses(
    connection: AsyncConnection, table: Table, wave_id: str
) -> set[tuple[str, str]]:
    """Remove what the tagger said; the pairs that are left are officers'."""
    await connection.execute(delete(table).where(table.c.wave_id == wave_id, table.c.by == ""))
    left = select(table.c.text_id, table.c.theme).where(table.c.wave_id == wave_id)
    return {(row.text_id, row.theme) for row in await connection.execute(left)}


async def _drop_pairs(connection: AsyncConnection, wave_id: str, tags: Sequence[ThemeTag]) -> None:
    by_theme: dict[str, list[str]] = {}
    for tag in tags:
        by_theme.setdefault(tag.theme, []).append(tag.text_id)
    for theme, text_ids in by_theme.items():
        mine = (theme_tags.c.wave_id == wave_id) & (theme_tags.c.theme == theme)
        await connection.execute(delete(theme_tags).where(mine, theme_tags.c.text_id.in_(text_ids)))


async def _drop(connection: AsyncConnection, table: Table, wave_id: str, text_id: str) -> None:
    mine = (table.c.wave_id == wave_id) & (table.c.text_id == text_id)
    await connection.execute(delete(table).where(mine))


async def _put(
    connection: AsyncConnection, table: Table, rows: Sequence[dict[str, object]]
) -> None:
    for part in bulk.slices(rows):
        await bulk.add(connection, table, part)


def _edition_values(edition: Edition) -> dict[str, object]:
    return {
        "survey": edition.survey,
        "version": edition.codebook.version,
        "codebook": json.dumps(codebook_to_json(edition.codebook), ensure_ascii=False),
        "by": edition.by,
        "note": edition.note,
        "on": edition.on,
    }


def _edition(row: Row[Any]) -> Edition:
    codebook = codebook_from_json(json.loads(row.codebook))
    return Edition(row.survey, codebook, row.by, row.note, row.on)


def _tag_values(wave_id: str, tag: ThemeTag) -> dict[str, object]:
    return {"wave_id": wave_id, **asdict(tag), "why": json.dumps(tag.why, ensure_ascii=False)}


def _tag(row: Row[Any]) -> ThemeTag:
    why = tuple(json.loads(row.why))
    return ThemeTag(
        row.text_id, row.theme, TagState(row.state), row.score, row.version, row.by, why
    )


def _line_values(tag: ThemeTag, on: date) -> dict[str, object]:
    return {
        "text_id": tag.text_id,
        "theme": tag.theme,
        "state": tag.state,
        "version": tag.version,
        "by": tag.by,
        "on": on,
    }


def _line(row: Row[Any]) -> TagDecision:
    return TagDecision(row.text_id, row.theme, TagState(row.state), row.version, row.by, row.on)

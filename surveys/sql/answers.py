"""What a closed wave holds: responses, texts, decisions on texts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.errors import TextChanged, UnknownText
from surveys.records import Decision, Response, ReviewText, TextState
from surveys.review.readable import with_words, words_to_read
from surveys.sql import bulk
from surveys.sql.database import Database
from surveys.sql.tables import decisions, responses, texts
from surveys.sql.waves import must_exist
from surveys.talk.answer_json import from_json, to_json


class AnswerShelf:
    """The `AnswerShelf` part of the port."""

    database: Database

    async def responses(self, wave_id: str) -> tuple[Response, ...]:
        query = select(responses.c.id, responses.c.answers).where(responses.c.wave_id == wave_id)
        async with self.database.reading() as connection:
            await must_exist(connection, wave_id)
            rows = sorted((row.id, row.answers) for row in await connection.execute(query))
            words = words_to_read(await _texts(connection, wave_id))
        return tuple(with_words(_response(raw), words.get(name, {})) for name, raw in rows)

    async def some_responses(
        self, wave_id: str, after: str, most: int
    ) -> tuple[tuple[str, Response], ...]:
        query = (
            select(responses.c.id, responses.c.answers)
            .where(responses.c.wave_id == wave_id, responses.c.id > after)
            .order_by(responses.c.id)
            .limit(most)
        )
        async with self.database.reading() as connection:
            await must_exist(connection, wave_id)
            rows = (await connection.execute(query)).all()
        return tuple((row.id, _response(row.answers)) for row in rows)

    async def text_states(self, wave_id: str) -> Mapping[tuple[str, TextState], int]:
        query = (
            select(texts.c.question, texts.c.state, func.count())
            .where(texts.c.wave_id == wave_id)
            .group_by(texts.c.question, texts.c.state)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {(question, TextState(state)): number for question, state, number in rows}

    async def response_ids(self, wave_id: str) -> tuple[str, ...]:
        query = select(responses.c.id).where(responses.c.wave_id == wave_id)
        async with self.database.reading() as connection:
            await must_exist(connection, wave_id)
            return tuple(sorted(await connection.scalars(query)))

    async def texts(self, wave_id: str, state: TextState | None = None) -> tuple[ReviewText, ...]:
        async with self.database.reading() as connection:
            return await _texts(connection, wave_id, state)

    async def text(self, text_id: str) -> ReviewText:
        async with self.database.reading() as connection:
            row = (await connection.execute(select(texts).where(texts.c.id == text_id))).first()
        if row is None:
            raise UnknownText
        return _text(row)

    async def decide(self, decision: Decision, before: ReviewText) -> None:
        decided = (
            update(texts)
            .where(
                texts.c.id == decision.text_id,
                texts.c.state == before.state,
                texts.c.redacted == before.redacted,
            )
            .values(state=decision.state, redacted=decision.redacted)
        )
        async with self.database.writing() as connection:
            if (await connection.execute(decided)).rowcount != 1:
                raise TextChanged
            await connection.execute(insert(decisions), _decision_values(decision))

    async def decisions(self, text_id: str) -> tuple[Decision, ...]:
        query = select(decisions).where(decisions.c.text_id == text_id).order_by(decisions.c.number)
        async with self.database.reading() as connection:
            return tuple(map(_decision, await connection.execute(query)))


async def put_responses(
    connection: AsyncConnection, wave_id: str, found: Mapping[str, Response]
) -> None:
    rows: list[dict[str, object]] = [
        {"wave_id": wave_id, "id": name, "answers": _answers(response)}
        for name, response in found.items()
    ]
    for part in bulk.slices(rows):
        await bulk.add(connection, responses, part)


async def put_texts(connection: AsyncConnection, found: Sequence[ReviewText]) -> None:
    for part in bulk.slices(found):
        await bulk.add(connection, texts, [_text_values(text) for text in part])


async def _texts(
    connection: AsyncConnection, wave_id: str, state: TextState | None = None
) -> tuple[ReviewText, ...]:
    query = select(texts).where(texts.c.wave_id == wave_id)
    query = query if state is None else query.where(texts.c.state == state)
    found = map(_text, await connection.execute(query))
    return tuple(sorted(found, key=lambda text: text.id))


def _answers(response: Response) -> str:
    return json.dumps({key: to_json(answer) for key, answer in response.answers.items()})


def _response(raw: str) -> Response:
    return Response({key: from_json(answer) for key, answer in json.loads(raw).items()})


def _text_values(text: ReviewText) -> dict[str, object]:
    return {
        "id": text.id,
        "wave_id": text.wave_id,
        "response_id": text.response_id,
        "question": text.question,
        "redacted": text.redacted,
        "state": text.state,
        "labels": json.dumps(text.labels),
        "polarity": text.polarity,
        "subjectivity": text.subjectivity,
        "language": text.language,
    }


def _text(row: Row[Any]) -> ReviewText:
    return ReviewText(
        row.id,
        row.wave_id,
        row.response_id,
        row.question,
        row.redacted,
        TextState(row.state),
        tuple(json.loads(row.labels)),
        row.polarity,
        row.subjectivity,
        row.language,
    )


def _decision_values(decision: Decision) -> dict[str, object]:
    return {
        "text_id": decision.text_id,
        "state": decision.state,
        "redacted": decision.redacted,
        "by": decision.by,
        "reason": decision.reason,
        "on": decision.on,
    }


def _decision(row: Row[Any]) -> Decision:
    return Decision(row.text_id, TextState(row.state), row.redacted, row.by, row.reason, row.on)

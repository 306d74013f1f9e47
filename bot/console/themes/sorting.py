"""From a wave's texts to the tagger's process and back to the shelf."""

import asyncio
from collections.abc import Mapping, Sequence
from statistics import fmean

from bot.console.visit import Visit
from exports.themes import worker
from exports.themes.samples import Example, Proposed, Tag, Tagging, Text
from surveys.definitions.definition import Scale, Survey
from surveys.records import Picked, Response, ReviewText, Wave
from surveys.themes.codebook import Codebook
from surveys.themes.records import TagState, ThemeTag, Tone, ToneTag

BEST, WORST = 5, 1


async def sort(visit: Visit, wave: Wave) -> tuple[Proposed, ...]:
    """Sort all texts of a wave anew by all that officers said; the themes that may be missing."""
    themes, store = visit.parts.themes, visit.parts.store
    book = await themes.codebook(wave.survey)
    said = await themes.texts(wave.code)
    ids = await store.response_ids(wave.id)
    responses = dict(zip(ids, await store.responses(wave.id), strict=True))
    texts = {text.id: _text(text, responses, wave.survey) for text in said}
    taught = _examples(texts, await themes.tags(wave.code))
    given = worker.Sorting(book, taught, tuple(texts.values()))
    found = await asyncio.to_thread(worker.alone, worker.sort, given)
    tags = [tag for tagging in found.taggings for tag in _tags(tagging, book)]
    await themes.propose(wave.code, tags, [_tone(tagging) for tagging in found.taggings])
    return found.proposals


def _text(text: ReviewText, responses: Mapping[str, Response], survey: Survey) -> Text:
    rating = _rating(responses[text.response_id], survey)
    return Text(text.id, text.redacted, text.question, rating)


def _rating(response: Response, survey: Survey) -> float:
    """The mean of a person's answers on scales, from -1, worst, to 1, best; nan without any."""
    scales = {question.key for question in survey.questions if isinstance(question, Scale)}
    picked = [
        int(answer.keys[0])
        for key, answer in response.answers.items()
        if key in scales and isinstance(answer, Picked) and answer.keys
    ]
    middle, half = (BEST + WORST) / 2, (BEST - WORST) / 2
    return (fmean(picked) - middle) / half if picked else float("nan")


def _examples(texts: Mapping[str, Text], tags: Sequence[ThemeTag]) -> tuple[Example, ...]:
    """What officers said, by text; of a theme nobody spoke about nothing is known."""
    yes: dict[str, set[str]] = {}
    no: dict[str, set[str]] = {}
    for tag in tags:
        if tag.state is not TagState.PROPOSED and tag.text_id in texts:
            side = yes if tag.state is TagState.CONFIRMED else no
            side.setdefault(tag.text_id, set()).add(tag.theme)
    return tuple(
        Example(
            texts[text_id],
            frozenset(yes.get(text_id, ())),
            frozenset(no.get(text_id, ())),
            whole=False,
        )
        for text_id in dict.fromkeys([*yes, *no])
    )


def _tags(tagging: Tagging, book: Codebook) -> list[ThemeTag]:
    return [_tag(tagging, each, book) for each in (*tagging.tags, *tagging.near)]


def _tag(tagging: Tagging, tag: Tag, book: Codebook) -> ThemeTag:
    name = str(tagging.id)
    return ThemeTag(name, tag.key, TagState.PROPOSED, tag.sure, book.version, why=tag.why)


def _tone(tagging: Tagging) -> ToneTag:
    return ToneTag(str(tagging.id), Tone(tagging.tone_name), tagging.tone)

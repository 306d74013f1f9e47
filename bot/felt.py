"""What people answered when asked whether something made a difference, as far as it may be told.

It goes the way of every number: through the release ledger. What has left once may be shown to
everybody; nobody's look at a public page makes a number leave.
"""

from bot.parts import Parts
from bot.releasing import release
from exports.findings.promises import Did, promises
from exports.speech import speech
from surveys.errors import UnknownWave
from surveys.records import Wave
from surveys.telling.updates import Update


async def asked(parts: Parts, code: str) -> Wave | None:
    """The closed wave that asked whether it made a difference."""
    try:
        wave = await parts.waves.one(code) if code else None
    except UnknownWave:
        return None
    return wave if wave and wave.has_results else None


async def did(parts: Parts, update: Update, language: str, by: str) -> Did:
    """An update with the answers to it, once their wave is closed."""
    words = update.said(language)
    wave = await asked(parts, update.wave)
    if wave is None:
        return Did(words.said, words.did, update.day, asked=words.asked)
    left = await release(parts, by, [wave])
    return Did(words.said, words.did, update.day, wave.survey, left.decided, words.asked)


async def felt(parts: Parts, update: Update, language: str, by: str) -> str:
    """In one sentence; empty while people are still asked."""
    told = await did(parts, update, language, by)
    (promise,) = promises(speech(language).say, language, [told])
    return promise.says


async def felt_already(parts: Parts, update: Update, language: str) -> str:
    """As `felt`, but only what has left before."""
    wave = await asked(parts, update.wave)
    if wave is None:
        return ""
    left = any(each.waves == (wave.id,) for each in await parts.releases.releases())
    return await felt(parts, update, language, "everybody") if left else ""

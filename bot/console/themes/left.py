"""What is left to read for themes: texts that the tagger proposed and no officer decided."""

from collections.abc import Sequence

from bot.console.visit import Visit
from surveys.records import Wave, WaveState
from surveys.themes.records import ThemeTag
from surveys.themes.themes import LINE


def unsure(tags: Sequence[ThemeTag]) -> list[str]:
    """Texts with something to decide, the one nearest to a line first; read ones are done."""
    done = {tag.text_id for tag in tags if tag.by}
    open_ = [tag for tag in tags if tag.text_id not in done]
    nearest: dict[str, float] = {}
    for tag in open_:
        far = abs(tag.score - LINE)
        nearest[tag.text_id] = min(far, nearest.get(tag.text_id, far))
    return sorted(nearest, key=lambda name: (nearest[name], name))


async def unread(visit: Visit, wave: Wave) -> int:
    """Texts of a closed wave that no figure about themes counts; all, before they are sorted."""
    if wave.state is not WaveState.CLOSED:
        return 0
    themes = visit.parts.themes
    tags = await themes.tags(wave.code)
    return len(unsure(tags)) if tags else len(await themes.texts(wave.code))

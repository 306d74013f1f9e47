"""A lead whom one urgent text of a person names gets none of that person's other ones.

What comes later is not sealed to them; what came before and nobody has read loses their copy of
its key. Only who holds the key could give the words a new one: a copy of the database made before,
or a key that was unlocked meanwhile, is not undone by this.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from surveys.errors import StoreUnavailable
from surveys.records import Handling, UrgentItem
from surveys.store import Store

TRIES = 5


async def kept_from(store: Store, ids: Collection[str]) -> set[str]:
    """Leads from whom any of these items is kept."""
    read = [seen.item for seen in await store.urgent_seen()]
    items = (item for item in (*await store.urgent(), *read) if item.id in ids)
    return {name for item in items for name in item.handling.withheld}


async def keep_from(store: Store, ids: Collection[str], named: Collection[str]) -> None:
    """Take what waits of these items out of the named leads' hands, if another can read it.

    Raises StoreUnavailable where leads are at work on them all the time.
    """
    for _ in range(TRIES):
        waiting = [item for item in await store.urgent() if item.id in ids]
        changes = [(item, after) for item in waiting if (after := _without(item, named)) != item]
        if all([await store.change_urgent(item, after) for item, after in changes]):
            return
    raise StoreUnavailable


def _without(item: UrgentItem, named: Collection[str]) -> UrgentItem:
    keys: Mapping[str, bytes] = {n: key for n, key in item.keys.items() if n not in named}
    return replace(item, keys=keys, handling=_handling(item.handling, named)) if keys else item


def _handling(before: Handling, named: Collection[str]) -> Handling:
    """Who may not see it is not on it either."""
    return replace(
        before,
        taken_by="" if before.taken_by in named else before.taken_by,
        handed_to="" if before.handed_to in named else before.handed_to,
        unopened_by="" if before.unopened_by in named else before.unopened_by,
        withheld=tuple(sorted({*before.withheld, *named})),
    )

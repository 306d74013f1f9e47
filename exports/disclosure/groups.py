"""R2: who is counted together. A group that is too small joins its neighbour, or is not shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exports.disclosure.aggregate import NOT_GIVEN
from exports.disclosure.policy import Policy
from exports.listed import together
from surveys.definitions.definition import Option


@dataclass(frozen=True, slots=True)
class Group:
    """Options counted as one. `size` is exact: it never leaves suppress.py."""

    keys: tuple[str, ...]
    label: str
    size: int


def divide(  # noqa: PLR0913, PLR0917  # what to join, and what it is to be called
    options: Sequence[Option],
    merges: Mapping[str, str],
    sizes: Mapping[str, int],
    policy: Policy,
    unsaid: str = "Not given",
    joined: Sequence[tuple[str, str]] = (),
) -> tuple[Group, ...]:
    """The groups of one breakdown after merging, in the order of the options.

    The smallest group that is too small goes first, joined with the neighbour the merge table
    names; then again, so that three small ones may end as one. A group that has no neighbour
    left stays as it is; whether it can be shown is for layout.py. Last come those who did not
    say, under the name `unsaid`; they have no neighbour. `joined` are pairs to put together
    whatever their size.
    """
    clusters = _joined([(option.key,) for option in options], joined)
    while step := _next_merge(clusters, merges, sizes, policy):
        small, neighbour = step
        clusters[clusters.index(neighbour)] = (*neighbour, *small)
        clusters.remove(small)
    order = {option.key: place for place, option in enumerate(options)}
    names = {option.key: option.text for option in options}
    tidy = sorted((sorted(c, key=order.__getitem__) for c in clusters), key=lambda c: order[c[0]])
    groups = [
        Group(tuple(keys), together([names[k] for k in keys]), _size(keys, sizes)) for keys in tidy
    ]
    return (*groups, Group((NOT_GIVEN,), unsaid, sizes.get(NOT_GIVEN, 0)))


def _joined(
    clusters: list[tuple[str, ...]], pairs: Sequence[tuple[str, str]]
) -> list[tuple[str, ...]]:
    for one, other in pairs:
        both = [cluster for cluster in clusters if one in cluster or other in cluster]
        rest = [cluster for cluster in clusters if cluster not in both]
        clusters = [*rest, tuple(key for cluster in both for key in cluster)]
    return clusters


def _next_merge(
    clusters: Sequence[tuple[str, ...]],
    merges: Mapping[str, str],
    sizes: Mapping[str, int],
    policy: Policy,
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    small = [c for c in clusters if _size(c, sizes) < policy.smallest_group]
    for cluster in sorted(small, key=lambda c: _size(c, sizes)):
        if neighbour := _neighbour(cluster, clusters, merges):
            return cluster, neighbour
    return None


def _neighbour(
    cluster: tuple[str, ...], clusters: Sequence[tuple[str, ...]], merges: Mapping[str, str]
) -> tuple[str, ...] | None:
    wanted = [merges[key] for key in cluster if key in merges and merges[key] not in cluster]
    return next((c for target in wanted for c in clusters if target in c), None)


def _size(keys: Sequence[str], sizes: Mapping[str, int]) -> int:
    return sum(sizes.get(key, 0) for key in keys)

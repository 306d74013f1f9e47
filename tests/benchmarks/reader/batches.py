"""Texts of one length together, so that little is read for nothing."""

from collections.abc import Iterable, Sequence
from random import Random

import torch

Pieces = Sequence[int]


def batches(
    texts: Sequence[Pieces], chosen: Iterable[int], most: int, luck: Random | None = None
) -> list[list[int]]:
    """Numbers of texts, at most so many pieces a batch; with `luck` in an order of its own."""
    by_length = sorted(chosen, key=lambda n: len(texts[n]) + (luck.random() * 3 if luck else 0))
    made: list[list[int]] = []
    longest = 0
    for number in by_length:
        longest = max(longest, len(texts[number]))
        if not made or (len(made[-1]) + 1) * longest > most:
            made.append([])
            longest = len(texts[number])
        made[-1].append(number)
    if luck:
        luck.shuffle(made)
    return made


def padded(texts: Sequence[Pieces]) -> tuple[torch.Tensor, torch.Tensor]:
    """The pieces, short ones filled up, and which are pieces."""
    shape = len(texts), max(map(len, texts))
    pieces, there = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    for row, text in enumerate(texts):
        pieces[row, : len(text)] = torch.tensor(text)
        there[row, : len(text)] = 1
    return pieces, there


def pooled(states: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
    """Mean and greatest of the states of each text's pieces."""
    some = there[..., None].float()
    mean = (states * some).sum(1) / some.sum(1)
    most = states.masked_fill(some == 0, -1e4).max(1).values
    return torch.cat([mean, most], 1)

"""How wrong logits are: by the labels, and by what a teacher said."""

from collections.abc import Sequence
from typing import Any

import torch
from torch.nn import functional

from tests.benchmarks.reader.examples import Example

DOUBT = 0.02
"""A label is believed so far from certain."""
SORT_DOUBT, SORT_WEIGHT = 0.05, 0.5
SHARP = 20.0
"""How much a vector that points nearly the same way counts more than others."""


def labels(logits: Any, examples: Sequence[Example]) -> Any:
    """Urgent or not, and which sort."""
    urgent = torch.tensor([1 - DOUBT if one.urgent else DOUBT for one in examples])
    weights = torch.tensor([one.weight for one in examples])
    sorts = torch.tensor([one.sort for one in examples])
    off = functional.binary_cross_entropy_with_logits(logits[:, 0], urgent, reduction="none")
    total = (off * weights).mean()
    told = sorts >= 0
    if told.any():
        total = total + SORT_WEIGHT * functional.cross_entropy(
            logits[told, 1:], sorts[told], label_smoothing=SORT_DOUBT
        )
    return total


def like(logits: Any, vectors: Any, aims: Any, aim_vectors: Any) -> Any:
    """As the teacher: its leaning to urgent, its sorts, where its vector points."""
    urgent = functional.binary_cross_entropy_with_logits(logits[:, 0], torch.sigmoid(aims[:, 0]))
    leaning = functional.smooth_l1_loss(logits[:, 0], aims[:, 0])
    sorts = functional.kl_div(
        torch.log_softmax(logits[:, 1:], 1), torch.softmax(aims[:, 1:], 1), reduction="batchmean"
    )
    told = aim_vectors.abs().sum(1) > 0
    near = functional.cosine_similarity(vectors, aim_vectors, dim=1)
    apart = ((1 - near) * told).mean()
    return urgent + 0.5 * leaning + sorts + apart


def pointing(found: Any, aims: Any) -> Any:
    """How far vectors point from where they should, alone and beside each other."""
    found = functional.normalize(found, dim=1)
    beside = torch.log_softmax(found @ aims.T * SHARP, 1)
    meant = torch.softmax(aims @ aims.T * SHARP, 1)
    apart = functional.kl_div(beside, meant, reduction="batchmean")
    return (1 - (found * aims).sum(1)).mean() + 0.5 * apart

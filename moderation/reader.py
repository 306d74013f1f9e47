"""A small model that reads a text from its first piece to its last: who does what to whom.

Built like BERT, and small enough for numpy: a text's pieces look at one another, a few times over,
and what the most telling of them come to says how much it reads like a disclosure, and of what.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import ThreadpoolController

from moderation.reader_weights import Array, Weights

_EPSILON = np.float32(1e-6)
_ROUND = 3
"""Digits that count: what is beyond differs from one machine to another."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: a number for each output, and how much each piece told of `urgent`."""

    logits: Sequence[float]
    told: Sequence[float]


class Reader:
    """Reads up to so many `places` pieces at once.

    On one thread: handing such small sums to others takes longer than doing them.
    """

    __slots__ = ("_layers", "_threads", "_weights", "places")

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.places = weights.size.places
        self._threads = ThreadpoolController()
        self._layers = tuple(_Layer.of(weights, n) for n in range(weights.size.layers))

    def read(self, pieces: Sequence[int]) -> Read:
        """Read the pieces."""
        with self._threads.limit(limits=1):
            return self._read(pieces)

    def _read(self, pieces: Sequence[int]) -> Read:
        states = self._states(pieces)
        arrays = self._weights.arrays
        mean, most = states.mean(axis=0), states.max(axis=0)
        logits = np.concatenate((mean, most)) @ arrays["head"] + arrays["head.bias"]
        return Read([round(float(one), _ROUND) for one in logits], self._told(states))

    def _states(self, pieces: Sequence[int]) -> Array:
        weights, arrays = self._weights, self._weights.arrays
        states = weights.embed[pieces] * weights.scales[pieces]
        if "project" in arrays:
            states = states @ arrays["project"]
        states = _evened(
            states + arrays["place"][: len(pieces)], arrays["norm.scale"], arrays["norm.shift"]
        )
        for layer in self._layers:
            states = layer.after(states)
        return states

    def _told(self, states: Array) -> Sequence[float]:
        """The part of each piece in the logit of `urgent`; they add up to it, but for the bias."""
        mean, most = np.split(self._weights.arrays["head"][:, 0], 2)
        told = states @ mean / len(states)
        np.add.at(told, states.argmax(axis=0), states.max(axis=0) * most)
        return [float(one) for one in told]


@dataclass(frozen=True, slots=True)
class _Layer:
    """The pieces look at one another; then each is thought over by itself."""

    heads: int
    qkv: Array
    qkv_bias: Array
    out: Array
    out_bias: Array
    up: Array
    up_bias: Array
    down: Array
    down_bias: Array
    norms: tuple[Array, Array, Array, Array]

    @classmethod
    def of(cls, weights: Weights, number: int) -> "_Layer":
        size, arrays = weights.size, weights.arrays
        named = {
            f"{part}{end.replace('.', '_')}": arrays[f"{number}.{part}{end}"]
            for part in ("qkv", "out", "up", "down")
            for end in ("", ".bias")
        }
        shrink = np.ones(3 * size.state, np.float32)
        shrink[: size.state] = (size.state // size.heads) ** -0.5
        named["qkv"], named["qkv_bias"] = named["qkv"] * shrink, named["qkv_bias"] * shrink
        ends = ("norm1.scale", "norm1.shift", "norm2.scale", "norm2.shift")
        return cls(size.heads, **named, norms=tuple(arrays[f"{number}.{end}"] for end in ends))

    def after(self, states: Array) -> Array:
        """The states after this layer."""
        scale, shift, scale2, shift2 = self.norms
        states = _evened(states + self._seen(states) @ self.out + self.out_bias, scale, shift)
        inner = np.maximum(states @ self.up + self.up_bias, 0)
        return _evened(states + inner @ self.down + self.down_bias, scale2, shift2)

    def _seen(self, states: Array) -> Array:
        long, state = states.shape
        parts = (states @ self.qkv + self.qkv_bias).reshape(long, 3, self.heads, -1)
        query, key, value = parts.transpose(1, 2, 0, 3)
        near = query @ key.transpose(0, 2, 1)
        near = np.exp(near - near.max(axis=-1, keepdims=True))
        near /= near.sum(axis=-1, keepdims=True)
        seen: Array = (near @ value).transpose(1, 0, 2).reshape(long, state)
        return seen


def _evened(states: Array, scale: Array, shift: Array) -> Array:
    """Each row with mean nought and spread one, then scaled and shifted."""
    wide = np.float32(1 / states.shape[1])
    states = states - states.sum(axis=1, keepdims=True) * wide
    spread = np.einsum("ij,ij->i", states, states)[:, None] * wide
    evened: Array = states / np.sqrt(spread + _EPSILON) * scale + shift
    return evened

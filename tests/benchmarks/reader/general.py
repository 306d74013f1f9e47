"""Sentences of all sorts and where the untaught model's vectors of them point."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from moderation.case_tables import messages
from moderation.normalise import clean

NOT_FOR_WEIGHTS = ("patient-feedback", "counselling-questions", "stress-posts")


def general(kept: Path, data: Path) -> tuple[list[str], Any]:
    """Texts of more than one word that words_distil.py kept, each once, and their vectors.

    Without what is left out of training, or may not train what ships.
    """
    raw = np.load(kept)
    barred = {message.text for message in messages() if message.unseen} | _barred(data)
    found: dict[str, int] = {}
    for number, text in enumerate(map(str, raw["texts"])):
        if " " in text and text not in barred:
            found.setdefault(clean(text).text.lower(), number)
    return list(found), raw["vectors"][list(found.values())].astype(np.float32)


def _barred(data: Path) -> set[str]:
    files = [data / f"{name}.jsonl" for name in NOT_FOR_WEIGHTS]
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    return {json.loads(line)["text"] for line in lines}

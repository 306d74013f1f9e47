"""A codebook as plain JSON values, and back without loss."""

from dataclasses import asdict, replace
from typing import Any

from surveys.themes.codebook import Codebook, Theme


def codebook_to_json(codebook: Codebook) -> dict[str, Any]:
    themes = [asdict(replace(theme, labels=dict(theme.labels))) for theme in codebook.themes]
    return {
        "key": codebook.key,
        "title": codebook.title,
        "version": codebook.version,
        "themes": themes,
    }


def codebook_from_json(raw: dict[str, Any]) -> Codebook:
    themes = tuple(
        Theme(**(each | {name: tuple(each[name]) for name in ("patterns", "examples")}))
        for each in raw["themes"]
    )
    return Codebook(raw["key"], raw["title"], themes, raw["version"])

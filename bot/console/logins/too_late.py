"""A form that came after its session had ended: nothing is done, and nothing typed is lost."""

from bot.console.visit import Form

WORDS = frozenset(
    {
        "answer", "asked", "did", "implications", "measure", "note", "objectives", "outcome",
        "recommendations", "said", "tables", "title", "why",
    }
)  # fmt: skip
"""Fields in which people write; a name goes on after a dash. No secret is ever among them."""


def typed(form: Form) -> tuple[str, ...]:
    """What is worth copying from it."""
    return tuple(
        words
        for name, values in form.fields.items()
        if name.partition("-")[0] in WORDS
        for words in values
        if words.strip()
    )

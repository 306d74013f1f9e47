"""What officers decided, as rows to train the screening with. The words are those they left."""

from collections.abc import AsyncIterator, Mapping

from surveys.records import Decision, ReviewText, TextState
from surveys.review.review import Review
from surveys.store import Store

DECIDED: Mapping[TextState, str] = {
    TextState.RELEASED: "released",
    TextState.KEPT_OUT: "kept_out",
}


async def rows(store: Store, review: Review) -> AsyncIterator[Mapping[str, object]]:
    """One a decided text of every closed wave: no ids, no officer, no day, no wave."""
    for wave in await store.waves():
        asked = {question.key: question.text for question in wave.survey.questions}
        for text in await store.texts(wave.id):
            if text.state in DECIDED:
                history = await review.history(text.id)
                yield _row(text, asked.get(text.question, ""), history)


def _row(text: ReviewText, question: str, history: tuple[Decision, ...]) -> Mapping[str, object]:
    return {
        "text": text.redacted,
        "question": question,
        "language": text.language,
        "labels": list(text.labels),
        "decision": DECIDED[text.state],
        "reason": history[-1].reason if history else "",
        "words_removed": any(step.state is TextState.HELD for step in history),
    }

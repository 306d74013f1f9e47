"""What comes out for our own words is kept; what else people write is not."""

from moderation.remembered import for_known_words
from moderation.vocabulary import known

ODD = "zebedeeson"


def test_a_known_word_is_worked_out_once_and_any_other_each_time() -> None:
    asked: list[str] = []

    @for_known_words
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    common = min(known())
    assert ODD not in known()
    assert [length(word) for word in (common, ODD, common, ODD)] == [
        len(common),
        len(ODD),
        len(common),
        len(ODD),
    ]
    assert asked == [common, ODD, ODD]

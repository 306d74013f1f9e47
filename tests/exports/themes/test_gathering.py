"""Which texts a proposal holds."""

from exports.themes.gathering import MORE, gathered, telling
from exports.themes.looking import Looked, look
from exports.themes.samples import Text

DOGS = (
    "the dog barked at my children",
    "a loose dog chased my cat",
    "somebody let the dog run at my cat",
    "dog without a lead scared the cat",
    "the dog bit my cat",
    "big dog and no owner",
    "dog bites the postman",
    "that dog growls at puppies",
)
HOUNDS = ("a puppy barked and growled at my kitten", "puppies growled and barked at the kitten")
MONEY = tuple(
    f"the council {word} the budget and the {bill}"
    for word in ("raised", "missed", "spent", "doubled", "voted on", "wasted", "printed", "lost")
    for bill in ("tax bill", "rent", "loans", "invoice", "accounts")
)
SILENT = ("did not answer", "", "🙂")
SAID = (*MONEY, *HOUNDS, *DOGS, *SILENT)


def _looked(said: tuple[str, ...] = SAID) -> Looked:
    return look([Text(n, words) for n, words in enumerate(said)], ())


def _column(looked: Looked, word: str) -> int:
    return next(n for n, shown in enumerate(looked.spoken.shown) if word in shown)


def _gathered(said: tuple[str, ...] = SAID) -> list[str]:
    looked = _looked(said)
    told = telling(looked.spoken, [_column(looked, "dog")])
    return [said[row] for row in gathered(looked, told)]


def test_all_that_say_it_come_first() -> None:
    assert set(_gathered()[: len(DOGS)]) == set(DOGS)


def test_who_says_it_in_other_words_is_there_too() -> None:
    assert HOUNDS[0] in _gathered()[len(DOGS) :]


def test_nobody_comes_in_who_means_something_else_or_nothing() -> None:
    assert set(_gathered((*MONEY, *DOGS, *SILENT))) == set(DOGS)


def test_no_more_come_in_than_a_part_of_those_that_say_it() -> None:
    many = tuple(f"{words} and {more}" for words in HOUNDS for more in ("barked", "bit", "ran"))
    assert len(_gathered((*SAID, *many))) == len(DOGS) + int(MORE * len(DOGS))


def test_the_same_word_for_word_comes_in_once() -> None:
    assert _gathered((*SAID, *HOUNDS, *HOUNDS)).count(HOUNDS[0]) == 1


def test_who_says_more_of_it_stands_before_who_says_less() -> None:
    looked = _looked()
    core = [_column(looked, "dog"), _column(looked, "cat")]
    told = telling(looked.spoken, core)
    both = {words for words in DOGS if "cat" in words}
    assert {SAID[row] for row in gathered(looked, told)[: len(both)]} == both

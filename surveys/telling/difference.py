"""The question "has this made a difference?": the one question that goes with a published update.

It is a survey like any other with a wave of its own, so its answers take the one road: a token
once a person, sealed, mixed at close, small numbers hidden.
"""

from collections.abc import Mapping

from surveys.definitions.definition import OneChoice, Option, Survey
from surveys.intake.intake import Intake
from surveys.messages import Chose, Incoming, PersonId, Reply, Started
from surveys.wording import LANGUAGES, Wording, wording

KEY = "difference"
AUDIENCE = "everyone"
ANSWERS = ("yes", "a_bit", "no", "not_me")


def question(wording: Wording) -> str:
    return wording.say("Has this made a difference to you?")


def options(wording: Wording) -> tuple[Option, ...]:
    say = wording.say
    texts = (say("Yes"), say("A bit"), say("No"), say("It doesn't affect me"))
    return tuple(Option(key, text) for key, text in zip(ANSWERS, texts, strict=True))


def difference_survey(title: Mapping[str, str], did: Mapping[str, str]) -> Survey:
    """The survey of one update. `title` and `did` by language; English is always there."""
    english = wording("en")
    made = {code: _words(wording(code), title, did) for code in LANGUAGES}
    return Survey(
        key=KEY,
        title=made["en"][0],
        audience=AUDIENCE,
        intro=made["en"][1],
        questions=(OneChoice(key=KEY, text=question(english), options=options(english)),),
        languages=tuple(LANGUAGES),
        translations={
            code: dict(zip(made["en"], made[code], strict=True))
            for code in LANGUAGES
            if code != "en"
        },
    )


def _words(spoken: Wording, title: Mapping[str, str], did: Mapping[str, str]) -> tuple[str, ...]:
    """Every text of the survey in one language, in one order."""
    survey = title.get(spoken.language) or title["en"]
    done = did.get(spoken.language) or did["en"]
    return (
        spoken.say("Did it make a difference? After “{title}”", title=survey),
        spoken.say("This is what we did: {did}", did=done),
        question(spoken),
        *(option.text for option in options(spoken)),
    )


async def answer(
    intake: Intake, code: str, person: PersonId, key: str, language: str
) -> tuple[Reply, ...]:
    """One tap under a message is the whole conversation. What it says back: thanks, or why not.

    Raises UnknownWave.
    """
    said: tuple[Reply, ...] = ()
    for came in (Started(), Chose((key,))):
        said = await intake.receive(code, Incoming(person, came, language=language))
    return said

"""Who answered, by name: a paper says "young people" or "frontline staff", not "people".

Sentences have `{people}` where those who answered are named, and `{folk}` after a number of them:
in some languages the word is another one there.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

Say = Callable[..., str]

PEOPLE: Mapping[str, str] = MappingProxyType({"people": "people", "folk": "people"})


def named(say: Say, audience: str) -> Mapping[str, str]:
    """What stands for `{people}` and `{folk}` in the sentences of a paper."""
    match audience:
        case "young people":
            both = say("young people"), say("{number} young people", number="")
        case "frontline staff":
            both = say("frontline staff"), say("{number} frontline staff", number="")
        case "board members":
            both = say("board members"), say("{number} board members", number="")
        case _:
            both = say("people"), say("{number} people", number="")
    return {"people": both[0], "folk": both[1].strip()}


def filled(
    msgid: str, values: Mapping[str, object], names: Mapping[str, str]
) -> Mapping[str, object]:
    """The values of a sentence, with the names it asks for; none for a text that only looks so."""
    return {name: word for name, word in names.items() if f"{{{name}}}" in msgid} | dict(values)


def addressed(say: Say, audience: str) -> Say:
    """The same voice, of a wave that asked those."""
    names = named(say, audience)

    def told(msgid: str, **values: object) -> str:
        return str(say(msgid, **filled(msgid, values, names)))

    return told

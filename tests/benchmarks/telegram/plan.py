"""What one run is to be: how many people, how they come, how bad the weather is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weather:
    """Shares of what goes wrong, and how far away Telegram is."""

    round_trip: float = 0.0  # seconds until a call is answered
    refused: float = 0.0  # calls answered 429
    dropped: float = 0.0  # connections cut, before or after the effect
    doubled: float = 0.0  # updates delivered twice
    double_taps: float = 0.0
    noise: float = 0.0  # a sticker, a voice or an edited message before the answer


CALM = Weather()


@dataclass(frozen=True, slots=True)
class Plan:
    """How people come.

    `people` is how many in all (0: as many as there is time for); `at_once` how many talk at the
    same time; `a_second` lets that many come each second instead, whatever the bot does.
    Counting begins after `warm` seconds and lasts `seconds` (0: until all have finished).
    """

    people: int = 0
    at_once: int = 256
    a_second: float = 0.0
    warm: float = 0.0
    seconds: float = 0.0
    think: float = 0.010
    patience: float = 10.0
    most_repeats: int = 5
    most_turns: int = 0  # for a bot that never ends
    first: str = "/start"
    weather: Weather = CALM
    seed: int = 1
    deadline: float = 300.0
    first_person: int = 0

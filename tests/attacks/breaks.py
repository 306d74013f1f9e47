"""Five deliberate breaks. Each is a version of one part that forgets one of its promises.

They live here and nowhere else: the product has no switch for any of them.
"""

from collections.abc import Sequence
from typing import TypeVar

from surveys.anonymity.keyring import FileKeyring
from surveys.anonymity.padding import END
from surveys.records import Picked, Response
from surveys.waves.closing import Rewritten, fresh_id, rewritten, shuffled


def row_id_kept(wave_id: str, responses: Sequence[Response]) -> Rewritten:
    """Shuffled, but each answer keeps the number of the row it lay in."""
    numbered = rewritten(wave_id, [])
    named = shuffled([(f"{n:032x}", each) for n, each in enumerate(responses)])
    return Rewritten(dict(named), numbered.texts)


def time_stamp_kept(wave_id: str, responses: Sequence[Response]) -> Rewritten:
    """Shuffled, but each answer says when it was given."""
    stamped = [
        Response({**each.answers, "at": Picked((f"2026-03-10T12:{n // 60:02}:{n % 60:02}",))})
        for n, each in enumerate(responses)
    ]
    return Rewritten({fresh_id(): each for each in shuffled(stamped)}, rewritten(wave_id, []).texts)


def not_padded(content: bytes, _size: int) -> bytes:
    return content + END


T = TypeVar("T")


def not_shuffled(items: Sequence[T]) -> list[T]:
    return list(items)


class KeptKeyring(FileKeyring):
    """Says it has destroyed the key."""

    def destroy(self, wave_id: str) -> None:
        pass

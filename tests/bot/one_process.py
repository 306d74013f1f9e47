"""One process for the heavy work of many tests: to begin one and load what draws takes a second.

The program begins one for each piece of work, or ends it when it is idle; `test_apart.py` and
`test_documents.py` hold it to that, and the journeys run it as it is.
"""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

PLACES = ("bot.apart", "bot.documents", "exports.themes.worker")


class Lasting(ProcessPoolExecutor):
    """Who shuts it down only says that there is no more work of theirs."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Stays, for the next."""

    def end(self) -> None:
        super().shutdown()


class OneProcess:
    """There from the first work on; another if it broke."""

    def __init__(self) -> None:
        self._pool: Lasting | None = None

    def pool(self, *_: object, **__: object) -> Lasting:
        if self._pool is None or self._pool._broken:  # noqa: SLF001
            self._pool = Lasting(1, mp_context=get_context("spawn"))
        return self._pool

    def is_used_by(self, patch: pytest.MonkeyPatch) -> None:
        for place in PLACES:
            patch.setattr(f"{place}.ProcessPoolExecutor", self.pool)

    def end(self) -> None:
        if self._pool:
            self._pool.end()

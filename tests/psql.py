"""One psql that stays, for what is asked of one database again and again."""

from subprocess import DEVNULL, PIPE, Popen

DONE = "done"


class Psql:
    """Begun when it is first asked, and again where its connection was cut."""

    def __init__(self, program: str, url: str) -> None:
        quiet = ("--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1")
        self._command = (program, url, *quiet)
        self._running: Popen[str] | None = None

    def run(self, statements: str) -> None:
        """Once more on a connection of now, if it fails."""
        if not self._ran(statements):
            self.close()
            assert self._ran(statements), "psql refuses it"

    def _ran(self, statements: str) -> bool:
        if self._running is None:
            self._running = Popen(
                self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True, bufsize=1
            )
        assert self._running.stdin
        assert self._running.stdout
        try:
            self._running.stdin.write(f"{statements}\n\\echo {DONE}\n")
            self._running.stdin.flush()
        except BrokenPipeError:
            return False
        return self._running.stdout.readline().strip() == DONE

    def close(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.kill()
            with running:
                pass

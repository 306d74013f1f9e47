"""Lines of JSON of other people's making: cut, read, and refused without repeating any of it."""

import json
from collections.abc import Iterator
from typing import IO, Any


class BadLine(Exception):
    """A line is not what it should be. The message never holds any of it."""


def lines(file: IO[bytes], longest: int) -> Iterator[bytes]:
    """The lines, each cut at one byte more than the longest allowed."""
    while line := file.readline(longest + 1):
        yield line
        while len(line) > longest and not line.endswith(b"\n"):
            line = file.readline(longest + 1)


def parsed(line: bytes, longest: int) -> Any:
    """What one line holds. Raises BadLine."""
    if len(line) > longest:
        raise BadLine(f"longer than {longest} bytes; split the file into shorter lines")
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadLine("not JSON; each line must be one JSON object in UTF-8") from error

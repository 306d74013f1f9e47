"""Every public set through `saidanddone moderate`, streamed to the end. One JSON line a file.

    python tests/benchmarks/moderate_all.py FOLDER

Each line of each FOLDER/*.jsonl gets its number as "id" where it has none. Told of each file: texts
in, verdicts out, how many are urgent, held and published, seconds and processor seconds, texts a
second of processor time, and the most memory any run had so far (MB).
"""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import IO

COMMAND = (sys.executable, "-c", "from bot.cli.main import run; run(['moderate'])")
KIB = 1024


def rows(path: Path) -> Iterator[bytes]:
    """The lines of a set, each with an id."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            asked = {"id": row.get("id", number), "text": row["text"]}
            yield json.dumps(asked | {"question": row.get("question", "")}).encode() + b"\n"


def feed(path: Path, pipe: IO[bytes]) -> None:
    """Write a set into the command, and close its input."""
    with pipe:
        pipe.writelines(rows(path))


def run(path: Path) -> dict[str, object]:
    """One set, from its first line to its last."""
    began, used = time.perf_counter(), _processor()
    routes: Counter[str] = Counter()
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as command:
        if command.stdin is None or command.stdout is None:
            raise RuntimeError
        writer = Thread(target=feed, args=(path, command.stdin))
        writer.start()
        routes.update(json.loads(line)["route"] for line in command.stdout)
        writer.join()
    spent = _processor() - used
    return {
        "file": path.name,
        "texts": sum(1 for _ in rows(path)),
        "verdicts": routes.total(),
        "status": command.returncode,
        **routes,
        "seconds": round(time.perf_counter() - began, 1),
        "processor_seconds": round(spent, 1),
        "texts_a_processor_second": round(routes.total() / spent),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIB),
    }


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Run every set of the folder."""
    for path in sorted(Path(sys.argv[1]).glob("*.jsonl")):
        sys.stdout.write(json.dumps(run(path)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

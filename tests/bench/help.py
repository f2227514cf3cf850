"""What does `--help` of each command cost? `python -m tests.bench.help [TIMES]`: seconds of CPU, the median of ten."""

import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.flows.test_cli import commands

WINNOW = Path(sys.executable).with_name("winnow")


def main() -> None:
    """Print a line for each command."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    for command in commands():
        found = [_cpu_s(command) for _ in range(times)]
        print(f"{median(found):.3f} (most {max(found):.3f})  winnow {command} --help", file=sys.stderr)


def _cpu_s(command: str) -> float:
    before = _children_s()
    subprocess.run([WINNOW, *command.split(), "--help"], stdout=subprocess.DEVNULL, check=True)
    return _children_s() - before


def _children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()

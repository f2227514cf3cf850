"""Writers to be killed: for each folder named on standard input a child writes pages there until somebody kills it."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from flows.warc.write import WarcWriter

BODY_BYTES = 60_000


def body_of(number: int) -> bytes:
    """Return the body of a page, which gzip cannot make much smaller than it is."""
    line = f"{number * 7919 % 1_000_003} "
    return (line * (BODY_BYTES // len(line))).encode()


def write_until_killed(folder: Path) -> None:
    """Write pages, and tell of each that is kept."""
    with WarcWriter(folder, run_id="r") as warc:
        number = 0
        while True:
            url = f"http://a.example/{number}"
            warc.write_response(url, status=200, headers=[], body=body_of(number), fetched_at=datetime.now(UTC))
            tell(str(number))
            number += 1


def tell(line: str) -> None:
    """Say one line at once."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    for folder in sys.stdin:
        child = os.fork()
        if not child:
            tell(str(os.getpid()))
            write_until_killed(Path(folder.strip()))
        os.waitpid(child, 0)
        tell("over")

"""What is written can be read, and damage costs only the record it hit."""

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as OtherIterator

from extractors.errors import WarehouseError
from flows.warc.read import WarcDamage, WarcPage, read_capture, read_warc
from flows.warc.write import WarcWriter

WHEN = datetime(2026, 11, 23, 1, 2, 3, 456, tzinfo=UTC)
BODIES = [f"<p>Page {number} of the invented Herald. {'word ' * 300}</p>".encode() for number in range(7)]


def write_pages(folder: Path) -> Path:
    """Write seven pages; return the file."""
    with WarcWriter(folder, run_id="run-1") as warc:
        for number, body in enumerate(BODIES):
            place = warc.write_response(
                f"http://herald.example/{number}",
                status=200,
                headers=[("Content-Type", "text/html; charset=ü"), ("Content-Encoding", "gzip")],
                body=body,
                fetched_at=WHEN,
            )
    return folder / place.file


def offsets(path: Path) -> list[int]:
    return [found.capture.warc_offset or 0 for found in read_warc(path) if isinstance(found, WarcPage)]


def pages(path: Path) -> list[int]:
    """Return the numbers of the pages that are read whole."""
    found = [each.capture for each in read_warc(path) if isinstance(each, WarcPage)]
    assert all(each.body == BODIES[int(each.url[-1])] for each in found)
    return [int(each.url[-1]) for each in found]


def damages(path: Path) -> list[WarcDamage]:
    return [found for found in read_warc(path) if isinstance(found, WarcDamage)]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = write_pages(tmp_path)
    found = list(read_warc(path))
    assert pages(path) == list(range(7))
    first = found[0]
    assert isinstance(first, WarcPage)
    assert first.capture.fetched_at == WHEN
    assert dict(first.capture.headers)["Content-Type"] == "text/html; charset=ü"
    assert dict(first.capture.headers)["X-Crawler-Content-Encoding"] == "gzip"
    for each in found:
        assert isinstance(each, WarcPage)
        assert read_capture(path, offset=each.capture.warc_offset or 0) == each.capture


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    path = write_pages(tmp_path / "warc")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_other_readers_understand_the_file(tmp_path: Path) -> None:
    path = write_pages(tmp_path)
    with path.open("rb") as file:
        kinds = [record.rec_type for record in OtherIterator(file)]
    assert kinds == ["warcinfo"] + ["response"] * 7
    bodies = [record.reader.read() for record in ArchiveIterator(str(path)) if record.is_http]
    assert bodies == BODIES
    assert all(record.verify_block_digest() for record in ArchiveIterator(str(path), parse_http=False))


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, run_id="r", max_file_bytes=2_000) as warc:
        places = [
            warc.write_response("http://a.example/", status=200, headers=[], body=os.urandom(900), fetched_at=WHEN)
            for _ in range(4)
        ]
    assert len({place.file for place in places}) == 4
    assert all(file.stat().st_size <= 2_000 for file in tmp_path.iterdir())


def test_nothing_written_makes_no_file(tmp_path: Path) -> None:
    with WarcWriter(tmp_path / "warc", run_id="r"):
        pass
    assert not (tmp_path / "warc").exists()


def cut(data: bytes, at: list[int]) -> bytes:
    return data[: at[3] + 40]


def flip(data: bytes, at: list[int]) -> bytes:
    return data[: at[3] + 200] + bytes([data[at[3] + 200] ^ 0xFF]) + data[at[3] + 201 :]


def garbage_between(data: bytes, at: list[int]) -> bytes:
    return data[: at[3]] + b"\x00garbage\x1f\x8b\x08 more\r\n" * 50 + data[at[3] :]


def lost_start(data: bytes, at: list[int]) -> bytes:
    return data[: at[3]] + data[at[3] + 10 :]


def zeros(data: bytes, at: list[int]) -> bytes:
    return data[: at[3]] + bytes(at[4] - at[3]) + data[at[4] :]


def lying_length(data: bytes, at: list[int]) -> bytes:
    member = gzip.decompress(data[at[3] : at[4]])
    head, mark, rest = member.partition(b"Content-Length: ")
    length, end, tail = rest.partition(b"\r\n")
    return data[: at[3]] + gzip.compress(head + mark + str(int(length) + 900).encode() + end + tail) + data[at[4] :]


def short_length(data: bytes, at: list[int]) -> bytes:
    member = gzip.decompress(data[at[3] : at[4]])
    head, mark, rest = member.partition(b"Content-Length: ")
    length, end, tail = rest.partition(b"\r\n")
    return data[: at[3]] + gzip.compress(head + mark + str(int(length) - 90).encode() + end + tail) + data[at[4] :]


@pytest.mark.parametrize(
    ("damage", "kept"),
    [
        (cut, [0, 1, 2]),
        (flip, [0, 1, 2, 4, 5, 6]),
        (garbage_between, [0, 1, 2, 3, 4, 5, 6]),
        (lost_start, [0, 1, 2, 4, 5, 6]),
        (zeros, [0, 1, 2, 4, 5, 6]),
        (lying_length, [0, 1, 2, 4, 5, 6]),
        (short_length, [0, 1, 2, 4, 5, 6]),
    ],
)
def test_every_good_record_before_and_after_the_damage_is_read(
    damage: Callable[[bytes, list[int]], bytes], kept: list[int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write_pages(tmp_path)
    at = offsets(path)
    path.write_bytes(damage(path.read_bytes(), at))
    assert pages(path) == kept
    (found,) = damages(path)
    assert (found.file, found.offset) == (str(path), at[3])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("damage", [cut, flip, lying_length])
def test_a_plain_file_is_read_around_its_damage(damage: Callable[[bytes, list[int]], bytes], tmp_path: Path) -> None:
    packed = write_pages(tmp_path)
    path = tmp_path / "plain.warc"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    assert pages(path) == list(range(7))
    at = offsets(path)
    data = path.read_bytes()
    if damage is lying_length:
        start = data.index(b"Content-Length: ", at[3])
        path.write_bytes(data[:start] + data[start:].replace(b"Content-Length: 1", b"Content-Length: 9", 1))
    elif damage is flip:
        path.write_bytes(data[: at[3]] + b"X" + data[at[3] + 1 :])
    else:
        path.write_bytes(cut(data, at))
    assert pages(path) == ([0, 1, 2] if damage is cut else [0, 1, 2, 4, 5, 6])
    assert [found.offset for found in damages(path)] == [at[3]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<html>not a warc", "no record begins here"),
        (b"\x1f\x8b\x08" + bytes(7) + b"\xff" * 20, "cannot be unpacked"),
        (gzip.compress(b"<html>not a warc", mtime=0), "no record begins here"),
        (b"\x28\xb5\x2f\xfdbroken", "cannot be read"),
        (b"\x04\x22\x4d\x18broken", "cannot be read"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "breaks off in its header"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "how long"),
    ],
)
def test_what_is_no_warc_file_is_one_damage(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    (found,) = read_warc(path)
    assert isinstance(found, WarcDamage)
    assert words in found.reason


@settings(deadline=None)  # other work on the machine
@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_bytes_are_read_without_an_exception(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.warc"
    member = gzip.compress(b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n", mtime=0)
    path.write_bytes(noise[:at] + member + noise[at:])
    list(read_warc(path))


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"


BROTLI = b"\x8b\x05\x80" + b"<p>hello</p>\x03"  # stored as it is


@pytest.mark.parametrize(
    ("block", "body"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n<p>plain", b"<p>plain"),
        (b"HTTP/1.0 200\n\n<p>bare line ends", b"<p>bare line ends"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>packed", mtime=0), b"<p>packed"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>unpacked", b"<p>unpacked"),
        (
            CHUNKED
            + b"%x\r\n" % len(gzip.compress(b"<p>c", mtime=0))
            + gzip.compress(b"<p>c", mtime=0)
            + b"\r\n0\r\n\r\n",
            b"<p>c",
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n", b"abcde"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>not in chunks", b"<p>not in chunks"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + BROTLI, b"<p>hello</p>"),
    ],
)
def test_bodies_of_other_crawlers_are_unpacked_where_they_are_packed(block: bytes, body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/>\r\nContent-Length: %d\r\n\r\n"
    path.write_bytes(gzip.compress(head % len(block) + block + b"\r\n\r\n", mtime=0))
    (found,) = read_warc(path)
    assert isinstance(found, WarcPage)
    assert (found.capture.url, found.capture.status, found.capture.body) == ("http://a.example/", 200, body)


def test_a_file_packed_as_one_member_is_read(tmp_path: Path) -> None:
    packed = write_pages(tmp_path)
    path = tmp_path / "one.warc.gz"
    path.write_bytes(gzip.compress(gzip.decompress(packed.read_bytes())))
    assert pages(path) == list(range(7))
    assert [each.capture.warc_offset for each in read_warc(path) if isinstance(each, WarcPage)] == [None] * 7


def test_a_full_disk_is_told_and_leaves_no_half_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warc = WarcWriter(tmp_path, run_id="r")
    place = warc.write_response("http://a.example/", status=200, headers=[], body=b"one", fetched_at=WHEN)
    real = os.write
    calls = []

    def half_then_full(descriptor: int, data: bytes) -> int:
        calls.append(descriptor)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return real(descriptor, data[: len(data) // 2])

    monkeypatch.setattr(os, "write", half_then_full)
    with pytest.raises(WarehouseError, match="No space left on device") as caught:
        warc.write_response("http://a.example/2", status=200, headers=[], body=b"two", fetched_at=WHEN)
    assert isinstance(caught.value.__cause__, OSError)
    monkeypatch.undo()
    warc.write_response("http://a.example/3", status=200, headers=[], body=b"three", fetched_at=WHEN)
    warc.close()
    found = list(read_warc(tmp_path / place.file))
    assert [each.capture.body for each in found if isinstance(each, WarcPage)] == [b"one", b"three"]


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from flows.warc.write import WarcWriter
with WarcWriter(Path(sys.argv[1]), run_id="r") as warc:
    number = 0
    while True:
        body = b"%d " % number * 20_000
        now = datetime.now(UTC)
        warc.write_response(f"http://a.example/{number}", status=200, headers=[], body=body, fetched_at=now)
        print(number, flush=True)
        number += 1
"""


def kill_while_writing(folder: Path, *, after_s: float) -> None:
    """Kill a writer; nothing that it had reported may be lost."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(after_s)
    process.send_signal(signal.SIGKILL)
    reported = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    (path,) = folder.iterdir()
    found = list(read_warc(path))
    urls = [each.capture.url for each in found if isinstance(each, WarcPage)]
    assert urls[: len(reported) + 1] == [f"http://a.example/{number}" for number in range(len(reported) + 1)]
    assert len([each for each in found if isinstance(each, WarcDamage)]) <= 1


@pytest.mark.parametrize("trial", range(3))
def test_a_killed_writer_loses_at_most_its_last_record(trial: int, tmp_path: Path) -> None:
    kill_while_writing(tmp_path, after_s=random.Random(trial).uniform(0, 0.15))


@pytest.mark.nightly
@pytest.mark.parametrize("trial", range(100))
def test_a_hundred_killed_writers_lose_at_most_their_last_records(trial: int, tmp_path: Path) -> None:
    kill_while_writing(tmp_path, after_s=random.Random(trial).uniform(0, 0.5))

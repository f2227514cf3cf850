"""What is written can be read, and damage costs only the record it hit."""

import gzip
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import zstandard
from fastwarc.stream_io import Lz4Writer
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as OtherIterator

from extractors.errors import WarehouseError
from flows.warc.read import WarcDamage, WarcPage, read_capture, read_warc
from flows.warc.write import WarcWriter
from tests.bench.warc import reading_costs, write_archive
from tests.flows.warc.writing import body_of
from tests.trials import trials

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


def another_gzip(data: bytes, at: list[int]) -> bytes:
    return data[: at[3]] + gzip.compress(b"a log, not a record", mtime=0) * 3 + data[at[3] :]


def plain_text_between(data: bytes, at: list[int]) -> bytes:
    return data[: at[3]] + b"\r\nHTTP/1.1 200 OK\r\n\r\n<p>spilled" + data[at[3] :]


def wrong_checksum(data: bytes, at: list[int]) -> bytes:
    return data[: at[4] - 8] + bytes([data[at[4] - 8] ^ 1]) + data[at[4] - 7 :]


def no_length(data: bytes, at: list[int]) -> bytes:
    member = gzip.decompress(data[at[3] : at[4]]).replace(b"Content-Length", b"Content-Lenght")
    return data[: at[3]] + gzip.compress(member) + data[at[4] :]


def absurd_length(data: bytes, at: list[int]) -> bytes:
    member = gzip.decompress(data[at[3] : at[4]])
    return (
        data[: at[3]]
        + gzip.compress(member.replace(b"Content-Length: ", b"Content-Length: 99999999999"))
        + data[at[4] :]
    )


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
        (another_gzip, [0, 1, 2, 3, 4, 5, 6]),
        (plain_text_between, [0, 1, 2, 3, 4, 5, 6]),
        (wrong_checksum, [0, 1, 2, 4, 5, 6]),
        (no_length, [0, 1, 2, 4, 5, 6]),
        (absurd_length, [0, 1, 2, 4, 5, 6]),
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
        (b"\x28\xb5\x2f\xfdbroken", "cannot be unpacked"),
        (b"\x04\x22\x4d\x18broken", "cannot be unpacked"),
        (b"\x5d\x2a\x4d\x18\xff\xff", "breaks off"),
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


@settings(deadline=None, max_examples=60)  # other work on the machine
@given(st.floats(0, 0.999), st.integers(1, 900))
def test_damage_anywhere_costs_the_records_that_it_hits_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, place: float, length: int
) -> None:
    folder = tmp_path_factory.mktemp("warc")
    path = write_pages(folder)
    at, sound = [*offsets(path), path.stat().st_size], path.read_bytes()
    start = at[0] + int((at[7] - at[0]) * place)
    end = min(start + length, at[7])
    path.write_bytes(sound[:start] + bytes(byte ^ 0x55 for byte in sound[start:end]) + sound[end:])
    hit = {number for number in range(7) if at[number] < end and start < at[number + 1]}
    assert set(pages(path)) >= set(range(7)) - hit
    assert damages(path) or set(pages(path)) == set(range(7))  # a byte of a gzip header that says nothing


DICTIONARY = zstandard.ZstdCompressionDict(
    b"WARC-Target-URI: http://herald.example/ Page of the invented Herald. word word " * 9
)


def lz4_frame(text: bytes) -> bytes:
    file = io.BytesIO()
    packer = Lz4Writer(file)
    packer.write(text)
    packer.close()
    return file.getvalue()


def with_dictionary(text: bytes) -> bytes:
    return zstandard.ZstdCompressor(dict_data=DICTIONARY).compress(text)


FRAMES: dict[str, Callable[[bytes], bytes]] = {
    "x.warc.zst": zstandard.compress,
    "checked.warc.zst": zstandard.ZstdCompressor(write_checksum=True).compress,
    "dictionary.warc.zst": with_dictionary,
    "x.warc.lz4": lz4_frame,
}


def write_frames(folder: Path, name: str) -> Path:
    """Write the pages with each record as a frame of its own."""
    packed = write_pages(folder)
    data, at = packed.read_bytes(), [0, *offsets(packed), packed.stat().st_size]
    held = DICTIONARY.as_bytes()
    start = b"\x5d\x2a\x4d\x18" + len(held).to_bytes(4, "little") + held if name.startswith("dictionary") else b""
    frames = [FRAMES[name](gzip.decompress(data[here:there])) for here, there in pairwise(at)]
    (folder / name).write_bytes(start + b"".join(frames))
    return folder / name


def flip_late(data: bytes, at: list[int]) -> bytes:
    """Flip a byte of the body: what a record says of itself is not covered by its digest."""
    return data[: at[4] - 30] + bytes([data[at[4] - 30] ^ 0xFF]) + data[at[4] - 29 :]


def another_frame(data: bytes, at: list[int]) -> bytes:
    return data[: at[3]] + data[at[3] : at[3] + 4] + data[at[3] + 7 : at[3] + 60] + data[at[3] :]


@pytest.mark.parametrize("name", FRAMES)
def test_a_record_in_a_frame_of_its_own_has_its_place(name: str, tmp_path: Path) -> None:
    path = write_frames(tmp_path, name)
    found = [each.capture for each in read_warc(path) if isinstance(each, WarcPage)]
    assert [each.body for each in found] == BODIES
    assert all(read_capture(path, offset=each.warc_offset or 0) == each for each in found)


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize(
    ("damage", "kept"),
    [
        (cut, [0, 1, 2]),
        (flip_late, [0, 1, 2, 4, 5, 6]),
        (garbage_between, [0, 1, 2, 3, 4, 5, 6]),
        (lost_start, [0, 1, 2, 4, 5, 6]),
        (zeros, [0, 1, 2, 4, 5, 6]),
        (another_gzip, [0, 1, 2, 3, 4, 5, 6]),
        (another_frame, [0, 1, 2, 3, 4, 5, 6]),
        (plain_text_between, [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_frames_before_and_after_the_damage_are_read(
    name: str,
    damage: Callable[[bytes, list[int]], bytes],
    kept: list[int],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    path = write_frames(tmp_path, name)
    at = offsets(path)
    path.write_bytes(damage(path.read_bytes(), at))
    assert pages(path) == kept
    (found,) = damages(path)
    assert (found.file, found.offset) == (str(path), at[3])
    assert capfd.readouterr() == ("", "")


@settings(deadline=None, max_examples=60, derandomize=True)  # other work on the machine
@given(st.sampled_from(sorted(FRAMES)), st.floats(0, 0.999), st.integers(1, 900))
def test_damage_anywhere_in_frames_costs_the_records_that_it_hits_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: float, length: int
) -> None:
    path = write_frames(tmp_path_factory.mktemp("warc"), name)
    at, sound = [*offsets(path), path.stat().st_size], path.read_bytes()
    start = at[0] + int((at[7] - at[0]) * place)
    end = min(start + length, at[7])
    path.write_bytes(sound[:start] + bytes(byte ^ 0x55 for byte in sound[start:end]) + sound[end:])
    hit = {number for number in range(7) if at[number] < end and start < at[number + 1]}
    found = [each.capture for each in read_warc(path) if isinstance(each, WarcPage)]
    assert {BODIES.index(each.body) for each in found} >= set(range(7)) - hit
    if name.startswith("checked"):  # other frames may hide damage in what a record says of itself
        pages(path)


@pytest.mark.parametrize(("suffix", "compress"), [(".zst", zstandard.compress), (".lz4", lz4_frame)])
def test_files_packed_as_one_are_read_up_to_their_damage(
    suffix: str, compress: Callable[[bytes], bytes], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plain = gzip.decompress(write_pages(tmp_path).read_bytes())
    noise = random.Random(3).randbytes(9_000_000)  # more than one block of LZ4
    long = b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 9000000\r\n\r\n" + noise + b"\r\n\r\n"
    path = tmp_path / f"x.warc{suffix}"
    path.write_bytes(compress(plain + long + plain))
    assert pages(path) == [*range(7), *range(7)]
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert pages(path) == list(range(7))
    assert len(damages(path)) == 1
    path.write_bytes(whole[:6] + b"\xff\xff\xff" + whole[9:])
    assert len(damages(path)) == 1
    assert capfd.readouterr() == ("", "")


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


@pytest.fixture(scope="module")
def starter() -> Iterator[subprocess.Popen[str]]:
    """Start writers in milliseconds: 100 processes of their own would take minutes to import what they need."""
    command = [sys.executable, "-m", "tests.flows.warc.writing"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        yield process


def kill_while_writing(folder: Path, starter: subprocess.Popen[str], *, seed: int) -> None:
    """Kill a writer at a random moment; nothing that it had reported may be lost."""
    assert starter.stdin is not None
    assert starter.stdout is not None
    chance = random.Random(seed)
    starter.stdin.write(f"{folder}\n")
    writer = int(starter.stdout.readline())
    reported = [starter.stdout.readline() for _ in range(chance.randint(1, 40))]
    time.sleep(chance.uniform(0, 0.003))
    os.kill(writer, signal.SIGKILL)
    reported += iter(starter.stdout.readline, "over\n")
    (path,) = folder.iterdir()
    found = list(read_warc(path))
    whole = [each.capture for each in found if isinstance(each, WarcPage)]
    assert len(whole) >= len(reported)
    assert [(each.url, each.body) for each in whole] == [
        (f"http://a.example/{number}", body_of(number)) for number in range(len(whole))
    ]
    assert len(found) - len(whole) <= 1
    with WarcWriter(folder, run_id="next") as warc:  # the next run writes beside it, not behind it
        warc.write_response("http://a.example/", status=200, headers=[], body=b"next", fetched_at=WHEN)
    assert len(list(folder.iterdir())) == 2


@trials("killed WARC writers", few=20, many=100)
def test_a_killed_writer_loses_at_most_its_last_record(
    seed: int, tmp_path: Path, starter: subprocess.Popen[str]
) -> None:
    kill_while_writing(tmp_path, starter, seed=seed)


@pytest.mark.nightly
@pytest.mark.parametrize("has_notes", [False, True], ids=["pages alone", "with requests and metadata"])
def test_a_sound_file_is_read_as_fast_as_by_the_fastest_reader(
    has_notes: bool,  # noqa: FBT001 - a parameter of the table
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    costs = reading_costs(write_archive(tmp_path / "x.warc.gz", pages=400, has_notes=has_notes))
    record_property(
        "ratios", f"{costs.of_bare:.2f}, {costs.of_hashed:.2f} with hashes, {costs.reading_of_bare:.2f} without"
    )
    assert costs.of_hashed < 1.15
    assert costs.reading_of_bare < 1.15

import io
import json

import pytest

from extractors.errors import PageError
from flows.commands.jsonl import error_row, read_lines, write_rows


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object but list"),
        ("[" * 100_000, "nested too deeply"),
    ],
    ids=["broken", "array", "deep"],
)
def test_a_line_that_is_no_row_keeps_its_place(text: str, problem: str) -> None:
    first, second = read_lines([text, '{"id": 7}'])
    assert first.row is None
    assert first.problem.startswith(problem)
    assert second.name == "7"


def test_blank_lines_are_skipped_and_counted() -> None:
    (line,) = read_lines(["\n", ' {"text": "x"}\n'])
    assert line.number == 2


def test_errors_are_counted_and_name_their_row() -> None:
    (line,) = read_lines(['{"id": "p1"}'])
    out = io.StringIO()
    errors = write_rows([{"id": "p0"}, error_row(line, PageError("p1", "no text"))], out)
    assert errors == 1
    assert json.loads(out.getvalue().splitlines()[1]) == {"id": "p1", "error": "p1: no text", "code": "page_error"}
